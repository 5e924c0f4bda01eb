"""`stockwright demo`: a working warehouse on this machine, from nothing."""

import asyncio
import os
from typing import Annotated

import typer
from rich.table import Table

from backend.server.commands.output import console, say
from backend.server.commands.progress import bar
from backend.server.commands.serving import Door, ending_on_signals, serve_at
from backend.server.demo.load import is_empty, load
from backend.server.demo.people import PEOPLE
from backend.server.demo.retail import read_book
from backend.server.postgres import Postgres
from backend.server.resources import resource
from backend.server.settings import Settings, load_settings
from backend.server.storage import addresses, bring_up_to_date, connected
from backend.server.trouble import Trouble

DEFAULTS = {
    "STOCKWRIGHT_MODE": "development",
    "STOCKWRIGHT_LOG": "plain",
    "STOCKWRIGHT_LOG_LEVEL": "warning",
}
MARK = "this-is-the-demo"
"""The file that says that a data folder may be thrown away."""
DONE = "the-demo-is-loaded"


def demo(
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the demo away first.")] = False,
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
) -> None:
    """Start a warehouse with goods, people and orders, and serve it.

    What you do in it is kept for the next time. Ctrl-C stops everything.

    Exit codes: 0 stopped on request; 1 something is in the way; 3 the port is taken.
    """
    settings = load_settings()
    door = Door(host or settings.host, settings.port if port is None else port)
    door.check()
    if fresh:
        _throw_away(settings)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    with ending_on_signals(), addresses(settings, say) as found:
        asyncio.run(bring_up_to_date(found.owner, say))
        asyncio.run(_fill(settings, found.app))
        serve_at(door, settings, found, workers=1, announce=lambda: _announce(door))


async def _fill(settings: Settings, url: str) -> None:
    """Load the demo into an empty warehouse, or go on where a loading was broken off."""
    database = await connected(url, pool_max=4)
    try:
        if await is_empty(database):
            _mark(settings, MARK)
        elif not (settings.data / MARK).exists() or (settings.data / DONE).exists():
            return
        say("Loading the demo warehouse, once.")
        await load(database, read_book(resource("demo") / "retail"), bar=bar)
        _mark(settings, DONE)
    finally:
        await database.close()


def _mark(settings: Settings, name: str) -> None:
    """Remember something of the embedded database beside it."""
    if settings.app_url is None:
        (settings.data / name).touch()


def _throw_away(settings: Settings) -> None:
    if settings.app_url is not None:
        raise Trouble("--fresh throws away only the embedded database.", "Unset DATABASE_URL.")
    postgres = Postgres(settings.data, binaries=settings.postgres_bin)
    if postgres.cluster.exists() and not (settings.data / MARK).exists():
        raise Trouble(
            f"The warehouse in {settings.data} is not the demo's.",
            "Set STOCKWRIGHT_DATA to another folder.",
        )
    postgres.discard()
    for mark in (MARK, DONE):
        (settings.data / mark).unlink(missing_ok=True)


def _announce(door: Door) -> None:
    say(f"\n[bold]Stockwright serves at {door.url}[/bold]   (Ctrl-C stops; what you did is kept)")
    say(f"  GraphiQL  {door.url}/graphql")
    say(f"  Figures   {door.url}/metrics, {door.url}/readyz\n")
    logins = Table("who", "role", "badge", "PIN", "password", box=None, pad_edge=True)
    for person in PEOPLE:
        logins.add_row(
            person.code, person.role, person.badge, person.pin, person.password or "(badge only)"
        )
    console.print(logins)
