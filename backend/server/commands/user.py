"""`stockwright user`: people, from the machine itself: the way in when nobody can sign in."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from rich.table import Table

from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.pages import SIZE_MAX, Page
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.kernel.work import Reader
from backend.master.people.save_role import role_of
from backend.master.people.save_user import (
    Grant,
    SaveUser,
    checked_password,
    checked_pin,
    save_user,
)
from backend.master.people.secrets import digest_of, hash_of
from backend.master.places import location_of
from backend.master.reads.people import page_of_people
from backend.master.refs import Ref
from backend.server.commands.output import console, say
from backend.server.settings import load_settings
from backend.server.storage import opened
from backend.tasks.system import SYSTEM

app = typer.Typer(help="Add people, list them, give them passwords, lock them out.")
BADGE_BYTES = 12
Code = Annotated[str, typer.Argument(help="The name that they sign in with at a desk.")]


@app.command(epilog="Example: stockwright user add mara 'Mara Ellison' --role admin")
def add(
    *,
    code: Code,
    name: Annotated[str, typer.Argument(help="What to call them.")],
    role: Annotated[str, typer.Option(help="worker, supervisor, admin, or yours.")] = "worker",
    location: Annotated[str | None, typer.Option(help="Where; everywhere without it.")] = None,
) -> None:
    """Take somebody on. Asks for PIN and password, and makes a badge code to print.

    Exit codes: 0 done; 1 refused, or something is in the way.
    """
    pin = typer.prompt("PIN", hide_input=True, confirmation_prompt=True)
    password = typer.prompt("Password (12 or more)", hide_input=True, confirmation_prompt=True)
    badge = secrets.token_urlsafe(BADGE_BYTES)

    async def take_on(database: Database) -> None:
        async with database.session() as session:
            reader = Reader(session)
            held = await role_of(reader, Ref(code=role))
            place = await location_of(reader, Ref(code=location)) if location else None
        operation_id = new_id()
        asked = SaveUser(
            code=code,
            name=name,
            grants=(Grant(held.id, place.id if place else None),),
            badge_hash=digest_of(badge).hex(),
            pin_hash=await hash_of(checked_pin(pin) or "", operation_id=operation_id),
            password_hash=await hash_of(
                checked_password(password) or "", operation_id=operation_id
            ),
        )
        await perform(database, save_user, asked, Request(operation_id, SYSTEM))
        # To standard output, once: it is stored nowhere.
        typer.echo(badge)
        say(f"{name} can sign in. Above is what the badge carries; print it now.")

    _run(take_on)


@app.command("list", epilog="Example: stockwright user list")
def list_() -> None:
    """List the people.

    Exit codes: 0 done; 1 refused, or something is in the way.
    """

    async def show(database: Database) -> None:
        async with database.session() as session:
            people = await page_of_people(Reader(session), page=Page(SIZE_MAX))
        table = Table("code", "name", "kind", "may sign in", box=None)
        for person in people.rows:
            active = "yes" if person.is_active else "no"
            table.add_row(person.code, person.name, person.kind, active)
        console.print(table)

    _run(show)


@app.command("set-password", epilog="Example: stockwright user set-password mara")
def set_password(*, code: Code) -> None:
    """Give somebody a new password; whoever is signed in as them is signed out.

    Exit codes: 0 done; 1 refused, or something is in the way.
    """
    password = typer.prompt("Password (12 or more)", hide_input=True, confirmation_prompt=True)

    async def change(database: Database) -> None:
        operation_id = new_id()
        hashed = await hash_of(checked_password(password) or "", operation_id=operation_id)
        asked = SaveUser(user=Ref(code=code), password_hash=hashed)
        await perform(database, save_user, asked, Request(operation_id, SYSTEM))
        say(f"{code} has a new password.")

    _run(change)


@app.command(epilog="Example: stockwright user disable mara")
def disable(*, code: Code) -> None:
    """Lock somebody out at once.

    Exit codes: 0 done; 1 refused, or something is in the way.
    """

    async def lock_out(database: Database) -> None:
        asked = SaveUser(user=Ref(code=code), is_active=False)
        await perform(database, save_user, asked, Request(new_id(), SYSTEM))
        say(f"{code} may not sign in any more.")

    _run(lock_out)


def _run(act: Callable[[Database], Awaitable[None]]) -> None:
    """Do it on an open database; a refusal is said in its sentence."""

    async def do() -> None:
        async with opened(load_settings(), say) as database:
            await act(database)

    try:
        asyncio.run(do())
    except Refusal as refusal:
        say(str(refusal))
        raise typer.Exit(1) from refusal
