"""Answer handshakes with a certificate that is good today, however long the server runs."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from backend.kernel.clock import now
from backend.server.settings import Settings, load_settings
from backend.server.tls.authority import Authority, authority_in
from backend.server.tls.certificate import certificate_in
from backend.server.tls.names import lasting_names, listed, names_of_machine
from backend.server.trouble import Trouble

LOOK_EVERY_S = 60.0
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Secured:
    """An authority, and what it vouches for."""

    folder: Path
    authority: Authority
    further: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return what this machine is called now, as far as the authority may vouch for it."""
        found = names_of_machine(self.further)
        return tuple(name for name in found if self.authority.may_vouch_for(name))

    @property
    def best_name(self) -> str:
        """Return what to print: a name that was set, else an address, else the host's name.

        Not of IPv6: few people type one, and we may not listen there.
        """
        return next(name for name in self.names if ":" not in name and name != "127.0.0.1")

    def certificate(self, at: datetime) -> Path:
        """Return the file of a certificate that is good now."""
        return certificate_in(self.folder, self.authority, names=self.names, at=at)


def secured(settings: Settings, at: datetime) -> Secured:
    """Open the authority of a data folder, or found it."""
    folder = settings.data / "tls"
    try:
        authority = authority_in(folder, names=lasting_names(settings.https_names), at=at)
    except OSError as error:
        raise Trouble(f"{folder} cannot be used: {error}.", "Set STOCKWRIGHT_DATA.") from error
    for name in listed(settings.https_names):
        if not authority.may_vouch_for(name):
            raise Trouble(
                f"The authority in {folder} was not made for {name}.",
                "Move that folder away; a new one is made, which each device must trust anew.",
            )
    return Secured(folder, authority, settings.https_names)


def context(_config: object, _usual: object) -> ssl.SSLContext:
    """Make what uvicorn secures its connections with, in each serving process."""
    return renewing(secured(load_settings(), now()), clock=now)


def renewing(shown: Secured, *, clock: Clock, look_every_s: float = LOOK_EVERY_S) -> ssl.SSLContext:
    """Make a context that looks before a handshake, once a minute, whether it must renew."""
    looked = monotonic()
    inner = _load(shown.certificate(clock()))

    def on_handshake(connection: ssl.SSLObject, _name: str | None, _outer: Any) -> None:
        nonlocal looked, inner
        if monotonic() - looked >= look_every_s:
            looked = monotonic()
            inner = _load(shown.certificate(clock()))
        connection.context = inner

    outer = _load(shown.certificate(clock()))
    outer.sni_callback = on_handshake
    return outer


def _load(path: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(path)
    return made
