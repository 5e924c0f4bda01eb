"""`stockwright verify`: prove the numbers of the whole warehouse."""

import asyncio
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from backend.kernel.database import Database
from backend.server.commands.output import console, say
from backend.server.proving.head import Signed
from backend.server.proving.proof import prove_and_keep
from backend.server.settings import Settings, load_settings
from backend.server.storage import opened
from backend.stock.proving.prove import Extent, Step
from backend.stock.proving.record import Verdict
from backend.stock.verify import CHECKS, Finding, digest, findings


def verify(
    *,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only what is off.")] = False,
    since_checkpoint: Annotated[
        bool, typer.Option("--since-checkpoint", help="Trust what the last sound proof found.")
    ] = False,
) -> None:
    """Recompute every balance, reservation and pool from the ledger, and check each invariant.

    Then recompute the chain of seals, and name each operation that is not what it was. It reads one
    snapshot, so it may run while people work. A proof that is sound leaves a checkpoint, from which
    the next may begin; the worker proves each night. What is printed last is the signed head.

    Exit codes: 0 everything holds; 1 something is off, or the database cannot be reached.
    """
    extent = Extent.SINCE_CHECKPOINT if since_checkpoint else Extent.FULL
    verdict, signed, fingerprint = asyncio.run(_verify(load_settings(), extent))
    found = [finding for finding in verdict.findings if finding.off or not quiet]
    holds = show(found, fingerprint)
    typer.echo(signed.text, nl=False)
    raise typer.Exit(0 if holds else 1)


async def _verify(settings: Settings, extent: Extent) -> tuple[Verdict, Signed, str]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    async with opened(settings) as database:
        with Progress(
            *columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal
        ) as progress:
            task = progress.add_task("Sealing", total=None)

            def tell(step: Step) -> None:
                progress.update(task, description=step.says, completed=step.done, total=step.total)

            verdict, signed = await prove_and_keep(database, extent, data=settings.data, tell=tell)
        if extent is not Extent.FULL:
            return verdict, signed, signed.head.balances
        async with database.line() as session:
            await session.execute("SET statement_timeout = 0")
            return verdict, signed, await digest(session)


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
