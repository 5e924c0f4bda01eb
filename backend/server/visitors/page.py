"""Serve the demo's page for newcomers at `/demo`; it is there in the demo alone."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.api.front import HEADER, Front
from backend.server.site.codes import code128_svg
from backend.server.site.files import ASK_AGAIN, send_file
from backend.server.site.policy import PAGE_HEADERS
from backend.server.visitors.asking import BusyError, asking
from backend.server.visitors.handhelds import Handhelds, TooManyVisitors
from backend.server.visitors.jobs import Leaflet

PAGES = Path(__file__).parents[1] / "site" / "pages"
TEXT_MAX = 64
BUSY = "The house is busy."
NOT_KEPT = PAGE_HEADERS | {"cache-control": "no-store"}


class NewcomersPage:
    """The page and what it loads."""

    def __init__(self, front: Front) -> None:
        """Show what stands behind this front."""
        self._front = front
        asked = asking(front)
        self._leaflet = Leaflet(asked)
        self._handhelds = Handhelds(asked)

    def routes(self) -> list[Route]:
        """Return the routes to mount."""
        return [
            Route("/demo", self.page),
            Route("/demo/page.css", self.style),
            Route("/demo/page.js", self.script),
            Route("/demo/jobs", self.jobs),
            Route("/demo/code.svg", self.code),
            Route("/demo/handheld", self.handheld, methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """Answer with the page."""
        return send_file(request, PAGES / "demo.html", cached=ASK_AGAIN)

    async def style(self, request: Request) -> Response:
        """Answer with its look."""
        return send_file(request, PAGES / "page.css", cached=ASK_AGAIN)

    async def script(self, request: Request) -> Response:
        """Answer with what draws it."""
        return send_file(request, PAGES / "demo.js", cached=ASK_AGAIN)

    async def jobs(self, _: Request) -> Response:
        """Answer with badges, jobs and their codes, as they are now."""
        try:
            return JSONResponse(await self._leaflet.now(), headers=NOT_KEPT)
        except BusyError:
            return JSONResponse({"message": BUSY}, 503, headers=NOT_KEPT)

    async def code(self, request: Request) -> Response:
        """Answer with a barcode of a text; the same text looks the same for ever."""
        text = request.query_params.get("text", "")
        if not 0 < len(text) <= TEXT_MAX or not text.isascii() or not text.isprintable():
            return Response("Give a short text.\n", 400, headers=PAGE_HEADERS)
        drawn = PAGE_HEADERS | {"cache-control": "public, max-age=86400"}
        return Response(code128_svg(text), headers=drawn, media_type="image/svg+xml")

    async def handheld(self, request: Request) -> Response:
        """Enroll a device for whoever asks from a page of ours."""
        if not self._front.is_ours(request) or request.headers.get(HEADER) != "1":
            return JSONResponse({"message": "Ask from the demo's own page."}, 403, headers=NOT_KEPT)
        try:
            code = await self._handhelds.enroll()
        except TooManyVisitors as full:
            return JSONResponse({"message": str(full)}, 429, headers=NOT_KEPT)
        return JSONResponse({"setupBarcode": code}, 201, headers=NOT_KEPT)
