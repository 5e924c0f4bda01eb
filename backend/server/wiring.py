"""The wiring: which event wakes which command, what is told live, and what runs by the clock."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from backend.api.undo import carry_out_reversal
from backend.control.carry_out_decision import SUBJECTS, carry_out_decision, drop_withdrawn
from backend.control.counting.count_short_bin import count_short_bin
from backend.control.lots.recall_lot import sweep_recalled_lot
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.live import Source
from backend.kernel.perform import Request, perform
from backend.kernel.reactor import Reaction, Wiring, by_name, keep_reacting
from backend.outbound.orders.retry_backorders import retry_backorders
from backend.outbound.release.realign_line import realign_line
from backend.outbound.release.return_to_promise import return_to_promise
from backend.stock.live import touched_stock
from backend.tasks.claim_tasks import NoWork
from backend.tasks.decide_approval import Verdict
from backend.tasks.live import touched_work
from backend.tasks.report_overpromise import report_overpromise
from backend.tasks.report_trouble import report_trouble
from backend.tasks.return_run_out import ReturnRunOut, return_run_out
from backend.tasks.reverse import SUBJECT
from backend.tasks.room.let_rooms_go import LetRoomsGo, let_rooms_go
from backend.tasks.system import SYSTEM

LEASES_EVERY_S = 30

LIVE: tuple[Source, ...] = (touched_stock, touched_work)
"""What the live log asks about each stretch."""

REVERSALS = frozenset({SUBJECT})
YES = frozenset({Verdict.APPROVE.value})

REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "AllocationDisplaced": (by_name(realign_line),),
    "ApprovalDecided": (
        by_name(carry_out_decision, subject_kind=SUBJECTS),
        by_name(carry_out_reversal, subject_kind=REVERSALS, verdict=YES),
    ),
    "ApprovalWithdrawn": (by_name(drop_withdrawn, subject_kind=SUBJECTS),),
    "LotRecalled": (by_name(sweep_recalled_lot),),
    "PickBeyondBook": (by_name(count_short_bin),),
    "PickCameLate": (by_name(count_short_bin),),
    "PickShort": (by_name(count_short_bin),),
    "PoolOverpromised": (by_name(report_overpromise),),
    "StockFreed": (by_name(retry_backorders),),
    "TaskCanceled": (by_name(return_to_promise),),
}

WIRING = Wiring(REACTIONS, SYSTEM, alarm=by_name(report_trouble))


async def react_to_events(database: Database) -> None:
    """Wake the commands that events of the outbox are for."""
    await keep_reacting(database, WIRING)


async def return_leases(database: Database) -> None:
    """Put tasks back into the queue whose lease is over, and let booked room go, by the clock."""
    while True:
        with suppress(NoWork):
            await perform(database, return_run_out, ReturnRunOut(), Request(new_id(), SYSTEM))
        with suppress(NoWork):
            await perform(database, let_rooms_go, LetRoomsGo(), Request(new_id(), SYSTEM))
        await asyncio.sleep(LEASES_EVERY_S)
