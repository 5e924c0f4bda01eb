"""HTTPS on the warehouse's own network: trusted once, good for its names, renewed by itself."""

import os
import socket
import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from backend.server.settings import Settings
from backend.server.tls.authority import Authority, authority_in
from backend.server.tls.certificate import certificate_in, names_in
from backend.server.tls.names import names_of_machine
from backend.server.tls.secured import Secured, renewing, secured
from backend.server.trouble import Trouble
from tests.server.test_cli import COMMAND, free_port

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
START_S = 180
HOST = socket.gethostname().lower()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tls"


@pytest.fixture
def authority(folder: Path) -> Authority:
    return authority_in(folder, names=["scan.acme.example"], at=NOON)


def shown(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates(path.read_bytes())[0]


def test_the_authority_is_made_once_and_only_its_owner_can_read_it(folder, authority):
    again = authority_in(folder, names=["another.example"], at=NOON + timedelta(days=3000))

    assert again.certificate == authority.certificate
    assert stat.S_IMODE((folder / "authority.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    public = (folder / "stockwright.pem").read_bytes()
    assert x509.load_pem_x509_certificate(public) == authority.certificate
    assert b"PRIVATE" not in public


def test_the_authority_vouches_for_its_own_network_and_for_nothing_else(authority):
    own = ["192.168.1.20", "10.4.0.9", "fd00::2", "127.0.0.1", "localhost", "dock.local"]
    foreign = ["8.8.8.8", "2001:4860::1", "bank.example", "acme.example", "xscan.acme.example"]

    assert [name for name in own if not authority.may_vouch_for(name)] == []
    assert [name for name in foreign if authority.may_vouch_for(name)] == []
    assert authority.may_vouch_for("scan.acme.example")


def test_a_server_certificate_is_one_that_safari_takes(folder, authority):
    made = shown(certificate_in(folder, authority, names=["dock.local", "10.1.2.3"], at=NOON))

    life = made.not_valid_after_utc - made.not_valid_before_utc
    usage = made.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert life <= timedelta(days=398)
    assert names_in(made) == {"dock.local", "10.1.2.3"}
    assert [use.dotted_string for use in usage] == ["1.3.6.1.5.5.7.3.1"]
    assert stat.S_IMODE((folder / "server.pem").stat().st_mode) == 0o600


def test_a_certificate_stays_until_it_is_old_or_the_names_change(folder, authority):
    def serial(day: int, *names: str) -> int:
        at = NOON + timedelta(days=day)
        return shown(certificate_in(folder, authority, names=names, at=at)).serial_number

    first = serial(0, "dock.local", "10.1.2.3")
    assert serial(300, "10.1.2.3", "dock.local") == first

    renewed = serial(340, "dock.local", "10.1.2.3")
    assert renewed != first
    assert serial(341, "dock.local", "10.9.9.9") not in {first, renewed}


def test_a_name_that_the_authority_was_not_made_for_is_said_in_a_sentence(tmp_path):
    secured(Settings(data=tmp_path), NOON)

    with pytest.raises(Trouble, match=r"was not made for scan\.acme\.example"):
        secured(Settings(data=tmp_path, https_names="scan.acme.example"), NOON)


def shake_hands(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> bytes:
    """Let two sides speak TLS in memory; return the certificate that was shown."""
    upward, downward = ssl.MemoryBIO(), ssl.MemoryBIO()
    serving = server.wrap_bio(upward, downward, server_side=True)
    asking = client.wrap_bio(downward, upward, server_hostname=name)
    for side in (asking, serving, asking, serving):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    found = asking.getpeercert(binary_form=True)
    assert found is not None
    return found


def trusting(authority: Authority) -> ssl.SSLContext:
    pem = authority.certificate.public_bytes(Encoding.PEM)
    return ssl.create_default_context(cadata=pem.decode())


def test_a_server_that_runs_for_a_year_renews_before_a_handshake(folder, authority):
    days = iter([0, 0, 350])
    later = lambda: NOON + timedelta(days=next(days))  # noqa: E731 - a clock that jumps
    context = renewing(Secured(folder, authority, ""), clock=later, look_every_s=0)
    first = shown(folder / "server.pem")

    sent = x509.load_der_x509_certificate(
        shake_hands(context, trusting_whenever(authority), "localhost")
    )

    assert sent.serial_number != first.serial_number
    assert sent == shown(folder / "server.pem")


def trusting_whenever(authority: Authority) -> ssl.SSLContext:
    """Trust the authority and look at no clock, since the test's stands elsewhere."""
    context = trusting(authority)
    context.verify_flags |= 0x200000  # X509_V_FLAG_NO_CHECK_TIME
    return context


@pytest.fixture(scope="module")
def served(short_folder: Path) -> Iterator[tuple[int, Path]]:
    """Run `stockwright serve --https` as it is typed."""
    data, port = short_folder / "https", free_port()
    clean = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    environment = clean | {"STOCKWRIGHT_DATA": str(data), "STOCKWRIGHT_GRACEFUL_S": "2"}
    command = [*COMMAND, "serve", "--https", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            wait_ready(process, port)
            yield port, data
        finally:
            process.terminate()
            process.communicate(timeout=30)


def wait_ready(process: subprocess.Popen, port: int) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        assert process.poll() is None
        try:
            if httpx2.get(f"https://127.0.0.1:{port}/readyz", verify=trust_of(port)).is_success:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise AssertionError("it never was ready")


def trust_of(port: int) -> ssl.SSLContext:
    """Trust what a device gets from the page, and nothing else."""
    pem = httpx2.get(f"http://127.0.0.1:{port + 1}/stockwright.pem").text
    return ssl.create_default_context(cadata=pem)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", HOST])
def test_a_device_that_trusts_the_page_s_certificate_is_served_under_each_name(served, name):
    port, _ = served
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        trust_of(port).wrap_socket(plain, server_hostname=name) as line,
    ):
        line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        said = b"".join(iter(lambda: line.recv(1000), b""))
        version = line.version()

    assert said.endswith(b"ok\n")
    assert version == "TLSv1.3"


@pytest.mark.parametrize("name", ["bank.example", "8.8.8.8"])
def test_it_passes_for_nobody_else(served, name):
    port, _ = served
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        trust_of(port).wrap_socket(plain, server_hostname=name)


def test_a_device_that_does_not_trust_it_yet_is_not_served(served):
    port, _ = served

    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"https://127.0.0.1:{port}/healthz")


def test_the_key_of_the_authority_is_nowhere_on_the_page(served):
    port, data = served
    pem = (data / "tls" / "authority.pem").read_bytes()
    secret = pem.split(b"-----BEGIN PRIVATE KEY-----")[1].split(b"-----END")[0]
    lines = [line for line in secret.split() if len(line) > 20]
    paths = ["/", "/stockwright.crt", "/stockwright.pem", "/stockwright.mobileconfig"]
    paths += ["/authority.pem", "/server.pem", "/tls/authority.pem", "/../tls/authority.pem"]

    bodies = b"".join(httpx2.get(f"http://127.0.0.1:{port + 1}{path}").content for path in paths)

    assert lines
    assert [line for line in lines if line in bodies] == []
    assert b"PRIVATE KEY" not in bodies


def test_a_machine_finds_its_own_names_and_asks_nobody():
    names = names_of_machine("Scan.Acme.example, 10.0.0.9")

    assert names[:2] == ("scan.acme.example", "10.0.0.9")
    assert {"localhost", "127.0.0.1", "::1", HOST} <= set(names)
    assert len(names) == len(set(names))


def test_what_is_printed_can_be_typed_and_is_vouched_for(folder, authority):
    plain = Secured(folder, authority, "")
    named = Secured(folder, authority, "bank.example, scan.acme.example")

    assert ":" not in plain.best_name
    assert plain.best_name != "127.0.0.1"
    assert authority.may_vouch_for(plain.best_name)
    assert named.best_name == "scan.acme.example"


def test_openssl_agrees_that_the_chain_holds(folder, authority):
    path = certificate_in(folder, authority, names=["dock.local"], at=datetime.now(UTC))
    (folder / "ca.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver"]
    command += ["-CAfile", str(folder / "ca.pem"), str(path)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"{done.stdout}{done.stderr}{sys.version}"
