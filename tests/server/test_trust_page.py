"""The page at which a device learns to trust the warehouse, and the codes that lead there."""

import plistlib
from datetime import UTC, datetime

import pytest
import zxingcpp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from PIL import Image
from starlette.testclient import TestClient

from backend.server.site.codes import code128_svg, qr_lines, qr_svg
from backend.server.tls.authority import Authority, authority_in
from backend.server.tls.secured import Secured
from backend.server.tls.trust_page import trust_page


@pytest.fixture
def authority(tmp_path) -> Authority:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return authority_in(tmp_path / "tls", names=["scan.acme.example"], at=noon)


@pytest.fixture
def page(tmp_path, authority):
    shown_ = Secured(tmp_path / "tls", authority, "")
    return TestClient(
        trust_page(shown_, trust_url="http://10.1.2.3:8001/", open_url="https://10.1.2.3:8000/")
    )


def test_the_page_shows_what_to_compare_and_where_to_go(page, authority):
    said = page.get("/")

    assert authority.fingerprint in said.text
    assert (
        authority.fingerprint.replace(":", "").lower()
        == authority.certificate.fingerprint(hashes.SHA256()).hex()
    )
    assert "https://10.1.2.3:8000/" in said.text
    assert "scan.acme.example" in said.text
    assert "script-src 'self'" in said.headers["content-security-policy"]
    assert "$" not in said.text


def test_nothing_else_stands_on_the_plain_page(page):
    assert [page.get(path).status_code for path in ("/graphql", "/healthz", "/board")] == [404] * 3


def test_the_certificate_comes_in_each_platform_s_form(page, authority):
    der = page.get("/stockwright.crt")
    profile = plistlib.loads(page.get("/stockwright.mobileconfig").content)

    assert der.headers["content-type"] == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(der.content) == authority.certificate
    assert profile["PayloadType"] == "Configuration"
    assert profile["PayloadContent"][0]["PayloadContent"] == der.content


def test_a_terminal_shows_a_code_that_a_phone_reads():
    text = "http://192.168.1.20:8001/"
    lines = qr_lines(text)
    picture = Image.new("L", (len(lines[0]), 2 * len(lines)))
    halves = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    for row, line in enumerate(lines):
        for column, block in enumerate(line):
            upper, lower = halves[block]
            picture.putpixel((column, 2 * row), upper)
            picture.putpixel((column, 2 * row + 1), lower)

    read = zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4)))

    assert [code.text for code in read] == [text]


def test_drawn_codes_run_nothing_and_load_nothing():
    for drawn in (qr_svg("x"), code128_svg("B-1001")):
        assert drawn.startswith(b"<svg")
        assert b"script" not in drawn
        assert b"DOCTYPE" not in drawn
