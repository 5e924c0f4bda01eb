"""Save a pool: how much of an item is set aside for a channel, or kept back from everybody."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound, Refusal, VersionChanged
from backend.kernel.work import Reader, Work
from backend.master.items import HOUSE_OWNER_ID, item_of
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import ItemRef, Ref
from backend.stock.freed import stock_freed
from backend.stock.keys import pool_id
from backend.stock.pools import sql
from backend.stock.reads import PoolState, pools

LIMIT_MAX = (1 << 53) - 1
REASON_LENGTH_MAX = 1000


class PoolKind(StrEnum):
    """What a pool, or a figure of it, is for."""

    DEFAULT = "DEFAULT"
    RESERVED = "RESERVED"
    QUOTA = "QUOTA"
    SAFETY_STOCK = "SAFETY_STOCK"


class NotEnoughToSetAside(Refusal):
    """Less than that is promised to nobody."""

    code: ClassVar[str] = "NOT_ENOUGH_TO_SET_ASIDE"
    sentence: ClassVar[str] = (
        "{available} more of {item} can be set aside, and you asked for {quantity} more; ask for"
        " fewer, or lower another pool first."
    )


class PoolInUse(Refusal):
    """More is promised from the pool than it would hold."""

    code: ClassVar[str] = "POOL_IN_USE"
    sentence: ClassVar[str] = (
        "{promised} of {item} are promised from this pool; leave it at least that large."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePool:
    """Which pool, how large it shall be in base units, and why.

    RESERVED and QUOTA are sizes of a channel's pool; SAFETY_STOCK is what is kept back of a pool,
    the one for everybody when no channel is named.
    """

    kind: PoolKind
    item: ItemRef
    location: Ref
    limit: int
    reason: str
    owner: Ref | None = None
    channel: Ref | None = None
    if_version: int | None = None


@dataclass(frozen=True, slots=True)
class PoolSaved:
    """The pool, and how many base units were set aside for it; negative gave some back."""

    pool_id: UUID
    set_aside: int


@dataclass(frozen=True, slots=True)
class _Parties:
    owner_id: UUID | None
    channel_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Meant:
    """The pools of an item: the one to save, and the one for everybody."""

    owner_id: UUID
    item_id: UUID
    location_id: UUID
    sku: str
    channel_id: UUID | None
    pool_id: UUID
    of_all_id: UUID
    pool: PoolState | None
    of_all: PoolState | None
    version: int


@command
async def save_pool(work: Work, asked: SavePool) -> Plan[PoolSaved]:
    """Set goods aside for a channel, give them back, or say what is kept back from promises.

    Goods are set aside out of the pool for everybody, as far as they are promised to nobody and are
    not its safety stock; lowering gives back what the channel has not promised. Refuses
    NOT_ENOUGH_TO_SET_ASIDE, POOL_IN_USE and VERSION_CHANGED. Safety stock may be set to any figure:
    it breaks no promise, and keeps new ones from being made.
    """
    meant = await _meant(work, asked)
    is_safety = asked.kind is PoolKind.SAFETY_STOCK
    set_aside = 0 if is_safety else _to_set_aside(meant, asked.limit)
    return Plan(
        answer=PoolSaved(meant.pool_id, set_aside),
        writes=(
            _name(meant, asked.kind),
            _keep_back(meant, asked) if is_safety else _set_aside(meant, asked, set_aside),
        ),
        kind="SAVE_POOL",
        reason=asked.reason,
        location_id=meant.location_id,
        document_id=meant.pool_id,
        events=(
            stock_freed(meant.item_id, owner_id=meant.owner_id, location_id=meant.location_id),
        ),
    )


async def _meant(work: Work, asked: SavePool) -> _Meant:
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.EDIT_CHANNEL, location.id)
    _check(asked)
    item = await item_of(work.reader, asked.item)
    parties = await _parties(work.reader, asked)
    assert parties.owner_id is not None, "refused otherwise"
    of_all_id = pool_id(parties.owner_id, item.id, location.id)
    saved_id = (
        pool_id(parties.owner_id, item.id, location.id, str(parties.channel_id))
        if parties.channel_id
        else of_all_id
    )
    found = await pools(work.reader, {of_all_id, saved_id})
    pool = found.get(saved_id)
    version = pool.version if pool else 0
    if asked.if_version not in {None, version}:
        raise VersionChanged(kind="pool")
    return _Meant(
        parties.owner_id, item.id, location.id, item.sku, parties.channel_id, saved_id, of_all_id,
        pool, found.get(of_all_id), version,
    )  # fmt: skip


def _check(asked: SavePool) -> None:
    if asked.kind is PoolKind.DEFAULT:
        raise InvalidInput(field="kind", problem="follows from what is set aside; save the others")
    if asked.channel is None and asked.kind is not PoolKind.SAFETY_STOCK:
        raise InvalidInput(field="channel", problem="is missing: goods are set aside for one")
    if not 0 <= asked.limit <= LIMIT_MAX:
        raise InvalidInput(field="limit", problem=f"must be 0 to {LIMIT_MAX}")
    if not 1 <= len(asked.reason.strip()) <= REASON_LENGTH_MAX:
        raise InvalidInput(field="reason", problem=f"must have 1 to {REASON_LENGTH_MAX} characters")


async def _parties(reader: Reader, asked: SavePool) -> _Parties:
    owner, channel = asked.owner or Ref(id=HOUSE_OWNER_ID), asked.channel
    values = (
        owner.id, owner.code or owner.barcode,
        channel.id if channel else None, (channel.code or channel.barcode) if channel else None,
    )  # fmt: skip
    found = await reader.first(_Parties, sql.PARTIES, *values)
    assert found is not None, "a row without a table to read from"
    if found.owner_id is None:
        raise NotFound(kind="owner", key=owner.said, field="owner")
    if channel is not None and found.channel_id is None:
        raise NotFound(kind="channel", key=channel.said, field="channel")
    return found


def _to_set_aside(meant: _Meant, limit: int) -> int:
    """Return how many more units the channel gets; negative gives back."""
    held = meant.pool.supply if meant.pool else 0
    promised = meant.pool.promised if meant.pool else 0
    available = meant.of_all.available if meant.of_all else 0
    more = limit - held
    if more > available:
        raise NotEnoughToSetAside(available=available, item=meant.sku, quantity=more)
    if more < 0 and limit < promised:
        raise PoolInUse(promised=promised, item=meant.sku)
    return more


def _name(meant: _Meant, kind: PoolKind) -> Write:
    """Have both pools there; a channel's that is only kept back from starts as RESERVED."""
    rows = sorted({(meant.of_all_id, None), (meant.pool_id, meant.channel_id)}, key=str)
    new = PoolKind.RESERVED if kind is PoolKind.SAFETY_STOCK else kind
    values = (
        [id_ for id_, _ in rows], meant.owner_id, meant.item_id, meant.location_id,
        [channel for _, channel in rows], new.value,
    )  # fmt: skip
    return Write(Rank.POOL, "0", sql.NAME_POOLS_TO_SET, values, rows=None)


def _set_aside(meant: _Meant, asked: SavePool, units: int) -> Write:
    ids = [meant.of_all_id, meant.pool_id]
    values = (ids, [-units, units], [None, meant.version], asked.kind.value)
    return Write(Rank.POOL, "1", sql.SET_ASIDE, values, rows=2)


def _keep_back(meant: _Meant, asked: SavePool) -> Write:
    values = (meant.pool_id, asked.limit, meant.version)
    return Write(Rank.POOL, "1", sql.KEEP_BACK, values)
