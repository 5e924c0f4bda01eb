"""`stockwright replay`: real documents, simulated workers, and a reconciliation of every SKU."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from backend.server.commands.output import console, say
from backend.server.commands.progress import bar
from backend.server.commands.verify import prove, show
from backend.server.demo.generate import Demo, generate
from backend.server.demo.load import is_empty, load
from backend.server.demo.retail import read_book
from backend.server.replay.own_server import own_server
from backend.server.replay.run import Replayed, replay
from backend.server.settings import load_settings
from backend.server.storage import opened
from backend.server.trouble import Trouble

LOCATION = "MAIN"
SHOWN_MAX = 20


def run(
    folder: Annotated[Path, typer.Argument(help="Documents in the format of demo/retail.")],
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    workers: Annotated[int, typer.Option(min=1, max=8, help="How many people work.")] = 4,
    speed: Annotated[
        float | None, typer.Option(help="Times as fast as it was; at full speed when left out.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="A server that runs already; one is started otherwise.")
    ] = None,
) -> None:
    """Replay documents through the operations that handhelds send, then prove the result.

    The warehouse must be empty, or the demo's. An empty one is filled first: with the items, bins,
    opening stock and purchase orders that the documents suggest. Nobody else may work in it: what
    others move does not reconcile, so a server at --url is one of `serve`, not `demo`.

    A few bins are counted meanwhile; what is far off is counted again, and somebody approves it.

    Exit codes: 0 every SKU reconciles, every count ended as it was meant, and everything holds;
    1 something is off.
    """
    book = read_book(folder, first and first.date(), last and last.date())
    if not book.documents:
        raise Trouble("There are no documents in these days.", "Check --from and --to.")
    demo = generate(book)
    say(f"{len(book.documents):,} documents, {sum(len(d.lines) for d in book.documents):,} lines.")
    raise typer.Exit(0 if asyncio.run(_run(demo, url, workers=workers, speed=speed)) else 1)


async def _run(demo: Demo, url: str | None, *, workers: int, speed: float | None) -> bool:
    settings = load_settings()
    async with opened(settings, say) as database:
        if await is_empty(database):
            await load(database, demo.book, bar=bar)
        async with _server(url) as address:
            with _progress() as drawn:
                task = drawn.add_task("Lines", total=None)
                done = await replay(
                    address,
                    demo,
                    location=LOCATION,
                    workers=workers,
                    speed=speed,
                    progress=lambda begun, total: drawn.update(task, completed=begun, total=total),
                )
        found, fingerprint = await prove(database)
    _report(done)
    return show(found, fingerprint) and done.is_exact


@asynccontextmanager
async def _server(url: str | None) -> AsyncIterator[str]:
    if url is not None:
        yield url
        return
    async with own_server() as address:
        yield address


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )


def _report(done: Replayed) -> None:
    rate = done.lines / done.seconds if done.seconds else 0
    say(f"{done.lines:,} lines in {done.seconds:.0f} s: {rate:.0f} lines per second.")
    tally = done.tally
    columns = {
        "opening": tally.opening, "received": tally.received, "found": tally.found,
        "returned": tally.returned, "shipped": tally.shipped, "written off": tally.written_off,
        "variances": tally.variance,
    }  # fmt: skip
    sums = Table(*columns, box=None)
    sums.add_row(*(f"{column.total():,}" for column in columns.values()))
    console.print(sums)
    _report_counts(done)
    for what, times in sorted(done.refused.items()):
        say(f"  refused {times:,} times: {what} ({done.such_as.get(what, '')})")
    for off in done.differences[:SHOWN_MAX]:
        say(f"  {off.sku}: {off.on_hand:,} on hand, {off.expected:,} expected")
    skus = len(tally.skus)
    say(f"{skus - len(done.differences):,} of {skus:,} SKUs reconcile.")


def _report_counts(done: Replayed) -> None:
    """Say what came of the counts, and what should have come of those that are off."""
    counts, variance = done.counts, done.tally.variance.values()
    more, less = sum(one for one in variance if one > 0), -sum(one for one in variance if one < 0)
    say(
        f"{counts['counted']:,} bins counted: {counts['differed']:,} differed, by {more:,} more and"
        f" {less:,} less; {counts['counted again']:,} were counted again by another,"
        f" {counts['approved']:,} approved."
    )
    for misread in done.misread[:SHOWN_MAX]:
        say(f"  {misread.number}: found {misread.found}, and the server made it {misread.server}")
    for number in done.unended[:SHOWN_MAX]:
        say(f"  {number} has not ended")
