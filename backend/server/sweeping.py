"""The sweeper: sets free what was promised for a time that is over, order by order."""

import asyncio
from contextlib import suppress
from uuid import UUID

from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.kernel.work import Reader
from backend.outbound.orders.by_hand.expire_reservation import (
    ExpireReservation,
    expire_reservation,
)
from backend.outbound.orders.by_hand.held import run_out
from backend.outbound.orders.expiry.expire_promise import ExpirePromise, expire_promise
from backend.outbound.orders.expiry.until import Until, due
from backend.tasks.system import SYSTEM

EVERY_S = 5
AT_ONCE = 100


async def sweep_promises(database: Database) -> None:
    """Sweep for ever, every few seconds."""
    while True:
        if await sweep(database) + await sweep_by_hand(database) < AT_ONCE:
            await asyncio.sleep(EVERY_S)


async def sweep(database: Database) -> int:
    """Expire what is due, a bounded batch of it, and return how many orders that were.

    An order that was released, kept or called off meanwhile refuses, and that is right: of two that
    want its promise, exactly one gets it. The operation's id follows from the order and its time,
    so that two sweepers, or one that fell in between, have one effect.
    """
    async with database.session() as session:
        found = await due(Reader(session), at=now(), at_most=AT_ONCE)
    expired = 0
    for until in found:
        with suppress(Refusal):
            asked = ExpirePromise(order_id=until.order_id)
            await perform(database, expire_promise, asked, Request(_operation_of(until), SYSTEM))
            expired += 1
    return expired


async def sweep_by_hand(database: Database) -> int:
    """Expire what people kept for a time that is over, and return how many those were."""
    async with database.session() as session:
        found = await run_out(Reader(session), at=now(), at_most=AT_ONCE)
    for reservation_id in found:
        with suppress(Refusal):
            request = Request(derived_id(reservation_id, "expired"), SYSTEM)
            await perform(database, expire_reservation, ExpireReservation(reservation_id), request)
    return len(found)


def _operation_of(until: Until) -> UUID:
    return derived_id(until.order_id, f"expired {until.promised_until.isoformat()}")
