"""The certificate that the server shows: for this machine's names, made anew when they change."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from backend.server.tls.authority import CLOCKS_DIFFER, Authority
from backend.server.tls.names import is_address
from backend.server.tls.private_file import write_private

LIFE = timedelta(days=397)
"""Browsers take no server's certificate of more than 398 days."""
RENEWED_BEFORE = timedelta(days=60)
FILE = "server.pem"


def certificate_in(
    folder: Path, authority: Authority, *, names: Sequence[str], at: datetime
) -> Path:
    """Return a file with key, certificate and authority that is good for the names now."""
    path = folder / FILE
    covered = tuple(name for name in names if authority.may_vouch_for(name))
    if not _is_good(path, authority, names=covered, at=at):
        key = ec.generate_private_key(ec.SECP256R1())
        shown = _sign(authority, key.public_key(), names=covered, at=at)
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        chain = [shown.public_bytes(Encoding.PEM), authority.certificate.public_bytes(Encoding.PEM)]
        write_private(path, b"".join([secret, *chain]))
    return path


def names_in(certificate: x509.Certificate) -> set[str]:
    """Return the names and addresses that a certificate is for."""
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {*found.get_values_for_type(x509.DNSName)} | {
        str(address) for address in found.get_values_for_type(x509.IPAddress)
    }


def _is_good(path: Path, authority: Authority, *, names: Sequence[str], at: datetime) -> bool:
    if not path.exists():
        return False
    shown, issuer = x509.load_pem_x509_certificates(path.read_bytes())
    return (
        issuer == authority.certificate
        and names_in(shown) == set(names)
        and shown.not_valid_before_utc <= at < shown.not_valid_after_utc - RENEWED_BEFORE
    )


def _sign(
    authority: Authority, key: ec.EllipticCurvePublicKey, *, names: Sequence[str], at: datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    issuer = authority.certificate
    spoken = x509.SubjectAlternativeName([_general(name) for name in names])
    builder = (
        x509.CertificateBuilder(issuer.subject, subject, key, x509.random_serial_number())
        .not_valid_before(at - CLOCKS_DIFFER)
        .not_valid_after(at - CLOCKS_DIFFER + LIFE)
        .add_extension(spoken, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_may_serve(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
    )
    return builder.sign(authority.key, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(name)) if is_address(name) else x509.DNSName(name)


def _may_serve() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=False,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
