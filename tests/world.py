"""The language of the tests: a small warehouse, people in it, and what they do.

Every test gets a location of its own in the module's database, so tests do not see one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from backend.kernel.command import Command, command
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.perform import Performed, Request, perform
from backend.kernel.plan import Plan
from backend.kernel.refusals import Refusal
from backend.kernel.work import Actor, Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.permissions import Permission
from backend.master.places import VirtualBin, virtual_bin_id
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.verify import findings
from backend.stock.where import counterparty

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
EVERYTHING = frozenset(Permission)
_NUMBERS = count(1)
LEGAL_ENTITY = UUID("00000000-0000-8000-8000-000000000001")


@dataclass(frozen=True, slots=True)
class OpeningLine:
    bin_id: UUID
    kind: str
    item_id: UUID
    quantity: int
    disposition: str = "USABLE"
    owner_id: UUID = HOUSE_OWNER_ID


@dataclass(frozen=True, slots=True)
class PostOpening:
    location_id: UUID
    lines: tuple[OpeningLine, ...]


@dataclass(frozen=True, slots=True)
class OpeningPosted:
    lines: int


@command
async def post_opening(work: Work, asked: PostOpening) -> Plan[OpeningPosted]:
    """Bring stock into bins out of the OPENING counterparty."""
    moves = []
    for line in asked.lines:
        here = Place(line.bin_id, asked.location_id, line.kind)
        key = Key(line.owner_id, line.item_id, Disposition(line.disposition), here)
        opening = counterparty(asked.location_id, VirtualBin.OPENING)
        source = Key(line.owner_id, line.item_id, Disposition.USABLE, opening)
        moves.append(Move(source, key, line.quantity))
    return Plan(
        answer=OpeningPosted(len(moves)),
        writes=post(work, moves=moves),
        kind="OPENING",
        location_id=asked.location_id,
    )


def person(name: str, *permissions: str) -> Actor:
    """Someone who may do these things everywhere; all things when none is named."""
    return Actor(new_id(), name, frozenset(permissions or EVERYTHING), {})


@dataclass
class World:
    """One location with bins, items and people."""

    database: Database
    owner: asyncpg.Connection
    location_id: UUID = field(default_factory=new_id)
    code: str = ""
    worker: Actor = field(default_factory=lambda: person("Wanda Worker"))
    other: Actor = field(default_factory=lambda: person("Otto Other"))
    supervisor: Actor = field(default_factory=lambda: person("Susan Supervisor"))
    kinds: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    async def build(cls, database: Database, owner: asyncpg.Connection) -> "World":
        world = cls(database, owner)
        world.code = f"W{next(_NUMBERS)}"
        await owner.execute(
            "INSERT INTO location (id, code, name, kind, legal_entity_id)"
            " VALUES ($1, $2, $2, 'WAREHOUSE', $3)",
            world.location_id,
            world.code,
            LEGAL_ENTITY,
        )
        for kind in VirtualBin:
            await owner.execute(
                "INSERT INTO bin (id, location_id, code, kind, virtual_kind)"
                " VALUES ($1, $2, $3, 'VIRTUAL', $3)",
                virtual_bin_id(world.location_id, kind),
                world.location_id,
                kind.value,
            )
        return world

    async def bin(self, code: str, kind: str = "PICK_FACE", **columns: Any) -> UUID:
        """Set up a bin; further columns of the table by name."""
        bin_id = new_id()
        row = {
            "id": bin_id,
            "location_id": self.location_id,
            "code": code,
            "kind": kind,
            "pick_sequence": next(_NUMBERS),
        } | columns
        names = ", ".join(row)
        places = ", ".join(f"${number}" for number in range(1, len(row) + 1))
        await self.owner.execute(f"INSERT INTO bin ({names}) VALUES ({places})", *row.values())
        self.kinds[bin_id] = kind
        return bin_id

    async def item(
        self, sku: str = "TEA", *, packs: Sequence[tuple[str, int]] = (), **columns: Any
    ) -> UUID:
        """Set up an item whose barcode is `sku` in lower case; packs as (level, units)."""
        item_id, sku = new_id(), f"{sku}-{self.code}"
        row = {"id": item_id, "sku": sku, "name": f"{sku} for sale"} | columns
        names = ", ".join(row)
        places = ", ".join(f"${number}" for number in range(1, len(row) + 1))
        await self.owner.execute(f"INSERT INTO item ({names}) VALUES ({places})", *row.values())
        await self._barcode(sku.lower(), item_id, None)
        for level, units in packs:
            pack_id = new_id()
            await self.owner.execute(
                "INSERT INTO pack (id, item_id, level, units) VALUES ($1, $2, $3, $4)",
                pack_id, item_id, level, units,
            )  # fmt: skip
            await self._barcode(f"{sku}-{level}".lower(), item_id, pack_id)
        return item_id

    def barcode(self, sku: str = "TEA", pack: str | None = None) -> str:
        """What a scanner reads on an item set up by `item`, or on one of its packs."""
        return f"{sku}-{self.code}{'-' + pack if pack else ''}".lower()

    async def _barcode(self, value: str, item_id: UUID, pack_id: UUID | None) -> None:
        await self.owner.execute(
            "INSERT INTO barcode (id, value, item_id, pack_id) VALUES ($1, $2, $3, $4)",
            new_id(), value, item_id, pack_id,
        )  # fmt: skip

    async def stock(
        self, bin_id: UUID, item_id: UUID, quantity: int, disposition: str = "USABLE"
    ) -> None:
        """Let a bin hold this much more."""
        line = OpeningLine(bin_id, self.kinds[bin_id], item_id, quantity, disposition)
        await self.do(post_opening, PostOpening(self.location_id, (line,)))

    async def do(
        self,
        what: Command[Asked, Answer],
        asked: Asked,
        *,
        by: Actor | None = None,
        operation_id: UUID | None = None,
    ) -> Performed[Answer]:
        """Perform a command as the worker, or as somebody else."""
        request = Request(operation_id or new_id(), by or self.worker)
        return await perform(self.database, what, asked, request)

    async def refused(
        self, what: Command[Asked, Any], asked: Asked, *, by: Actor | None = None
    ) -> Refusal:
        """Perform a command that must be refused; return the refusal."""
        try:
            performed = await self.do(what, asked, by=by)
        except Refusal as refusal:
            return refusal
        raise AssertionError(f"{what.name} was not refused: {performed.answer}")

    async def on_hand(self, bin_id: UUID, item_id: UUID) -> int:
        """How much of an item stands in a bin, in whatever condition and container."""
        return await self._sum("on_hand", bin_id, item_id)

    async def reserved(self, bin_id: UUID, item_id: UUID) -> int:
        """How much of it is reserved."""
        return await self._sum("reserved", bin_id, item_id)

    async def _sum(self, column: str, bin_id: UUID, item_id: UUID) -> int:
        return await self.owner.fetchval(
            f"SELECT coalesce(sum({column}), 0)::bigint FROM stock_balance"
            " JOIN stock_key ON stock_key.id = key_id WHERE bin_id = $1 AND item_id = $2",
            bin_id,
            item_id,
        )

    async def available(self, item_id: UUID) -> int:
        """How much of an item can still be promised here."""
        return await self.owner.fetchval(
            "SELECT coalesce(sum(greatest(0, supply - promised - safety)), 0)::bigint"
            " FROM stock_pool WHERE item_id = $1 AND location_id = $2",
            item_id,
            self.location_id,
        )

    async def prove(self) -> None:
        """Check every invariant of the whole ledger."""
        await prove(self.owner)


async def prove(owner: asyncpg.Connection) -> None:
    """Check every invariant of the whole ledger of a database."""
    async with owner.transaction(isolation="repeatable_read", readonly=True):
        off = [finding async for finding in findings(owner) if finding.off]
    assert not off, off


async def counts(owner: asyncpg.Connection, *tables: str) -> dict[str, int]:
    """How many rows these tables hold: equal before and after whatever must change nothing."""
    return {table: await owner.fetchval(f"SELECT count(*) FROM {table}") for table in tables}
