"""The page at which a device learns to trust this warehouse; it is plain HTTP, and nothing else is.

Until a device trusts the authority there is no secure way to bring it there, so the page tells the
person to compare the authority's print with the one in the terminal.
"""

from html import escape
from pathlib import Path
from string import Template

from cryptography.hazmat.primitives.serialization import Encoding
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.server.site.codes import qr_svg
from backend.server.site.policy import PAGE_HEADERS
from backend.server.tls.mobile_profile import mobile_profile
from backend.server.tls.secured import Secured

PAGES = Path(__file__).parents[1] / "site" / "pages"
CERTIFICATE = "application/x-x509-ca-cert"
PROFILE = "application/x-apple-aspen-config"


def trust_page(shown: Secured, *, trust_url: str, open_url: str) -> Starlette:
    """Build the page, with what it is about; all of it is made now and stays as it is."""
    certificate = shown.authority.certificate
    answers = {
        "/": (_page(shown, trust_url=trust_url, open_url=open_url), "text/html; charset=utf-8"),
        "/page.css": ((PAGES / "page.css").read_bytes(), "text/css; charset=utf-8"),
        "/trust.svg": (qr_svg(trust_url), "image/svg+xml"),
        "/open.svg": (qr_svg(open_url), "image/svg+xml"),
        "/stockwright.crt": (certificate.public_bytes(Encoding.DER), CERTIFICATE),
        "/stockwright.pem": (certificate.public_bytes(Encoding.PEM), "application/x-pem-file"),
        "/stockwright.mobileconfig": (mobile_profile(certificate), PROFILE),
    }
    return Starlette(
        routes=[_route(path, body, kind) for path, (body, kind) in answers.items()],
        exception_handlers={404: _nothing},
    )


def _route(path: str, body: bytes, kind: str) -> Route:
    headers = PAGE_HEADERS | {"content-type": kind, "cache-control": "no-store"}

    async def answer(_: Request) -> Response:
        return Response(body, headers=headers)

    return Route(path, answer)


async def _nothing(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("There is nothing here.\n", 404, headers=PAGE_HEADERS)


def _page(shown: Secured, *, trust_url: str, open_url: str) -> bytes:
    said = {
        "names": ", ".join(shown.authority.domains),
        "trust": trust_url,
        "open": open_url,
        "fingerprint": shown.authority.fingerprint,
    }
    page = Template((PAGES / "trust.html").read_text("utf-8"))
    return page.substitute({name: escape(text) for name, text in said.items()}).encode()
