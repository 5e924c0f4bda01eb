"""The language of orders in tests: who wants how many of what, and what became of it."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.kernel.reactor import Wiring, by_name, drain
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.create_order import CreateOrder, NewLine, OrderCreated, create_order
from backend.outbound.orders.retry_backorders import retry_backorders
from backend.outbound.picking.confirm_pick import ConfirmPick, confirm_pick
from backend.outbound.release.realign_line import realign_line
from backend.outbound.release.release_orders import OrdersReleased, ReleaseOrders, release_orders
from backend.outbound.release.return_to_promise import return_to_promise
from backend.tasks.report_trouble import report_trouble
from backend.tasks.system import SYSTEM
from tests.world import World

BACKORDERS = Wiring(
    {
        "StockFreed": (by_name(retry_backorders),),
        "PutawayConfirmed": (by_name(retry_backorders),),
        "AllocationDisplaced": (by_name(realign_line),),
        "TaskCanceled": (by_name(return_to_promise),),
    },
    SYSTEM,
    alarm=by_name(report_trouble),
)


def wanted(world: World, *lines: tuple[UUID, int], **facts: Any) -> CreateOrder:
    """Write down what somebody wants from this location, as (item, quantity)."""
    return CreateOrder(
        location=Ref(id=world.location_id),
        lines=tuple(NewLine(item=ItemRef(id=item), quantity=units) for item, units in lines),
        **facts,
    )


async def order(world: World, *lines: tuple[UUID, int], **facts: Any) -> OrderCreated:
    """Let somebody order."""
    return (await world.do(create_order, wanted(world, *lines, **facts))).answer


def number(created: OrderCreated) -> DocumentRef:
    """Point at an order by its number."""
    return DocumentRef(number=created.number)


async def status(world: World, order_id: UUID) -> str:
    """How far an order is."""
    return await world.owner.fetchval("SELECT status FROM customer_order WHERE id = $1", order_id)


async def line_of(world: World, order_id: UUID, position: int = 1) -> asyncpg.Record:
    """The counters of one line."""
    return await world.owner.fetchrow(
        "SELECT * FROM order_line WHERE order_id = $1 AND position = $2", order_id, position
    )


async def promised(world: World, *orders: OrderCreated) -> list[int]:
    """How many units of the first line of each order are promised."""
    return [(await line_of(world, created.order_id))["promised"] for created in orders]


async def react(world: World) -> int:
    """Let the house react to what happened until nothing is left to do."""
    return await drain(world.database, BACKORDERS)


async def release(world: World, *orders: OrderCreated, **how: Any) -> OrdersReleased:
    """Send orders to the floor."""
    asked = ReleaseOrders(orders=tuple(number(one) for one in orders), **how)
    return (await world.do(release_orders, asked)).answer


async def stops(world: World, *orders: OrderCreated) -> list[tuple[str, int, int]]:
    """The open picks of these orders as (bin, sequence, quantity), walk by walk."""
    rows = await world.owner.fetch(
        "SELECT bin.code, task.sequence, task.quantity FROM task"
        " JOIN walk ON walk.id = task.walk_id JOIN bin ON bin.id = task.from_bin_id"
        " WHERE document_id = ANY ($1) AND task.kind = 'PICK'"
        " AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS') ORDER BY walk.number, task.sequence",
        [one.order_id for one in orders],
    )
    return [tuple(row) for row in rows]


async def pick(world: World, created: OrderCreated, *, into: str, units: int | None = None) -> None:
    """Pick an order's open stops into a tote; `units` of each, or all of it."""
    tasks = await world.owner.fetch(
        "SELECT id, item_id, quantity - done AS remaining FROM task WHERE document_id = $1"
        " AND kind = 'PICK' AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS') ORDER BY sequence",
        created.order_id,
    )
    for task in tasks:
        await world.do(
            confirm_pick,
            ConfirmPick(
                task_id=task["id"],
                item=ItemRef(id=task["item_id"]),
                quantity=units or task["remaining"],
                into=Ref(code=into),
            ),
        )
