"""A small shop to work in: its own location, goods with real numbers, people with badges."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg

from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.work import Reader
from backend.master.people.save_role import role_of
from backend.master.people.save_user import Grant, SaveUser, save_user
from backend.master.people.secrets import digest_of, hash_of
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.create_order import OrderCreated
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import ConfirmPick, confirm_pick
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.server.demo.people import Person
from backend.server.postgres import Addresses
from backend.server.resources import table_modules
from tests.browser.house import House, serving
from tests.conftest import execute, renamed
from tests.flows.dock import Dock
from tests.orders import order, release
from tests.world import World, prove

_NUMBERS = count(1)
REACTS_WITHIN_S = 15
PLACES = {
    "PACK-1": "PACK",
    "LANE-1": "OUTBOUND_STAGE",
    "BACK-1": "RETURNS",
    "HOLD-1": "QUARANTINE",
    "R-09-3": "RESERVE",
}


@dataclass(frozen=True, slots=True)
class Goods:
    """An item, and what a scanner reads on one piece of it."""

    id: UUID
    sku: str
    name: str
    gtin: str

    @property
    def case(self) -> str:
        """What a scanner reads on a case of it, if it comes in cases."""
        return with_check_digit(f"1{self.gtin[:-1]}")


def with_check_digit(digits: str) -> str:
    """Add the digit that every number under bars ends with."""
    weighed = sum(int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(digits)))
    return f"{digits}{-weighed % 10}"


@dataclass
class Shop:
    """The house that serves it, and what is said to it beside the scanner."""

    house: House
    world: World
    dock: Dock
    cart_id: UUID
    amina: Person
    bartek: Person
    bins: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    async def opened(cls, house: House, world: World) -> "Shop":
        """Build the places that every shop has, and take two people on."""
        number = next(_NUMBERS)
        amina = Person(f"amina-{number}", "Amina Okafor", "worker", f"B-71{number}", "2580", None)
        bartek = Person(f"bartek-{number}", "Bartek Nowak", "worker", f"B-72{number}", "1471", None)
        await world.owner.execute(
            "UPDATE location SET name = 'North DC' WHERE id = $1", world.location_id
        )
        cart_id = await world.bin("CART-1", "CART")
        shop = cls(house, world, await Dock.at(world), cart_id, amina, bartek)
        for code, kind in PLACES.items():
            shop.bins[code] = await world.bin(code, kind, check_digits="61")
        for person in (amina, bartek):
            await shop.hire(person)
        return shop

    async def hire(self, person: Person) -> None:
        """Take somebody on who works here and nowhere else."""
        operation_id = new_id()
        role = await role_of(Reader(self.world.owner), Ref(code=person.role))
        asked = SaveUser(
            code=person.code,
            name=person.name,
            grants=(Grant(role.id, self.world.location_id),),
            badge_hash=digest_of(person.badge).hex(),
            pin_hash=await hash_of(person.pin, operation_id=operation_id),
        )
        await self.world.do(save_user, asked, operation_id=operation_id)

    async def setup_barcode(self) -> str:
        """Enroll a handheld that stays in this shop; return what it must scan."""
        token = await self.house.token_of()
        asked = {"code": f"S-{next(_NUMBERS)}", "kind": "HANDHELD"}
        here = {"location": {"code": self.world.code}}
        return str((await self.house.do("EnrollDevice", token, **asked, **here))["setupBarcode"])

    async def goods(self, name: str, *, pack: int | None = None, **columns: Any) -> Goods:
        """Take an item into the range."""
        number = next(_NUMBERS)
        made = Goods(new_id(), f"{8800 + number}", name, with_check_digit(f"50123{number:07d}"))
        row = {"id": made.id, "sku": made.sku, "name": name} | columns
        await self._insert("item", **row)
        await self._insert("barcode", id=new_id(), value=made.gtin, item_id=made.id)
        if pack is not None:
            pack_id = new_id()
            await self._insert("pack", id=pack_id, item_id=made.id, level="CASE", units=pack)
            await self._insert(
                "barcode", id=new_id(), value=made.case, item_id=made.id, pack_id=pack_id
            )
        return made

    async def _insert(self, table: str, **row: Any) -> None:
        places = ", ".join(f"${number}" for number in range(1, len(row) + 1))
        await self.world.owner.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", *row.values()
        )

    async def shelf(self, code: str, goods: Goods | None = None, units: int = 0) -> UUID:
        """Set up a bin to pick from; what it holds has it for its own."""
        own: dict[str, Any] = {} if goods is None else {"fixed_item_id": goods.id}
        self.bins[code] = await self.world.bin(code, check_digits="47", **own)
        if goods is not None and units:
            await self.world.stock(self.bins[code], goods.id, units)
        return self.bins[code]

    async def truck(self, *lines: tuple[Goods, int]) -> str:
        """Order goods of a supplier; return what stands on the paper."""
        ref = await self.dock.ordered(*((goods.id, units) for goods, units in lines))
        return str(await self._number("purchase_order", ref.id))

    async def received(self, *lines: tuple[Goods, int]) -> None:
        """Let goods stand at the dock, to be put away."""
        await self.dock.arrived(*((goods.id, units) for goods, units in lines))
        for goods, units in lines:
            await self.dock.received(goods.id, units)

    async def tidied(self) -> None:
        """Let a colleague put away what still stands at the dock."""
        tasks = await self.world.owner.fetch(
            "SELECT id FROM task WHERE location_id = $1"
            " AND kind = 'PUT_AWAY' AND status = 'QUEUED'",
            self.world.location_id,
        )
        for task in tasks:
            here, by = self.bins["R-09-3"], self.world.other
            await self.dock.put_away(task["id"], here, by=by, rescanned=True)

    async def sold(self, *lines: tuple[Goods, int]) -> OrderCreated:
        """Let somebody order, and send the order to the floor."""
        created = await order(self.world, *((goods.id, units) for goods, units in lines))
        await release(self.world, created)
        return created

    async def picked(self, *lines: tuple[Goods, int], into: str) -> OrderCreated:
        """Let somebody order, and a colleague pick it into a tote."""
        created = await self.sold(*lines)
        tasks = await self.world.owner.fetch(
            "SELECT id, item_id, quantity FROM task WHERE document_id = $1 AND kind = 'PICK'",
            created.order_id,
        )
        for task in tasks:
            asked = ConfirmPick(
                task_id=task["id"],
                item=ItemRef(id=task["item_id"]),
                quantity=task["quantity"],
                into=Ref(barcode=into),
            )
            await self.world.do(confirm_pick, asked)
        return created

    async def shipped(self, *lines: tuple[Goods, int], into: str) -> OrderCreated:
        """Let somebody order, and let it all leave the house."""
        created = await self.picked(*lines, into=into)
        packed = (await self.world.do(pack_tote, PackTote(tote=Ref(code=into)))).answer
        left = ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id))
        await self.world.do(confirm_shipment, left)
        return created

    async def on_hand(self, place: str, goods: Goods) -> int:
        """How much of it lies in a bin."""
        return await self.world.on_hand(self.bins[place], goods.id)

    async def units(self, created: OrderCreated, how_far: str) -> list[int]:
        """How many units of each line of an order are so far: picked, packed, shipped."""
        rows = await self.world.owner.fetch(
            f"SELECT {how_far} FROM order_line WHERE order_id = $1 ORDER BY position",
            created.order_id,
        )
        return [row[0] for row in rows]

    async def open_tasks(self, kind: str) -> int:
        """How much work of a kind waits for somebody or is in somebody's hands."""
        found = await self.world.owner.fetchval(
            "SELECT count(*) FROM task WHERE location_id = $1 AND kind = $2"
            " AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')",
            self.world.location_id,
            kind,
        )
        return int(found)

    async def status(self, table: str, id_: UUID) -> str:
        """How far a document is."""
        return str(
            await self.world.owner.fetchval(f"SELECT status FROM {table} WHERE id = $1", id_)
        )

    async def _number(self, table: str, id_: UUID | None) -> Any:
        return await self.world.owner.fetchval(f"SELECT number FROM {table} WHERE id = $1", id_)

    async def number_of(self, created: OrderCreated) -> str:
        """What stands on an order's paper."""
        return str(await self._number("customer_order", created.order_id))

    async def done_here(self, *commands: str) -> list[tuple[str, UUID]]:
        """What people with badges did here, in the order in which the house took it."""
        rows = await self.world.owner.fetch(
            "SELECT command, operation.id FROM operation JOIN person ON person.id = actor_id"
            " WHERE person.code = ANY ($1) AND (command = ANY ($2) OR $2 = '{}') ORDER BY xid, id",
            [self.amina.code, self.bartek.code],
            list(commands),
        )
        return [tuple(row) for row in rows]


async def becomes(what: Callable[[], Awaitable[Any]], wanted: Any) -> None:
    """Wait until the house, which does some things on its own time, has this."""
    try:
        async with asyncio.timeout(REACTS_WITHIN_S):
            while await what() != wanted:  # noqa: ASYNC110 - the house tells no other way
                await asyncio.sleep(0.05)
    except TimeoutError:
        assert await what() == wanted


@dataclass(frozen=True, slots=True)
class Street:
    """A house and its database, in which any number of shops stand beside one another."""

    house: House
    database: Database
    owner: asyncpg.Connection

    async def another_shop(self) -> Shop:
        """Open a shop at a location of its own, with people of its own."""
        return await Shop.opened(self.house, await World.build(self.database, self.owner))


@asynccontextmanager
async def street(server: Addresses, template: str) -> AsyncIterator[Street]:
    """Serve shops over a copy of a database; at the end the whole ledger must still be right."""
    name = f"shop_{uuid4().hex[:8]}"
    role = urlsplit(server.owner).username
    await execute(server.superuser, f"CREATE DATABASE {name} OWNER {role} TEMPLATE {template}")
    owner = await asyncpg.connect(renamed(server.owner, name))
    app = renamed(server.app, name)
    database = await Database.open(app, tables=table_modules(), pool_max=4)
    try:
        async with serving(app) as house:
            yield Street(house, database, owner)
            await prove(owner)
    finally:
        await database.close()
        await owner.close()
        await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")
