"""Record a pick that came too late: the goods count, the demand does not.

The picker's task was called off or taken over while they could not hear of it, and the goods are in
their tote: no refusal can undo that. What the book has goes into the tote from its bin, the rest
from UNEXPLAINED. Whoever was to take those goods from there waits again, somebody is sent to put
the goods back, and a case asks what happened.
"""

from typing import TypeVar

from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.lots import TRACKS_SERIAL
from backend.outbound.picking import sql
from backend.outbound.picking.conflict import conflict_case
from backend.outbound.picking.displace import displace
from backend.outbound.picking.exactly import things_lying
from backend.outbound.picking.in_hand import loose_goods, moves_into, portion_out
from backend.outbound.picking.put_back import put_back_task
from backend.outbound.picking.scanned import Scanned
from backend.outbound.picking.stop import Stop
from backend.stock.posting import post
from backend.stock.weighing.weigh import weigh
from backend.tasks.task import Task, queue_tasks

Answer = TypeVar("Answer")


async def pick_too_late(
    work: Work, stop: Stop, scanned: Scanned, *, quantity: int, answer: Answer
) -> Plan[Answer]:
    """Move the goods into the tote, where they belong to no order."""
    if scanned.item.tracking in TRACKS_SERIAL:
        await things_lying(work.reader, stop, scanned)
    loose = [held for held in await loose_goods(work.reader, stop) if scanned.told.fits(held)]
    portions = portion_out([(held.key, held.on_hand) for held in loose], quantity)
    displaced = await displace(work, stop.bin_id, loose=loose, portions=portions)
    lot_id = scanned.lot_of_surplus
    moves = moves_into(scanned.tote, stop, portions, quantity=quantity, lot_id=lot_id)
    back = put_back_task(work, stop, tote=scanned.tote, quantity=quantity)
    return Plan(
        answer=answer,
        kind="PICK",
        outcome="APPLIED_WITH_CASE",
        location_id=stop.task.location_id,
        document_id=stop.task.document_id,
        writes=(
            _as_seen(stop.task),
            *scanned.writes,
            *displaced.writes,
            *queue_tasks(work, [back]),
            conflict_case(
                work, stop, scanned, quantity=quantity, why="came too late for its order"
            ),
            *post(work, moves=moves, opens=displaced.steps.opens, ends=displaced.steps.ends),
            *weigh(work, scanned.item, [(None, quantity)], scanned.grams),
        ),
        events=(Event("PickCameLate", stop.facts(quantity=quantity)),),
    )


def _as_seen(task: Task) -> Write:
    """Let the plan take effect only if the task is as it was when the pick was found too late.

    What the command read may be a moment apart: without this, a pick that another scanner finished
    in between would look like one that the book does not have.
    """
    return Write(Rank.TASK, f"{task.id}", sql.HOLD_TASK, (task.id, task.version))
