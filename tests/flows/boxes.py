"""The language of tests about containers: pallets with goods, totes in cartons."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest_asyncio

from backend.control.moving.move_container import MoveContainer, move_container
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Reader, Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.master.refs import Ref
from backend.stock.changes import Move
from backend.stock.containers import Container, ContainerKind, container_of_code
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.register_containers import RegisterContainers, register_containers
from backend.stock.where import counterparty
from tests.world import World


@dataclass(frozen=True, slots=True)
class Fill:
    container_id: UUID
    place: Place
    lines: tuple[tuple[UUID, int], ...]
    owner_id: UUID = HOUSE_OWNER_ID
    lot_id: UUID | None = None
    serial_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    lines: int


@command
async def fill(work: Work, asked: Fill) -> Plan[Filled]:
    """Bring stock into a container out of the OPENING counterparty."""
    opening = counterparty(asked.place.location_id, VirtualBin.OPENING)
    moves = []
    for item_id, quantity in asked.lines:
        key = Key(
            asked.owner_id, item_id, Disposition.USABLE, asked.place, asked.container_id,
            asked.lot_id, asked.serial_id,
        )  # fmt: skip
        moves.append(Move(replace(key, place=opening, container_id=None), key, quantity))
    return Plan(answer=Filled(len(moves)), writes=post(work, moves=moves), kind="OPENING")


@dataclass
class Boxes:
    """A world with containers in it, by their codes."""

    world: World

    def code(self, name: str) -> str:
        return f"{name}-{self.world.code}"

    async def box(self, name: str, bin_id: UUID, kind: str = "PALLET") -> str:
        """Register a container in a bin; return its code."""
        asked = RegisterContainers(
            kind=ContainerKind(kind),
            location=Ref(id=self.world.location_id),
            bin=Ref(id=bin_id),
            codes=(self.code(name),),
        )
        await self.world.do(register_containers, asked)
        return self.code(name)

    async def seen(self, name: str) -> Container:
        found = await container_of_code(Reader(self.world.owner), self.code(name))
        assert found is not None
        return found

    async def holds(self, name: str, *lines: tuple[UUID, int], **told) -> None:
        """Let a container hold this much more."""
        box = await self.seen(name)
        place = Place(box.bin_id, self.world.location_id, self.world.kinds[box.bin_id])
        await self.world.do(fill, Fill(box.id, place, lines, **told))

    def moving(self, name: str, to: UUID | str) -> MoveContainer:
        target = Ref(id=to) if isinstance(to, UUID) else Ref(code=self.code(to))
        return MoveContainer(container=Ref(code=self.code(name)), to=target)

    async def moves(self, name: str, to: UUID | str, **asked):
        """Scan a container and a bin, or another container by its name."""
        return await self.world.do(move_container, self.moving(name, to), **asked)

    async def not_moved(self, name: str, to: UUID | str):
        return await self.world.refused(move_container, self.moving(name, to))

    async def within(self, name: str) -> dict[tuple[str, str], int]:
        """What a container holds, by the codes of bins and items."""
        rows = await self.world.owner.fetch(
            "SELECT bin.code AS bin, sku, sum(on_hand)::int AS held FROM stock_balance"
            " JOIN stock_key key ON key.id = key_id JOIN bin ON bin.id = key.bin_id"
            " JOIN item ON item.id = key.item_id JOIN container ON container.id = key.container_id"
            " WHERE container.code = $1 AND on_hand > 0 GROUP BY 1, 2",
            self.code(name),
        )
        return {(row["bin"], row["sku"].split("-")[0]): row["held"] for row in rows}


@pytest_asyncio.fixture
async def boxes(world):
    """A pallet with tea and a carton of jam on it, on the dock."""
    made = Boxes(world)
    made.dock, made.there = await world.bin("D", "DOCK"), await world.bin("R", "RESERVE")
    made.tea, made.jam = await world.item("TEA"), await world.item("JAM")
    await made.box("P-1", made.dock)
    await made.box("C-1", made.dock, "CARTON")
    await made.holds("P-1", (made.tea, 40))
    await made.holds("C-1", (made.jam, 6))
    await made.moves("C-1", "P-1")
    return made
