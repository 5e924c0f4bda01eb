"""`stockwright archive`: take old entries out of the database into a file that proves itself."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from backend.kernel import clock
from backend.kernel.refusals import Refusal
from backend.server.archiving.archive import archive, name_of
from backend.server.commands.output import say
from backend.server.commands.progress import bar
from backend.server.settings import Settings, load_settings
from backend.server.storage import addresses, bring_up_to_date, check, line, spoken_of
from backend.server.trouble import Trouble
from backend.stock.archiving import sql
from backend.stock.archiving.due import KEEP_DAYS_MIN, due

KEEP_DAYS = 400


def archive_(
    *,
    folder: Annotated[
        Path, typer.Argument(help="Where to write the file.", exists=True, file_okay=False)
    ],
    keep_days: Annotated[
        int, typer.Option(min=KEEP_DAYS_MIN, help="Archive no entry that is younger.")
    ] = KEEP_DAYS,
    confirm: Annotated[bool, typer.Option("--confirm", help="Do it, not only say it.")] = False,
) -> None:
    """Write old entries to a file, prove it against the seals, and drop them from the database.

    Whole stretches go, as the schema's owner. What they add up to at each key stays, and so do the
    operations, the changes of balances and the chain. Without --confirm it says what it would do.
    The file is then part of the ledger: keep it with the backups, in two places.

    Exit codes: 0 archived, or said; 1 not archived, and nothing was changed.
    """
    raise typer.Exit(asyncio.run(_archive(load_settings(), folder, keep_days, confirm=confirm)))


async def _archive(settings: Settings, folder: Path, keep_days: int, *, confirm: bool) -> int:
    with addresses(settings, say) as found:
        if settings.app_url is None:
            await bring_up_to_date(found.owner, say)
        await check(found.owner)
        with spoken_of(found.owner):
            async with line(found.owner) as session:
                # A reader of one snapshot holds up nobody; what is written is written in seconds.
                await session.execute("SET statement_timeout = 0")
                await session.execute("SET idle_in_transaction_session_timeout = 0")
                return await say_or_do(session, folder, keep_days, confirm=confirm)


async def say_or_do(session: Any, folder: Path, keep_days: int, *, confirm: bool) -> int:
    """Say what is due or, when that is confirmed, archive it; return the exit code."""
    taken = (await session.fetch(sql.TAKE_ALONE))[0]
    if not taken["is_owner"]:
        raise Trouble("Only the owner of the schema archives.", "Set DATABASE_OWNER_URL.")
    if not taken["is_alone"]:
        raise Trouble("Somebody archives already.", "Wait until that is done.")
    try:
        found = await due(session, keep_days=keep_days, now=clock.now())
        told = f"stretches up to {found.stretch}, sealed up to seal {found.through.number}"
        if not confirm:
            say(f"Would archive {told}, to {folder / name_of(found)}.")
            say("Nothing was changed. Add --confirm to do it.")
            return 0
        with bar("operations") as tell:
            done = await archive(session, found, folder, tell=lambda some: tell(some, some))
    except Refusal as refusal:
        say(f"{refusal.code}: {refusal}")
        return 1
    say(f"Archived {told}: {done.entries} entries of {done.operations} operations.")
    say(f"{done.path} has SHA-256 {done.sha256}. Keep it in two places.")
    return 0
