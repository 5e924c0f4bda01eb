"""Serve the built client: the scanner at `/`, the board at `/board`, and what both load."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from backend.server.site.files import ASK_AGAIN, FOREVER, find_file, send_file
from backend.server.site.policy import PAGE_HEADERS

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stockwright: the client is not built</title>
<h1>The server runs, but its client is not built</h1>
<p>The scanner and the board are TypeScript that has to be built once. In a checkout, run
<code>./dev build</code>, or start with <code>./dev demo</code>, which does it by itself; then load
this page again. An installed wheel carries them built.</p>
<p>The graph answers at <a href="/graphql">/graphql</a> meanwhile.</p>
</html>
"""


class Client:
    """The folder that the build fills."""

    def __init__(self, folder: Path) -> None:
        """Serve this folder; it may be built, and built again, while we serve."""
        self._folder = folder

    def routes(self) -> list[Route]:
        """Return the routes to mount at the root, after all others."""
        return [
            Route("/", self.scanner),
            Route("/board", self.board),
            Route("/sw.js", self.worker),
            Route("/assets/{name:path}", self.asset),
            Route("/{name:path}", self.other),
        ]

    async def scanner(self, request: Request) -> Response:
        """Answer with the scanner's page."""
        return self._page(request, "index.html")

    async def board(self, request: Request) -> Response:
        """Answer with the board's page."""
        return self._page(request, "board.html")

    async def worker(self, request: Request) -> Response:
        """Answer with the service worker, which must never be an old one."""
        return self._file(request, "sw.js", cached=ASK_AGAIN, **{"service-worker-allowed": "/"})

    async def asset(self, request: Request) -> Response:
        """Answer with a file that has its digest in its name."""
        return self._file(request, f"assets/{request.path_params['name']}", cached=FOREVER)

    async def other(self, request: Request) -> Response:
        """Answer with what stands beside the pages: the manifest, icons."""
        return self._file(request, request.path_params["name"], cached=ASK_AGAIN)

    def _page(self, request: Request, name: str) -> Response:
        path = find_file(self._folder, name)
        if path is None:
            return HTMLResponse(
                NOT_BUILT, 503, headers=PAGE_HEADERS | {"cache-control": "no-store"}
            )
        return send_file(request, path, cached=ASK_AGAIN)

    def _file(self, request: Request, name: str, *, cached: str, **headers: str) -> Response:
        path = find_file(self._folder, name)
        if path is None:
            return PlainTextResponse("There is nothing here.\n", 404, headers=PAGE_HEADERS)
        return send_file(request, path, cached=cached, **headers)
