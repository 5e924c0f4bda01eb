"""The bell: rung after a commit, it wakes whoever follows the log, here and in other processes.

The bell carries no news, only that there may be some; the log itself is the truth. So rings may be
merged, and one that is lost costs a follower its time limit, never an entry.
"""

import asyncio
from typing import Any

CHANNEL = "stockwright_log"
REST_S = 0.002
"""How long the relay gathers rings before it sends one NOTIFY, whose commit takes a global lock."""


class Bell:
    """Counts its rings, so that one which sounds while a follower reads is not missed."""

    def __init__(self) -> None:
        """Start silent."""
        self.rings = 0
        self._own = 0
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Say that this process has committed something."""
        self._own += 1
        self._sound()

    async def wait(self, heard: int, *, seconds: float) -> int:
        """Return the number of rings once it exceeds `heard`, or after the time limit."""
        if self.rings <= heard:
            try:
                async with asyncio.timeout(seconds):
                    await self._next.wait()
            except TimeoutError:
                pass
        return self.rings

    async def relay(self, connection: Any) -> None:
        """Pass rings on to other processes and theirs to us, through a connection of its own."""
        own = connection.get_server_pid()

        def heard(_: Any, sender: int, *_rest: object) -> None:
            if sender != own:
                self._sound()

        await connection.add_listener(CHANNEL, heard)
        told = rings = 0
        while not connection.is_closed():
            rings = await self.wait(rings, seconds=5)
            if self._own > told:
                told = self._own
                await connection.execute(f"NOTIFY {CHANNEL}")
                await asyncio.sleep(REST_S)

    def _sound(self) -> None:
        self.rings += 1
        sounded, self._next = self._next, asyncio.Event()
        sounded.set()
