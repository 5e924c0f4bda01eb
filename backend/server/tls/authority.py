"""A certificate authority of this warehouse's own, which can vouch for its own network only.

Its key never leaves the data folder. Whoever trusts it, trusts it for private addresses and for
the names that it was made with (RFC 5280, 4.2.1.10): a stolen key opens no bank.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from backend.server.tls.names import is_address
from backend.server.tls.private_file import write_private

YEARS_10 = timedelta(days=3650)
CLOCKS_DIFFER = timedelta(days=1)
FILE = "authority.pem"
PUBLIC = "stockwright.pem"
"""What may be handed out: the certificate without its key."""
OWN_NETWORKS = (
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
)  # fmt: skip
OWN_DOMAINS = ("localhost", "local", "lan", "internal", "home.arpa")
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Authority:
    """The certificate that devices trust, and the key that signs with it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def may_vouch_for(self, name: str) -> bool:
        """Tell whether a name or address is within what this authority was made for."""
        if is_address(name):
            address, within = ip_address(name), self._permitted()
            return any(not isinstance(one, str) and address in one for one in within)
        return any(name == one or name.endswith(f".{one}") for one in self.domains)

    @property
    def domains(self) -> tuple[str, ...]:
        """Return the names of hosts and domains that it may vouch for."""
        return tuple(one for one in self._permitted() if isinstance(one, str))

    @property
    def fingerprint(self) -> str:
        """Return what a person compares before trusting it: SHA-256 in pairs."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def _permitted(self) -> list[str | Network]:
        found = self.certificate.extensions.get_extension_for_class(x509.NameConstraints)
        return [tree.value for tree in found.value.permitted_subtrees or ()]


def authority_in(folder: Path, *, names: Iterable[str], at: datetime) -> Authority:
    """Return the authority of a data folder; the first time, and when it is over, a new one."""
    path = folder / FILE
    if path.exists():
        kept = read_authority(path)
        if at + timedelta(days=398) < kept.certificate.not_valid_after_utc:
            return kept
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = new_authority(names, at=at)
    (folder / PUBLIC).write_bytes(made.certificate.public_bytes(Encoding.PEM))
    write_private(path, _key_as_pem(made.key) + made.certificate.public_bytes(Encoding.PEM))
    return made


def read_authority(path: Path) -> Authority:
    """Read an authority that was made before."""
    pem = path.read_bytes()
    key = load_pem_private_key(pem, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey), "somebody replaced our key"
    return Authority(x509.load_pem_x509_certificate(pem), key)


def new_authority(names: Iterable[str], *, at: datetime) -> Authority:
    """Make a key and a certificate that vouches for it."""
    known = list(names)
    key = ec.generate_private_key(ec.SECP256R1())
    host = next((name for name in known if not is_address(name)), "this warehouse")
    who = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Stockwright"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Stockwright of {host}"[:64]),
        ]
    )
    builder = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - CLOCKS_DIFFER)
        .not_valid_after(at + YEARS_10)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_may_sign(), critical=True)
        .add_extension(_within(known), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Authority(builder.sign(key, hashes.SHA256()), key)


def _within(names: Iterable[str]) -> x509.NameConstraints:
    known = list(names)
    domains = [*OWN_DOMAINS, *(name for name in known if not is_address(name))]
    networks = [*OWN_NETWORKS, *(name for name in known if is_address(name))]
    trees: list[x509.GeneralName] = [x509.DNSName(name) for name in dict.fromkeys(domains)]
    trees += [x509.IPAddress(ip_network(network)) for network in networks]
    return x509.NameConstraints(permitted_subtrees=trees, excluded_subtrees=None)


def _may_sign() -> x509.KeyUsage:
    return x509.KeyUsage(
        key_cert_sign=True,
        crl_sign=True,
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key_as_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
