"""GraphiQL on a page of our own, with nothing from any other host."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

FOLDER = Path(__file__).parent / "graphiql"
_RULES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # its editor sets styles on elements
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
POLICY = "; ".join(_RULES)


def is_for_people(scope: Scope) -> bool:
    """Tell whether a browser opened the address, rather than a program asking a question."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    request = Request(scope)
    asks = {"query", "documentId"} & request.query_params.keys()
    return not asks and "text/html" in request.headers.get("accept", "")


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    """Send the page."""
    response: Response = FileResponse(FOLDER / "index.html", media_type="text/html")
    response.headers["content-security-policy"] = POLICY
    response.headers["x-content-type-options"] = "nosniff"
    response.headers["referrer-policy"] = "no-referrer"
    await response(scope, receive, send)


def files() -> Mount:
    """Return the route of the page's scripts and styles."""
    return Mount("/graphql/ide", StaticFiles(directory=FOLDER), name="graphiql")
