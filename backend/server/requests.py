"""Give every request an id, one line in the log, and a place in the figures."""

import re
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.kernel.ids import new_id
from backend.kernel.metrics import REQUEST_SECONDS, SOCKETS_OPEN
from backend.server.logs import logger

HEADER = b"x-request-id"
_SOUND = re.compile(rb"[A-Za-z0-9._-]{1,64}")
NOT_LOGGED = frozenset({"/healthz", "/readyz", "/metrics"})
log = logger("stockwright.request")


class Requests:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; what is bound to the log below us appears on its line."""
        if scope["type"] == "websocket":
            structlog.contextvars.bind_contextvars(request_id=_request_id(scope))
            with SOCKETS_OPEN.track_inprogress():
                await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = _request_id(scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 500
        begun = time.perf_counter()

        async def stamped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, request_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, stamped)
        finally:
            _tell(scope, status, seconds=time.perf_counter() - begun)


def _tell(scope: Scope, status: int, *, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "unknown")
    REQUEST_SECONDS.labels(route, status).observe(seconds)
    if scope["path"] not in NOT_LOGGED:
        log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            ms=round(seconds * 1000, 1),
        )


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == HEADER and _SOUND.fullmatch(value):
            return str(value.decode())
    return str(new_id())
