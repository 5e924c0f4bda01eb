"""Who is calling: what a request carries to prove it, and what it is good for once believed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from backend.kernel.work import Actor

COOKIE = "stockwright_session"
DEVICE_COOKIE = "stockwright_device"
DEVICE_HEADER = "x-stockwright-device"
BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request carried. `init` is the payload of a socket's first message."""

    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    init: Mapping[str, object] = field(default_factory=dict)

    @property
    def bearer(self) -> str | None:
        """The token of an integration, a tool, or a socket opened by one; None without."""
        said = self.headers.get("authorization") or self.init.get("authorization")
        if not isinstance(said, str) or not said.isascii() or not said.startswith(BEARER):
            return None
        return said.removeprefix(BEARER).strip() or None

    @property
    def cookie(self) -> str | None:
        """The session of a browser; None when there is none, or when a bearer token came too."""
        return None if self.bearer else self.cookies.get(COOKIE)

    @property
    def device(self) -> str | None:
        """The token by which an enrolled device proves itself; None when it has none."""
        return self.headers.get(DEVICE_HEADER) or self.cookies.get(DEVICE_COOKIE)


@dataclass(frozen=True, slots=True)
class Login:
    """A believed caller, until `expires_at`.

    `is_developer` opens introspection and documents that are not in the manifest.
    """

    id: UUID
    actor: Actor
    device_id: UUID | None
    expires_at: datetime
    is_developer: bool = False


Authenticate = Callable[[Credentials], Awaitable[Login | None]]
"""Says who it is, or None. Asked on each request, and again and again on open sockets."""


async def nobody(_: Credentials) -> Login | None:
    """Believe no one: where there are no devices that hold anything back."""
    return None
