"""Questions that commands ask of the ledger. Nothing here changes anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.stock import sql
from backend.stock.changes import Reservation
from backend.stock.keys import Disposition, Key, Place
from backend.stock.pools import sql as pool_sql


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands at one key, in base units."""

    key_id: UUID
    owner_id: UUID
    item_id: UUID
    lot_id: UUID | None
    serial_id: UUID | None
    disposition: str
    bin_id: UUID
    container_id: UUID | None
    location_id: UUID
    bin_kind: str
    bin_code: str
    on_hand: int
    reserved: int
    version: int

    @property
    def free(self) -> int:
        """What nobody has reserved."""
        return self.on_hand - self.reserved

    @property
    def key(self) -> Key:
        """The key itself, to post from."""
        return Key(
            owner_id=self.owner_id,
            item_id=self.item_id,
            disposition=Disposition(self.disposition),
            place=Place(self.bin_id, self.location_id, self.bin_kind),
            container_id=self.container_id,
            lot_id=self.lot_id,
            serial_id=self.serial_id,
        )


@dataclass(frozen=True, slots=True)
class PoolState:
    """What may be promised of an item at a location, in base units; to a channel, if it has one.

    `available` is what can still be promised.
    """

    id: UUID
    owner_id: UUID
    item_id: UUID
    location_id: UUID
    channel_id: UUID | None
    kind: str
    supply: int
    promised: int
    overpromised: int
    safety: int
    available: int
    version: int


async def balances_in_bin(reader: Reader, bin_id: UUID) -> list[Balance]:
    """Return what stands in a bin, key by key."""
    return await reader.rows(Balance, sql.BALANCES_IN_BIN, bin_id)


async def balances_in_container(reader: Reader, container_id: UUID) -> list[Balance]:
    """Return what a container holds, key by key."""
    return await reader.rows(Balance, sql.BALANCES_IN_CONTAINER, container_id)


async def balances_of_keys(reader: Reader, key_ids: Iterable[UUID]) -> dict[UUID, Balance]:
    """Return the balances of these keys; one that was never posted to is missing."""
    found = await reader.rows(Balance, sql.BALANCES_OF_KEYS, list(key_ids))
    return {balance.key_id: balance for balance in found}


async def pools(reader: Reader, pool_ids: Iterable[UUID]) -> dict[UUID, PoolState]:
    """Return these pools; one that never held anything is missing."""
    return {pool.id: pool for pool in await reader.rows(PoolState, pool_sql.POOLS, list(pool_ids))}


async def pools_of_items(
    reader: Reader, items: Iterable[UUID], *, location_id: UUID, owner_id: UUID
) -> list[PoolState]:
    """Return all pools of these items: the one for everybody, and those of channels."""
    return await reader.rows(PoolState, pool_sql.POOLS_OF_ITEMS, list(items), location_id, owner_id)


async def reservations_of(reader: Reader, demands: Iterable[UUID]) -> list[Reservation]:
    """Return the open reservations of these demands (order lines), oldest first."""
    return await reader.rows(Reservation, sql.RESERVATIONS_OF_DEMANDS, list(demands))


async def reservations_on(reader: Reader, key_id: UUID) -> list[Reservation]:
    """Return the open reservations on a key, youngest first: those are displaced first."""
    return await reader.rows(Reservation, sql.RESERVATIONS_ON_KEY, key_id)
