"""`stockwright crew`: simulated people work in a demo warehouse that is served somewhere."""

import asyncio
import os
import signal
from typing import Annotated

import typer

from backend.server.crew.run import Alive, keep_alive
from backend.server.logs import set_up
from backend.server.parent import end_with_parent
from backend.server.settings import load_settings

CHILD_OF = "STOCKWRIGHT_CREW_OF"
"""Names the demo's own process, which its crew does not outlive."""


def crew(
    url: Annotated[str, typer.Argument(help="Where the demo is served.")],
    pace: Annotated[float, typer.Option(min=0, max=6000, help="Lines a minute; 0: still.")] = 20,
    authority: Annotated[str | None, typer.Option(help="A certificate to trust, as PEM.")] = None,
) -> None:
    """Let simulated people work through the graph, as `stockwright demo` does by itself.

    They receive, put away, pick, pack, send, count and take back, and leave some of each to you.
    Orders and trucks keep coming. Works in the demo's warehouse only.

    Exit codes: 0 stopped on request; 1 something is in the way.
    """
    parent = os.environ.get(CHILD_OF)
    if parent is not None:
        end_with_parent(int(parent), sending=signal.SIGKILL)()
    set_up(load_settings())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        asyncio.run(keep_alive(Alive(url, authority, pace)))
    except KeyboardInterrupt:
        return
