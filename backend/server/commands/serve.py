"""`stockwright serve`: answer clients until told to stop."""

import asyncio
from contextlib import ExitStack
from typing import Annotated

import typer

from backend.server.commands.output import say
from backend.server.commands.serving import (
    Door,
    door_of,
    ending_on_signals,
    secure_door_of,
    serve_at,
)
from backend.server.commands.trusting import say_how_to_trust, shown_beside
from backend.server.settings import load_settings
from backend.server.storage import addresses, bring_up_to_date, check
from backend.server.tls.secured import Secured


def serve(
    *,
    host: Annotated[
        str | None, typer.Option(help="Where to listen; 0.0.0.0 for everywhere.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes answer.")] = None,
    https: Annotated[
        bool, typer.Option("--https", help="Serve with TLS, for devices on your own network.")
    ] = False,
) -> None:
    """Serve the warehouse over HTTP, or with --https over TLS.

    Without DATABASE_URL the embedded PostgreSQL is started and brought up to date.
    With it, the database must be migrated already.

    With --https it makes a certificate authority of its own, listens on every network unless
    --host says otherwise, and shows one port higher how a device trusts it.

    Exit codes: 0 stopped on request; 1 the database is in the way; 3 the port is taken.
    """
    settings = load_settings()
    door = (secure_door_of if https else door_of)(settings, host, port)
    door.check()
    with ExitStack() as stack:
        stack.enter_context(ending_on_signals())
        shown = stack.enter_context(shown_beside(door, settings)) if https else None
        found = stack.enter_context(addresses(settings, say))
        if settings.app_url is None:
            asyncio.run(bring_up_to_date(found.owner, say))
        asyncio.run(check(found.app))
        serve_at(
            door,
            settings,
            found,
            workers=workers or settings.workers,
            announce=lambda: _announce(door, shown),
        )


def _announce(door: Door, shown: Secured | None) -> None:
    say(f"Serving at {door.url}. Ctrl-C stops.")
    if shown is not None:
        say(f"  On the network: {door.at(shown.best_name)}")
        say_how_to_trust(door, shown)
