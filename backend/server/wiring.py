"""The wiring: every command by name, which event wakes which command, and what runs by the clock.

One registry serves the outbox of events, the outbox of devices and imports alike.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from backend.api.undo import undo_operation
from backend.control.adjusting.request_adjustment import request_adjustment
from backend.control.adjusting.request_write_off import request_write_off
from backend.control.carry_out_decision import carry_out_decision, drop_withdrawn
from backend.control.counting.count_short_bin import count_short_bin
from backend.control.counting.request_count import request_count
from backend.control.counting.submit_count import submit_count
from backend.control.moving.change_disposition import change_disposition
from backend.control.moving.move_stock import move_stock
from backend.kernel.command import Command
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.reactor import Reaction, Wiring, by_name, keep_reacting
from backend.outbound.orders.cancel_order import cancel_order
from backend.outbound.orders.create_order import create_order
from backend.outbound.orders.hold_order import hold_order
from backend.outbound.orders.release_order_hold import release_order_hold
from backend.outbound.orders.retry_backorders import retry_backorders
from backend.outbound.release.realign_line import realign_line
from backend.outbound.release.release_orders import release_orders
from backend.outbound.release.return_to_promise import return_to_promise
from backend.tasks.assign_case import assign_case
from backend.tasks.assign_task import assign_task
from backend.tasks.cancel_task import cancel_task
from backend.tasks.claim_tasks import NoWork, claim_tasks
from backend.tasks.decide_approval import decide_approval
from backend.tasks.note_case import note_case
from backend.tasks.open_case import open_case
from backend.tasks.release_task import release_task
from backend.tasks.renew_tasks import renew_tasks
from backend.tasks.report_overpromise import report_overpromise
from backend.tasks.report_trouble import report_trouble
from backend.tasks.resolve_case import resolve_case
from backend.tasks.return_run_out import ReturnRunOut, return_run_out
from backend.tasks.skip_task import skip_task
from backend.tasks.system import SYSTEM
from backend.tasks.withdraw_approval import withdraw_approval

LEASES_EVERY_S = 30


def _registry(*commands: Command[Any, Any]) -> Mapping[str, Command[Any, Any]]:
    """Return the commands by name; no two bear the same."""
    named = {command.name: command for command in commands}
    assert len(named) == len(commands), "two commands bear one name"
    return named


COMMANDS: Mapping[str, Command[Any, Any]] = _registry(
    carry_out_decision,
    change_disposition,
    count_short_bin,
    drop_withdrawn,
    move_stock,
    request_adjustment,
    request_count,
    request_write_off,
    submit_count,
    cancel_order,
    create_order,
    hold_order,
    realign_line,
    release_order_hold,
    release_orders,
    retry_backorders,
    return_to_promise,
    assign_case,
    decide_approval,
    note_case,
    open_case,
    resolve_case,
    withdraw_approval,
    assign_task,
    cancel_task,
    claim_tasks,
    release_task,
    renew_tasks,
    report_overpromise,
    report_trouble,
    return_run_out,
    skip_task,
    undo_operation,
)

REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "AllocationDisplaced": (by_name(realign_line),),
    "ApprovalDecided": (by_name(carry_out_decision),),
    "ApprovalWithdrawn": (by_name(drop_withdrawn),),
    "PickShort": (by_name(count_short_bin),),
    "PoolOverpromised": (by_name(report_overpromise),),
    "PutawayConfirmed": (by_name(retry_backorders),),
    "StockFreed": (by_name(retry_backorders),),
    "TaskCanceled": (by_name(return_to_promise),),
}

WIRING = Wiring(REACTIONS, SYSTEM, alarm=by_name(report_trouble))


async def react_to_events(database: Database) -> None:
    """Wake the commands that events of the outbox are for."""
    await keep_reacting(database, WIRING)


async def return_leases(database: Database) -> None:
    """Put tasks back into the queue whose lease is over, every half minute."""
    while True:
        with suppress(NoWork):
            await perform(database, return_run_out, ReturnRunOut(), Request(new_id(), SYSTEM))
        await asyncio.sleep(LEASES_EVERY_S)
