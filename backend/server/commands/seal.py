"""`stockwright seal`: close the chain up to now, and hand out the proof."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from backend.server.commands.output import say
from backend.server.commands.progress import bar
from backend.server.proving.bundle import Bundled, signed_head, write_bundle
from backend.server.proving.head import Signed
from backend.server.proving.key import signing_key
from backend.server.settings import Settings, load_settings
from backend.server.storage import opened
from backend.stock.sealing.seal import seal_all


def seal(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write the whole ledger with its proof.")
    ] = None,
) -> None:
    """Seal every operation up to now, and print the signed head of the chain.

    Keep the head somewhere else: whoever has it can tell later whether anything before it was
    changed. With a file, the whole ledger is written as JSON lines that tools/check_ledger.py
    checks without anything of ours.

    Exit codes: 0 sealed; 1 the database or the data folder is in the way.
    """
    signed, bundled = asyncio.run(_seal(load_settings(), file))
    typer.echo(signed.text, nl=False)
    if bundled is not None:
        say(f"Wrote {bundled.operations} operations to {file}.")


async def _seal(settings: Settings, path: Path | None) -> tuple[Signed, Bundled | None]:
    key = signing_key(settings.data)
    async with opened(settings, say) as database:
        await seal_all(database)
        if path is None:
            async with database.line() as session:
                await session.execute("SET statement_timeout = 0")
                async with session.transaction(isolation="repeatable_read", readonly=True):
                    return await signed_head(session, key), None
        part = path.with_name(f"{path.name}.part")
        with bar("operations") as tell, part.open("w", encoding="utf-8") as into:
            bundled = await write_bundle(
                database, key, into=into, tell=lambda done: tell(done, done)
            )
        part.replace(path)
        return bundled.signed, bundled
