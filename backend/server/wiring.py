"""The wiring: every command by name, which event wakes which command, and what runs by the clock.

One registry serves the outbox of events, the outbox of devices and imports alike.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from backend.kernel.command import Command
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.reactor import Reaction, Wiring, by_name, keep_reacting
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
)

REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "PoolOverpromised": (by_name(report_overpromise),),
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
