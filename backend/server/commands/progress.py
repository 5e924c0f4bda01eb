"""Show how far a long command is; only on a terminal, so logs stay readable."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from backend.server.commands.output import console


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Draw a bar for as long as the block runs; call what it gives with (done, total)."""
    columns = (
        TextColumn("{task.description:>16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
