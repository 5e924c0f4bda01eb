"""`stockwright export`: write what is there as a file."""

import asyncio
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from backend.server.commands.output import say
from backend.server.commands.progress import bar
from backend.server.exporting.write import EXPORTS, Form, export
from backend.server.settings import load_settings
from backend.server.storage import opened

ExportName = Enum("ExportName", {name: name for name in EXPORTS}, type=str)  # type: ignore[misc]


def export_(
    *,
    kind: Annotated[ExportName, typer.Argument(help="What one row is.")],
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output.")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.CSV,
) -> None:
    """Write the items, bins, suppliers, stock, orders, or the ledger as CSV or NDJSON.

    All rows are true at one moment. What can be imported is written as the import reads it.

    Exit codes: 0 written; 1 something is in the way.
    """
    asyncio.run(_export(kind.value, file, form=form))


async def _export(name: str, path: Path | None, *, form: Form) -> None:
    async with opened(load_settings(), say) as database:
        with bar(name) as tell:
            if path is None:
                done = await export(database, name, form=form, into=sys.stdout, tell=tell)
            else:
                # Written beside, then renamed: nobody finds half a file.
                part = path.with_name(f"{path.name}.part")
                with part.open("w", encoding="utf-8", newline="") as into:
                    done = await export(database, name, form=form, into=into, tell=tell)
                part.replace(path)
    say(f"Wrote {done} rows of {name}.")
