"""`stockwright demo`: a working warehouse on this machine, from nothing."""

import asyncio
import os
from contextlib import ExitStack
from typing import Annotated

import typer
from rich.table import Table

from backend.server.commands.crew_beside import crew_of
from backend.server.commands.output import console, say
from backend.server.commands.progress import bar
from backend.server.commands.serving import (
    Door,
    door_of,
    ending_on_signals,
    secure_door_of,
    serve_at,
)
from backend.server.commands.trusting import say_how_to_trust, shown_beside
from backend.server.demo.load import is_empty, load
from backend.server.demo.people import CREW, PEOPLE
from backend.server.demo.retail import read_book
from backend.server.postgres import Postgres
from backend.server.resources import resource
from backend.server.settings import Settings, load_settings
from backend.server.storage import addresses, bring_up_to_date, connected
from backend.server.tls.secured import Secured
from backend.server.trouble import Trouble

DEFAULTS = {
    "STOCKWRIGHT_DEMO_PAGE": "true",
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
    https: Annotated[
        bool, typer.Option("--https", help="Serve with TLS, for phones and handhelds.")
    ] = False,
    pace: Annotated[
        float, typer.Option(min=0, max=6000, help="Lines a minute of simulated people; 0: still.")
    ] = 20,
) -> None:
    """Start a warehouse with goods, people and orders, and serve it.

    Simulated people work in it, and leave some of each work to you. What you do is kept for the
    next time. Ctrl-C stops everything.

    Exit codes: 0 stopped on request; 1 something is in the way; 3 the port is taken.
    """
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    settings = load_settings()
    door = (secure_door_of if https else door_of)(settings, host, port)
    door.check()
    if fresh:
        _throw_away(settings)
    with ExitStack() as stack:
        stack.enter_context(ending_on_signals())
        shown = stack.enter_context(shown_beside(door, settings)) if https else None
        found = stack.enter_context(addresses(settings, say))
        asyncio.run(bring_up_to_date(found.owner, say))
        asyncio.run(_fill(settings, found.app))
        people = stack.enter_context(crew_of(door, pace=pace, shown=shown))

        def open_up() -> None:
            _announce(door, shown)
            people.start()

        serve_at(door, settings, found, workers=1, announce=open_up)


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


def _announce(door: Door, shown: Secured | None) -> None:
    address = door.url if shown is None else door.at(shown.best_name)
    say(f"\n[bold]Stockwright serves at {address}[/bold]   (Ctrl-C stops; what you did is kept)")
    say(f"  Start here  {address}/demo   (badges, codes to scan, a handheld in this browser)")
    say(f"  Scanner     {address}/")
    say(f"  Board       {address}/board")
    say(f"  GraphiQL    {address}/graphql")
    say(f"  Figures     {address}/metrics, {address}/readyz")
    if shown is not None:
        say_how_to_trust(door, shown)
    logins = Table("who", "role", "badge", "PIN", "password", box=None, pad_edge=True)
    for person in PEOPLE:
        if person not in CREW:
            password = person.password or "(badge only)"
            logins.add_row(person.code, person.role, person.badge, person.pin, password)
    console.print()
    console.print(logins)
