"""`stockwright backup` and `restore`: the warehouse in one file, and back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from backend.server.backup import read_backup, write_backup
from backend.server.commands.output import say
from backend.server.settings import load_settings
from backend.server.storage import addresses


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
) -> None:
    """Write the whole warehouse into one file, while it goes on working.

    The file is in PostgreSQL's custom format; a half-written one never bears the name you gave.

    Exit codes: 0 written; 1 not written, and nothing was changed.
    """
    settings = load_settings()
    with addresses(settings, say) as found:
        write_backup(settings, found.owner, target=target)
    say(f"Wrote {target} ({target.stat().st_size / 1_000_000:.1f} MB).")


def restore(
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `backup` wrote.", exists=True, dir_okay=False),
    ],
) -> None:
    """Fill an empty database from a backup, and bring it up to this version.

    Stop the server first. Clients that kept a place in the live log start anew.

    Exit codes: 0 restored; 1 not restored.
    """
    settings = load_settings()
    with addresses(settings, say) as found:
        asyncio.run(read_backup(settings, found.owner, source=source, say=say))
    say(f"Restored {source}.")
