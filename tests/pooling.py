"""The language of pools in tests: channels, what is set aside for them, and what they promised."""

from typing import Any
from uuid import UUID

from backend.kernel.ids import new_id
from backend.master.refs import ItemRef, Ref
from backend.outbound.orders.create_order import OrderCreated
from backend.stock.save_pool import PoolKind, PoolSaved, SavePool, save_pool
from tests.orders import order
from tests.world import World


async def channel(world: World, name: str, *, priority: int = 100) -> str:
    """Set up a channel of this world's own; return its code."""
    code = f"{name}-{world.code}"
    await world.owner.execute(
        "INSERT INTO channel (id, code, name, priority) VALUES ($1, $2, $2, $3)",
        new_id(), code, priority,
    )  # fmt: skip
    return code


def pool(world: World, item: UUID, limit: int, code: str | None = None, **facts: Any) -> SavePool:
    """Say how much of an item shall be set aside for a channel; safety stock without one."""
    kind = facts.pop("kind", PoolKind.RESERVED if code else PoolKind.SAFETY_STOCK)
    return SavePool(
        kind=kind,
        item=ItemRef(id=item),
        location=Ref(id=world.location_id),
        limit=limit,
        reason="the season begins",
        channel=Ref(code=code) if code else None,
        **facts,
    )


async def set_aside(
    world: World, item: UUID, limit: int, code: str | None = None, **facts: Any
) -> PoolSaved:
    """Set goods aside for a channel, or keep some back from everybody."""
    return (await world.do(save_pool, pool(world, item, limit, code, **facts))).answer


async def buys(world: World, code: str, *lines: tuple[UUID, int], **facts: Any) -> OrderCreated:
    """Let a customer of a channel order."""
    return await order(world, *lines, channel=Ref(code=code), **facts)


async def stands(world: World, item: UUID) -> dict[str, tuple[int, int]]:
    """What each pool of an item holds and has promised; "" is the one for everybody."""
    rows = await world.owner.fetch(
        "SELECT coalesce(channel.code, '') AS code, supply, promised FROM stock_pool pool"
        " LEFT JOIN channel ON channel.id = pool.channel_id"
        " WHERE item_id = $1 AND location_id = $2",
        item, world.location_id,
    )  # fmt: skip
    return {row["code"].split("-")[0]: (row["supply"], row["promised"]) for row in rows}
