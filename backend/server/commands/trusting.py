"""Show beside a secure server the page at which devices learn to trust it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from backend.kernel.clock import now
from backend.server.commands.output import console, say
from backend.server.commands.serving import Door
from backend.server.settings import Settings
from backend.server.site.codes import qr_lines
from backend.server.tls.secured import Secured, secured
from backend.server.tls.trust_page import trust_page

CONNECTIONS_MAX = 64
STOP_S = 5.0


@contextmanager
def shown_beside(door: Door, settings: Settings) -> Iterator[Secured]:
    """Serve the page one port above the door for as long as the block lasts."""
    shown = secured(settings, now())
    beside = trust_door(door)
    beside.check()
    name = shown.best_name
    page = trust_page(shown, trust_url=f"{beside.at(name)}/", open_url=f"{door.at(name)}/")
    server = uvicorn.Server(
        uvicorn.Config(
            page,
            host=beside.host,
            port=beside.port,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=CONNECTIONS_MAX,
        )
    )
    # Signals are for the main thread; this one ends with the block.
    thread = threading.Thread(target=server.run, name="trust page", daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        server.should_exit = True
        thread.join(STOP_S)


def trust_door(door: Door) -> Door:
    """Return where the page stands."""
    return Door(door.host, door.port + 1)


def say_how_to_trust(door: Door, shown: Secured) -> None:
    """Say where devices learn to trust us, and what they must see there."""
    page = f"{trust_door(door).at(shown.best_name)}/"
    say(f"  New device? Trust this warehouse once at {page}")
    say(f"  and compare the print there (SHA-256): {shown.authority.fingerprint}")
    if console.is_terminal:
        for line in qr_lines(page):
            console.print(f"  {line}", markup=False, no_wrap=True)
