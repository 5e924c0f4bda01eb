"""Print what posting costs, with the ratios that hold on any machine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bench.growth import Grown
from bench.ledger import Measured, Picked
from bench.picks import cores
from bench.postings import Posted

console = Console()
NEVER_MORE = 1.3


def show_ledger(measured: Measured) -> None:
    """Print picks beside postings, then growth."""
    _show_picks(measured)
    _show_growth(measured.growth)


@dataclass(frozen=True, slots=True)
class _Column:
    """All rounds with one number of clients."""

    picks: Sequence[Picked]
    posts: Sequence[Posted]

    @property
    def picked(self) -> int:
        return sum(len(one.load.answers) for one in self.picks)

    @property
    def posted(self) -> int:
        return sum(len(one.waits_s) for one in self.posts)

    @property
    def picks_per_second(self) -> float:
        return self.picked / sum(one.load.seconds for one in self.picks)

    @property
    def posts_per_second(self) -> float:
        return self.posted / sum(one.seconds for one in self.posts)

    @property
    def server_ms(self) -> float:
        return sum(one.server_s for one in self.picks) / self.picked * 1000

    @property
    def database_ms(self) -> float:
        return sum(one.database_s for one in self.picks) / self.picked * 1000

    @property
    def posting_ms(self) -> float:
        return sum(one.database_s for one in self.posts) / self.posted * 1000

    def waits_of_picks(self) -> str:
        return _shares([wait for one in self.picks for wait in one.load.waits_s])

    def waits_of_posts(self) -> str:
        return _shares([wait for one in self.posts for wait in one.waits_s])


ROWS: Mapping[str, Callable[[_Column], str]] = {
    "picks a second": lambda of: f"{of.picks_per_second:.0f}",
    "postings a second": lambda of: f"{of.posts_per_second:.0f}",
    "ratio": lambda of: f"{of.picks_per_second / of.posts_per_second:.3f}",
    "p50, p99 of a pick, ms": _Column.waits_of_picks,
    "p50, p99 of a posting, ms": _Column.waits_of_posts,
    "server CPU a pick, ms": lambda of: f"{of.server_ms:.2f}",
    "PostgreSQL CPU a pick, ms": lambda of: f"{of.database_ms:.2f}",
    "PostgreSQL CPU a posting, ms": lambda of: f"{of.posting_ms:.2f}",
    "both for a pick, in postings": lambda of: (
        f"{(of.server_ms + of.database_ms) / of.posting_ms:.1f}"
    ),
    "picks that share a commit": lambda of: (
        f"{of.picked / sum(one.commits for one in of.picks):.1f}"
    ),
    "round trips a pick, with what follows": lambda of: (
        f"{sum(one.calls for one in of.picks) / of.picked:.1f}"
    ),
}


def _show_picks(measured: Measured) -> None:
    title = f"confirmPick over HTTP and its posting by pgbench, {cores()} cores, clients included"
    names = [f"{clients} client{'s' * (clients > 1)}" for clients in measured.picks]
    table = Table("", *names, title=title, box=None)
    columns = [_Column(measured.picks[n], measured.postings[n]) for n in measured.picks]
    for name, cell in ROWS.items():
        table.add_row(name, *map(cell, columns))
    console.print(table)
    console.print(f"The posting of a pick is one call of {measured.statements} statements.")


def _shares(waits: Sequence[float]) -> str:
    ordered = sorted(waits)
    half, most = ordered[len(ordered) // 2], ordered[int(0.99 * len(ordered))]
    return f"{half * 1000:.1f}, {most * 1000:.1f}"


def _show_growth(growth: Sequence[Grown]) -> None:
    columns = ("entries", "CPU a posting, µs", "on 10,000 entries by turns, µs", "ratio", "may be")
    table = Table(*columns, title="a move by pgbench as history grows, PostgreSQL's CPU", box=None)
    for one in growth:
        here, beside = one.us()
        ratio = f"{here / beside:.2f}"
        table.add_row(f"{one.entries:,}", f"{here:.0f}", f"{beside:.0f}", ratio, f"{NEVER_MORE}")
    console.print(table)
