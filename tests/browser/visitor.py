# ruff: noqa: ASYNC110 - the page tells no other way
"""A visitor of the demo: does a job with nothing but the codes that stand on its page."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.browser.house import House

Row = list[dict[str, str]]
PATIENCE_S = 60
PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The page with the codes, read as the page's own script reads it."""

    house: House

    async def rows(self, title: str) -> list[Row]:
        """Return the rows of a job as they were told last."""
        answer = (await self.house.client.get("/demo/jobs")).json()
        (job,) = [one for one in answer["jobs"] if one["title"] == title]
        rows: list[Row] = job["rows"]
        return rows

    async def shows(self, title: str, *, at_least: int = 1) -> list[Row]:
        """Wait until there are so many rows of a job."""
        async with asyncio.timeout(PATIENCE_S):
            while len(rows := await self.rows(title)) < at_least:
                await asyncio.sleep(PAUSE_S)
        return rows

    async def begins(self, title: str, says: str) -> list[Row]:
        """Wait until the first code of a job, or the one after it, is this one."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                rows = await self.rows(title)
                if says in [code["says"] for code in (rows[0] if rows else [])]:
                    return rows
                await asyncio.sleep(PAUSE_S)

    async def forgets(self, title: str, text: str) -> None:
        """Wait until a code is gone from a job."""
        async with asyncio.timeout(PATIENCE_S):
            while text in str(await self.rows(title)):
                await asyncio.sleep(PAUSE_S)

    async def titles(self) -> Sequence[str]:
        """Name the jobs, in their order."""
        answer = (await self.house.client.get("/demo/jobs")).json()
        return [one["title"] for one in answer["jobs"]]


def many(code: dict[str, Any]) -> int:
    """Read how many pieces a code stands for: `3 of Party bunting`."""
    return int(code["says"].split(" of ")[0])
