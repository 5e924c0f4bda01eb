"""`stockwright verify`: prove the numbers of the whole warehouse."""

import asyncio
from typing import Annotated

import typer
from rich.table import Table

from backend.kernel.database import Database
from backend.server.commands.output import console, say
from backend.server.settings import load_settings
from backend.server.storage import opened
from backend.stock.verify import CHECKS, Finding, digest, findings


def verify(
    *, quiet: Annotated[bool, typer.Option("--quiet", help="Print only what is off.")] = False
) -> None:
    """Recompute every balance, reservation and pool from the ledger, and check each invariant.

    It reads one snapshot, so it may run while people work.

    Exit codes: 0 everything holds; 1 something is off, or the database cannot be reached.
    """
    found, fingerprint = asyncio.run(_verify())
    if quiet:
        found = [finding for finding in found if finding.off]
    raise typer.Exit(0 if show(found, fingerprint) else 1)


async def _verify() -> tuple[list[Finding], str]:
    async with opened(load_settings()) as database:
        return await prove(database)


async def prove(database: Database) -> tuple[list[Finding], str]:
    """Run every check on one snapshot of an open database, showing progress; add the digest."""
    async with database.line() as session:
        await session.execute("SET statement_timeout = 0")
        async with session.transaction(isolation="repeatable_read", readonly=True):
            found: list[Finding] = []
            with console.status("Verifying …") as status:
                async for finding in findings(session):
                    found.append(finding)
                    status.update(f"Verifying {len(found)} of {len(CHECKS)}: {finding.check.says}")
            return found, await digest(session)


def show(found: list[Finding], fingerprint: str) -> bool:
    """Print what was found, and tell whether everything holds."""
    off = [finding for finding in found if finding.off]
    if found:
        console.print(_table(found))
    say(f"Digest {fingerprint}")
    say(f"{len(off)} checks are off." if off else "Everything holds.")
    return not off


def _table(found: list[Finding]) -> Table:
    table = Table("Invariant", "What must hold", "Looked at", "Off", "Such as", box=None)
    for finding in found:
        color = "red" if finding.off else "green"
        table.add_row(
            finding.check.name,
            finding.check.says,
            f"{finding.looked_at:,}",
            f"[{color}]{finding.off:,}[/{color}]",
            finding.example or "",
        )
    return table
