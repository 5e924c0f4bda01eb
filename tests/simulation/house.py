"""The warehouse that a walk goes through: its names, and the numbers that the database holds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from backend.kernel.clock import now
from backend.kernel.ids import derived_id, new_id
from backend.master.items import HOUSE_OWNER_ID
from backend.stock.keys import pool_id
from backend.stock.save_pool import SavePool
from tests.pooling import channel, pool
from tests.simulation.ledger import Step
from tests.simulation.model import CART, EVERYBODY, LOTS, POOLS, SHOP, TURNED, Model, Wish
from tests.world import World

BINS = {"A": "PICK_FACE", "B": "PICK_FACE", "R": "RESERVE", "DOCK": "DOCK", CART: "CART"}
OVER = datetime(2026, 1, 1, tzinfo=UTC)
DAYS_LEFT = {"PAST": -2, "SOON": 10, "LATE": 100}


@dataclass
class House:
    """One location of a world: bins, items, lots and a channel by their names."""

    world: World
    bins: dict[str, UUID] = field(default_factory=dict)
    items: dict[str, UUID] = field(default_factory=dict)
    lots: dict[str, UUID | None] = field(default_factory=dict)
    shop: str = ""
    shop_id: UUID | None = None
    demands: dict[UUID, str] = field(default_factory=dict)

    async def set_up(self) -> None:
        """Make the bins, the items with their lots, and a channel."""
        world = self.world
        for code, kind in BINS.items():
            self.bins[code] = await world.bin(code, kind)
        for sku in LOTS:
            self.items[sku] = await world.item(sku)
        for lot, days in DAYS_LEFT.items():
            self.lots[lot] = new_id()
            await world.owner.execute(
                "INSERT INTO lot (id, item_id, number, expires_on) VALUES ($1, $2, $3, $4)",
                self.lots[lot], self.items["TEA"], lot, (now() + timedelta(days=days)).date(),
            )  # fmt: skip
        self.shop = await channel(world, SHOP)
        self.shop_id = await world.owner.fetchval(
            "SELECT id FROM channel WHERE code = $1", self.shop
        )

    def pools(self, sku: str) -> dict[UUID, str]:
        """Name the pools of an item, in the order in which they are locked."""
        at = (HOUSE_OWNER_ID, self.items[sku], self.world.location_id)
        return dict(
            sorted({pool_id(*at): EVERYBODY, pool_id(*at, str(self.shop_id)): SHOP}.items())
        )

    def asked(self, wish: Wish) -> Step | SavePool:
        """Say a wish in the words of its command."""
        if wish.what in {"set aside", "keep back"}:
            shop = self.shop if wish.what == "set aside" else None
            return pool(self.world, self.items[wish.item], wish.quantity, shop)
        target = wish.target or CART
        return Step(
            location_id=self.world.location_id,
            item_id=self.items[wish.item],
            bin_id=self.bins[wish.bin or "A"],
            kind=BINS[wish.bin or "A"],
            quantity=wish.quantity,
            target_id=self.bins[target],
            target_kind=BINS[target],
            demand_id=self.demand(wish.demand),
            lot_id=self.lots.get(wish.lot),
            channel_id=self.shop_id if wish.pool == SHOP else None,
            ends_at=OVER if wish.ends else None,
        )

    def demand(self, name: str) -> UUID:
        """Return the id of an order line by its name."""
        id_ = derived_id(self.world.location_id, name)
        self.demands[id_] = name
        return id_

    async def stands(self) -> dict[str, int]:
        """Read the numbers above zero that the database holds for this location."""
        real = await self._balances() | await self._pools() | await self._reservations()
        return {name: number for name, number in real.items() if number}

    async def _rows(self, statement: str, ids: object) -> list[asyncpg.Record]:
        return await self.world.owner.fetch(statement, list(ids))

    async def _balances(self) -> dict[str, int]:
        rows = await self._rows(
            "SELECT bin_id, item_id, lot_id, disposition, on_hand, reserved FROM stock_balance"
            " JOIN stock_key ON stock_key.id = key_id WHERE bin_id = ANY ($1)",
            self.bins.values(),
        )
        bins, items, lots = (
            {id_: name for name, id_ in names.items()}
            for names in (self.bins, self.items, self.lots)
        )
        real = {}
        for row in rows:
            lot = TURNED if row["disposition"] == "EXPIRED" else lots.get(row["lot_id"], "")
            where = f"{items[row['item_id']]} {lot} in {bins[row['bin_id']]}"
            real[f"{where} on hand"] = row["on_hand"]
            real[f"{where} reserved"] = row["reserved"]
        return real

    async def _pools(self) -> dict[str, int]:
        named = {id_: f"{sku} {name}" for sku in LOTS for id_, name in self.pools(sku).items()}
        rows = await self._rows("SELECT * FROM stock_pool WHERE id = ANY ($1)", named)
        return {
            f"{named[row['id']]} {figure}": row[figure]
            for row in rows
            for figure in ("supply", "promised", "available", "overpromised")
        }

    async def _reservations(self) -> dict[str, int]:
        rows = await self._rows(
            "SELECT demand_id, level, quantity FROM stock_reservation"
            " WHERE state = 'PENDING' AND demand_id = ANY ($1)",
            self.demands,
        )
        return {f"{self.demands[row['demand_id']]} {row['level']}": row["quantity"] for row in rows}


def plain(model: Model) -> dict[str, int]:
    """Spell a model as the numbers that are above zero."""
    numbers = {}
    for (bin_, item, lot), held in model.on_hand.items():
        numbers[f"{item} {lot} in {bin_} on hand"] = held
        numbers[f"{item} {lot} in {bin_} reserved"] = model.reserved(bin_, item, lot)
    for item in LOTS:
        for name in POOLS:
            supply, promised = model.supplies[item, name], model.promised(item, name)
            numbers[f"{item} {name} supply"] = supply
            numbers[f"{item} {name} promised"] = promised
            numbers[f"{item} {name} available"] = model.available(item, name)
            numbers[f"{item} {name} overpromised"] = max(0, promised - supply)
    for demand, held in model.held.items():
        numbers[f"{demand} {held.level}"] = held.quantity
    return {name: number for name, number in numbers.items() if number}
