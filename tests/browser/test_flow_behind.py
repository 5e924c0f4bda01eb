"""New work is asked for behind what waits to be sent, and a tap never does nothing."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest_asyncio

ASKING = "Asking…"


@dataclass
class Gate:
    """Holds what a handheld sends back until it is opened; claims and questions go through.

    A claim counts once something is held: the one before may still be on its way when it comes.
    """

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    holds: bool = False
    claims: int = 0

    async def pass_by(self, route):
        """Let a request through, or hold it."""
        body = route.request.post_data or ""
        if '"operations"' in body:
            self.holds = True
            await self.opened.wait()
        if '"prefetch"' in body and self.holds:
            self.claims += 1
        await route.fallback()


@asynccontextmanager
async def before_the_house(worker, way):
    """Put something between the handheld and the house."""
    await worker.page.route("**/graphql", way)
    try:
        yield
    finally:
        await worker.page.unroute("**/graphql", way)


@asynccontextmanager
async def gate_before(worker):
    """Hold what the handheld sends until the gate is opened, at the latest at the end."""
    gate = Gate()
    async with before_the_house(worker, gate.pass_by):
        try:
            yield gate
        finally:
            gate.opened.set()


@pytest_asyncio.fixture(scope="module")
async def goods(shop):
    """Two shelves with goods of their own."""
    made = [await shop.goods(name) for name in ("Tea oolong", "Coffee whole")]
    for at, one in enumerate(made, start=1):
        await shop.shelf(f"H-01-{at:02d}", one, 40)
    return made


async def walking(shop, worker, goods):
    """Set out to two stops."""
    tea, coffee = goods
    sold = await shop.sold((tea, 1), (coffee, 1))
    await worker.tap("Pick")
    await worker.is_sent_to("H-01-01")
    return sold


async def skip_and_pick(worker, coffee, tote):
    """Skip the first stop, pick at the other one, and stand at home."""
    await worker.tap("Menu")
    await worker.tap("Skip this stop")
    await worker.is_sent_to("H-01-02")
    await worker.scan(coffee.gtin, tote)
    await worker.is_home()


async def test_a_skipped_stop_comes_again_however_slowly_the_skip_is_answered(shop, worker, goods):
    tea, coffee = goods
    sold = await walking(shop, worker, goods)

    async with gate_before(worker) as gate:
        await skip_and_pick(worker, coffee, "T-81")
        await worker.tap("Pick")
        await worker.sees(ASKING)
        assert gate.claims == 0
        gate.opened.set()
        await worker.is_sent_to("H-01-01")

    await worker.scan(tea.gtin, "T-81")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(sold, "picked") == [1, 1]


async def test_a_tap_that_brings_nothing_says_why(shop, worker, goods):
    tea, coffee = goods
    sold = await walking(shop, worker, goods)

    async def lose(route):
        is_sent = '"operations"' in (route.request.post_data or "")
        await (route.abort("connectionreset") if is_sent else route.fallback())

    async with before_the_house(worker, lose):
        await skip_and_pick(worker, coffee, "T-82")
        await worker.tap("Pick")
        await worker.sees("Your last scans are still on their way")

    await worker.all_sent()
    await worker.tap("Pick")
    await worker.is_sent_to("H-01-01")
    await worker.scan(tea.gtin, "T-82")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(sold, "picked") == [1, 1]


async def test_a_tote_is_packed_with_what_was_picked_a_moment_ago(shop, worker, goods):
    tea = goods[0]
    await shop.sold((tea, 1))
    await worker.tap("Pick")
    await worker.is_sent_to("H-01-01")

    async with gate_before(worker) as gate:
        await worker.scan(tea.gtin, "T-83")
        await worker.is_home()
        await worker.scan("T-83")
        await worker.sees(ASKING)
        gate.opened.set()
        await worker.sees("Still to come", tea.sku)

    await worker.scan("CARTON-83", tea.gtin, "CARTON-83")
    await worker.is_home()
    assert set(await worker.all_sent()) == {"APPLIED"}
