"""`stockwright import`: bring a file in, whole or not at all."""

import asyncio
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from backend.kernel.refusals import Refusal
from backend.server.commands.output import console, say
from backend.server.commands.progress import bar
from backend.server.importing.kinds import KINDS
from backend.server.importing.take import check_file, take
from backend.server.settings import load_settings
from backend.server.storage import opened

SHOWN_MAX = 50
KindName = Enum("KindName", {name: name for name in KINDS}, type=str)  # type: ignore[misc]


def import_(
    *,
    kind: Annotated[KindName, typer.Argument(help="What one row is.")],
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge it, change nothing.")] = False,
) -> None:
    """Bring a file in, as docs/import-formats.md describes it.

    A file is taken whole or not at all; each fault is reported with its line.

    Exit codes: 0 taken, or sound with --dry-run; 1 faults, or something is in the way.
    """
    if not asyncio.run(_import(kind.value, file, dry_run=dry_run)):
        raise typer.Exit(1)


async def _import(name: str, path: Path, *, dry_run: bool) -> bool:
    async with opened(load_settings(), say) as database:
        checked = await check_file(database, name, path)
        for fault in checked.faults[:SHOWN_MAX]:
            console.print(f"{path.name} {fault}", markup=False, soft_wrap=True)
        if checked.faults:
            say(f"{len(checked.faults)} faults in {path.name}; nothing was taken.")
            return False
        if dry_run:
            say(f"{path.name} is sound: {len(checked.rows)} rows of {name}.")
            return True
        try:
            with bar(name) as tell:
                done = await take(database, checked, tell=tell)
        except Refusal as refusal:
            say(f"{path.name}: {refusal}")
            return False
        say(f"Took {done} rows of {name}.")
        return True
