"""`stockwright serve`: answer clients until told to stop."""

import asyncio
from typing import Annotated

import typer

from backend.server.commands.output import say
from backend.server.commands.serving import Door, ending_on_signals, serve_at
from backend.server.settings import load_settings
from backend.server.storage import addresses, bring_up_to_date, check


def serve(
    host: Annotated[
        str | None, typer.Option(help="Where to listen; 0.0.0.0 for everywhere.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes answer.")] = None,
) -> None:
    """Serve the warehouse over HTTP.

    Without DATABASE_URL the embedded PostgreSQL is started and brought up to date.
    With it, the database must be migrated already.

    Exit codes: 0 stopped on request; 1 the database is in the way; 3 the port is taken.
    """
    settings = load_settings()
    door = Door(host or settings.host, settings.port if port is None else port)
    door.check()
    with ending_on_signals(), addresses(settings, say) as found:
        if settings.app_url is None:
            asyncio.run(bring_up_to_date(found.owner, say))
        asyncio.run(check(found.app))
        serve_at(
            door,
            settings,
            found,
            workers=workers or settings.workers,
            announce=lambda: say(f"Serving at {door.url}. Ctrl-C stops."),
        )
