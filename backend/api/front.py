"""What stands before the graph on every transport: who calls, from where, and may a page send that.

A browser sends cookies by itself, so a login by cookie counts only with proof that one of our own
pages made the request: an allowed Origin, and over HTTP a header that no foreign page may set.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from strawberry.http.websocket_origin import is_same_origin, normalize_origin

from backend.api.context import Caller, House
from backend.api.engine import Engine
from backend.api.errors import ForbiddenError
from backend.api.login import DEVICE_COOKIE, Authenticate, Credentials, Login, nobody

HEADER = "x-stockwright"


class ForeignPageError(ForbiddenError):
    """A page of another origin, or one that did not prove to be ours, used a person's cookie."""


@dataclass(frozen=True, slots=True)
class Front:
    """Everything that a transport needs."""

    engine: Engine
    house: House
    authenticate: Authenticate
    origins: frozenset[str] = frozenset()
    """Origins beside our own whose pages may call, such as `https://board.example`."""
    authenticate_late: Authenticate = nobody
    """Believes logins that are over, for what a device still holds."""

    def is_ours(self, connection: HTTPConnection) -> bool:
        """Tell whether the Origin is our own or allowed; true without one (no browser page)."""
        origin = connection.headers.get("origin")
        if origin is None:
            return True
        if is_same_origin(origin, connection.headers.get("host")):
            return True
        return normalize_origin(origin) in self.origins

    async def caller(self, request: HTTPConnection) -> Caller:
        """Return who sends an HTTP request; refused when a foreign page uses someone's cookie."""
        credentials = Credentials(headers=request.headers, cookies=request.cookies)
        if not self.is_ours(request):
            raise ForeignPageError("Pages of this origin may not call.")
        by_cookie = credentials.cookie or DEVICE_COOKIE in request.cookies
        if by_cookie and request.headers.get(HEADER) != "1":
            raise ForeignPageError("A request with a cookie carries the header X-Stockwright: 1.")
        caller = self.new_caller(request, credentials, await self.authenticate(credentials))
        if caller.login is None:
            caller.late_login = await self.authenticate_late(credentials)
        return caller

    def new_caller(
        self, connection: HTTPConnection, credentials: Credentials, login: Login | None
    ) -> Caller:
        """Return a caller, believed or not, at the address that it calls from."""
        address = connection.client.host if connection.client else ""
        return Caller(self.house, credentials, login=login, address=address)


def socket_credentials(connection: HTTPConnection, init: Mapping[str, object]) -> Credentials:
    """Return what a socket carries; its cookie only when a page of known Origin opened it."""
    cookies = connection.cookies if "origin" in connection.headers else {}
    return Credentials(headers=connection.headers, cookies=cookies, init=init)
