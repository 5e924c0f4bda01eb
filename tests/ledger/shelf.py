"""Ten units of tea on a shelf, posted to and read as a command does, without a rule of its own."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from backend.kernel import perform
from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import Busy
from backend.kernel.work import Reader, Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.stock import reads
from backend.stock.changes import Move, Open
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.where import counterparty
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")
MANY = 12


@dataclass
class Shelf:
    """Ten units of tea in a bin of a world."""

    world: Any
    tea: Any
    bin: Any
    keys: dict[str, Key] = field(default_factory=dict)

    def key(self, kind="PICK_FACE", bin_id=None, item=None, **columns):
        place = Place(bin_id or self.bin, self.world.location_id, kind)
        return Key(HOUSE_OWNER_ID, item or self.tea, Disposition.USABLE, place, **columns)

    def outside(self, kind=VirtualBin.CUSTOMER, item=None, **columns):
        place = counterparty(self.world.location_id, kind)
        return Key(HOUSE_OWNER_ID, item or self.tea, Disposition.USABLE, place, **columns)

    async def posts(self, *writes, location_id=None, reverses=None, **changes):
        """Post as a plan of its own; return the operation's id."""

        @command
        async def act(work: Work, asked: int) -> Plan[int]:
            posted = (*writes, *post(work, **changes))
            return Plan(
                answer=1, writes=posted, kind="MOVE", location_id=location_id, reverses=reverses
            )

        return (await self.world.do(act, 1)).cursor.operation_id

    async def fails(self, *writes, **changes):
        """Post what must not take effect, and see that nothing did."""
        before = await counts(self.world.owner, *HISTORY)
        with pytest.raises(Busy):
            await self.posts(*writes, **changes)
        assert await counts(self.world.owner, *HISTORY) == before

    async def reads(self, question, *asked, **facts):
        async with self.world.database.session() as session:
            return await question(Reader(session), *asked, **facts)

    async def reserves(self, level, quantity, *, demand=None, key=None):
        demand, key = demand or new_id(), key or self.key()
        held = Open(level, key.pool_id, demand, quantity, None if level == "SOFT" else key.id)
        await self.posts(opens=[held])
        return (await self.reads(reads.reservations_of, [demand]))[-1]

    async def balance(self, key=None):
        key = key or self.key()
        held = (await self.reads(reads.balances_of_keys, [key.id]))[key.id]
        return held.on_hand, held.reserved, held.version

    async def pool(self):
        [held] = (await self.reads(reads.pools, [self.key().pool_id])).values()
        return held.supply, held.promised, held.overpromised, held.available


@pytest.fixture
async def shelf(world, monkeypatch):
    """Nobody else is here whom a second try would have to let pass."""
    monkeypatch.setattr(perform, "PAUSE_MAX_S", 0)
    made = Shelf(world, await world.item(), await world.bin("A"))
    await world.stock(made.bin, made.tea, 10)
    return made


def brought(key, units=3):
    """Return what a supplier brings to a key."""
    return [Move(beyond(key, VirtualBin.SUPPLIER), key, units)]


def taken(key, units=1):
    """Return what a customer gets from a key."""
    return [Move(key, beyond(key, VirtualBin.CUSTOMER), units)]


def beyond(key, kind):
    """Return where such goods come from or go to, outside the house."""
    place = counterparty(key.place.location_id, kind)
    return replace(key, place=place, disposition=Disposition.USABLE, container_id=None)


async def many(shelf, **columns):
    """Put one unit each of many items on the shelf; return their keys."""
    items = [await shelf.world.item(f"T{number}") for number in range(MANY)]
    keys = [shelf.key(item=item, **columns) for item in items]
    for key in keys:
        source = shelf.outside(VirtualBin.SUPPLIER, item=key.item_id)
        await shelf.posts(moves=[Move(source, key, 2)])
    return keys
