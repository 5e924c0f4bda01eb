"""What the house costs: `./dev bench [picks|statements|ledger|replay|scanner|barcodes|labels]`."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from backend.server.resources import resource
from bench import barcodes, labels, ledger, scanner
from bench.house import folder_of_our_own
from bench.ledger_page import show_ledger
from bench.picks import CLIENTS, Cost, Measured, cores, measure

console = Console()
DAY = "2010-12-12"
RARE = 0.02
"""What runs less often than this a pick is left out."""


def main() -> None:
    """Run what was asked for."""
    match sys.argv[1:] or ["picks"]:
        case ["picks"]:
            show_costs(asyncio.run(measure()))
        case ["statements"]:
            show_statements(asyncio.run(measure()))
        case ["ledger", *more]:
            show_ledger(asyncio.run(ledger.measure(ledger.goals_of(more))))
        case ["scanner"]:
            show_felt(asyncio.run(scanner.measure()))
        case ["barcodes"]:
            show_barcodes(barcodes.measure())
        case ["labels"]:
            labels.show_labels(labels.measure())
        case ["replay", *more]:
            sys.exit(replay(more))
        case _:
            sys.exit(__doc__)


def show_barcodes(costs: Sequence[barcodes.Cost]) -> None:
    """Print how long a scan takes to read."""
    table = Table("µs a scan", "server (Python)", "scanner (TypeScript)", box=None)
    for cost in costs:
        table.add_row(cost.kind, f"{cost.server_us:.1f}", f"{cost.scanner_us:.1f}")
    console.print(table)


def show_costs(measured: Measured) -> None:
    """Print picks beside a bare reply, and their ratio."""
    picks, bare = measured.picks, measured.bare
    calls = sum(statement.calls for statement in measured.statements)
    title = f"confirmPick at {CLIENTS} clients, {cores()} cores, client included"
    table = Table("", "pick", "bare reply", "ratio", title=title, box=None)
    for name, of in FIGURES.items():
        ours, least = of(picks), of(bare)
        ratio = f"{ours / least:.2f}" if least else ""
        table.add_row(name, f"{ours:.2f}", f"{least:.2f}" if least else "", ratio)
    table.add_row("statements a pick, with what follows it", f"{calls / _count(picks):.1f}", "", "")
    console.print(table)


FIGURES: Mapping[str, Callable[[Cost], float]] = {
    "p50, ms": lambda cost: cost.load.wait_ms(0.50),
    "p99, ms": lambda cost: cost.load.wait_ms(0.99),
    "answers a second": lambda cost: cost.load.per_second,
    "server CPU an answer, ms": lambda cost: cost.server_ms,
    "PostgreSQL CPU an answer, ms": lambda cost: cost.database_ms,
}


def show_statements(measured: Measured) -> None:
    """Print what PostgreSQL was asked for a pick, and by what follows it."""
    picks = _count(measured.picks)
    table = Table("a pick", "ms each", "statement", box=None)
    for statement in measured.statements:
        if statement.calls / picks > RARE:
            each = f"{statement.ms / statement.calls:.3f}"
            table.add_row(f"{statement.calls / picks:.2f}", each, statement.title)
    console.print(table)


def show_felt(measured: Sequence[scanner.Felt]) -> None:
    """Print how long people wait at the handheld, beside what it may be."""
    title = f"the scanner, {cores()} cores, server and browser on the same machine"
    table = Table("", "times", "p50, ms", "may be", "p95, ms", "may be", title=title, box=None)
    for felt in measured:
        half, most = (f"{budget:.0f}" for budget in felt.most_ms)
        p50, p95 = (f"{felt.share_ms(share):.0f}" for share in (0.50, 0.95))
        table.add_row(felt.name, str(len(felt.waits_ms)), p50, half, p95, most)
    console.print(table)


def _count(cost: Cost) -> int:
    return len(cost.load.waits_s)


def replay(more: list[str]) -> int:
    """Replay a carried day, or the days that are named, into a fresh folder."""
    days = more or ["--from", DAY, "--to", DAY]
    with folder_of_our_own() as folder:
        command = [sys.executable, "-m", "backend.server", "replay"]
        retail = str(resource("demo") / "retail")
        environment = os.environ | {"STOCKWRIGHT_DATA": str(folder)}
        return subprocess.run([*command, retail, *days], env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    main()
