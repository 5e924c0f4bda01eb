"""Whatever two processes post at once, nobody waits for anybody in a circle."""

import asyncio
import sys
from contextlib import asynccontextmanager

import pytest

from tests.survival.movers import Hall, move_about

DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
ON_HAND = """
SELECT sum(on_hand)::bigint FROM stock_balance JOIN stock_key ON id = key_id
 WHERE bin_id = ANY ($1)
"""
STOCK = 40


@asynccontextmanager
async def hall_of(world, owner):
    """Give a hall to move in; afterwards all is there and nobody was in a circle."""
    bins = [await world.bin(f"L-{n}") for n in range(3)]
    items = [await world.item(f"LOCK{n}") for n in range(6)]
    for bin_id in bins:
        for item_id in items:
            await world.stock(bin_id, item_id, STOCK)
    before = await owner.fetchval(DEADLOCKS)
    yield Hall(world.location_id, tuple(bins), tuple(items))
    await owner.execute("SELECT pg_stat_clear_snapshot()")
    assert await owner.fetchval(DEADLOCKS) == before
    assert await owner.fetchval(ON_HAND, bins) == len(bins) * len(items) * STOCK
    await world.prove()


async def test_two_houses_that_move_the_same_goods_never_wait_in_a_circle(world, owner, urls, seed):
    async with hall_of(world, owner) as hall:
        moved = await asyncio.gather(
            *(move_about(urls.app, hall, seed=seed + n, rounds=4) for n in range(2))
        )

        assert sum(moved) == 2 * 4 * 8


@pytest.mark.prove
async def test_two_processes_with_thousands_of_overlapping_moves(world, owner, urls, seed):
    async with hall_of(world, owner) as hall:
        bins, items = (",".join(map(str, ids)) for ids in (hall.bins, hall.items))
        processes = [
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.survival.movers",
                *(urls.app, str(seed + n), "150", str(hall.location_id), bins, items),
                stdout=asyncio.subprocess.PIPE,
            )
            for n in range(2)
        ]
        said = await asyncio.gather(*(each.communicate() for each in processes))

        assert sum(int(out) for out, _ in said) > 1500
