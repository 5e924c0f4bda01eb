"""Record a pick of more than the book has in the bin: the goods count, and so does the demand.

The order wants them and the picker holds them. What the book has here for the order is taken first,
then what is free in the bin, and the rest came from UNEXPLAINED. A case asks why, and the bin is to
be counted.
"""

from dataclasses import replace
from typing import TypeVar

from backend.kernel.plan import Event, Plan
from backend.kernel.work import Work
from backend.outbound.orders.lines import Line, LineChange, change_lines, lines_by_id
from backend.outbound.orders.shares import Share, split, total
from backend.outbound.picking.conflict import conflict_case
from backend.outbound.picking.in_hand import loose_goods, moves_into, portion_out
from backend.outbound.picking.late_pick import pick_too_late
from backend.outbound.picking.scanned import Scanned
from backend.outbound.picking.stop import Stop
from backend.outbound.picking.takings import Steps, into_tote, take
from backend.stock.changes import End, Level, Open, Outcome
from backend.stock.keys import pool_id
from backend.stock.posting import post
from backend.stock.reads import pools, reservations_of
from backend.stock.weighing.weigh import weigh
from backend.tasks.task import TaskStatus, advance_task

Answer = TypeVar("Answer")


async def pick_beyond_book(
    work: Work, stop: Stop, scanned: Scanned, *, quantity: int, answer: Answer
) -> Plan[Answer]:
    """Move the goods into the tote, picked for the order, whether the book had them or not."""
    line = (await lines_by_id(work.reader, [stop.line_id]))[stop.line_id]
    if line.allocated + line.promised + line.waiting < quantity:
        return await pick_too_late(work, stop, scanned, quantity=quantity, answer=answer)
    change = _demand(line, quantity)
    kept_promise = await _end_promises(work, stop, units=-change.promised)
    surprise = await _goods(work, stop, scanned, quantity=quantity, shares=_freed(kept_promise))
    steps = into_tote(take(stop.allocations, quantity), scanned.tote) + kept_promise + surprise
    task = stop.task
    status = TaskStatus.DONE if quantity == task.remaining else TaskStatus.IN_PROGRESS
    return Plan(
        answer=answer,
        kind="PICK",
        outcome="APPLIED_WITH_CASE",
        location_id=task.location_id,
        document_id=task.document_id,
        writes=(
            *scanned.writes,
            *change_lines(work, [change]),
            advance_task(work, task, done=quantity, status=status, to_container_id=scanned.tote.id),
            conflict_case(work, stop, scanned, quantity=quantity, why="is more than the book has"),
            *post(work, moves=steps.moves, opens=steps.opens, ends=steps.ends),
            *weigh(work, scanned.item, [(line.id, quantity)], scanned.grams),
        ),
        events=(
            Event("PickConfirmed", stop.facts(quantity=quantity)),
            Event("PickBeyondBook", stop.facts(quantity=quantity)),
        ),
    )


def _demand(line: Line, quantity: int) -> LineChange:
    """Take the picked units off what is allocated, then off what is promised, then off the wait."""
    allocated = min(quantity, line.allocated)
    promised = min(quantity - allocated, line.promised)
    return LineChange(line_id=line.id, allocated=-allocated, promised=-promised, picked=quantity)


async def _end_promises(work: Work, stop: Stop, *, units: int) -> Steps:
    """End this much of the line's soft promise; what is not picked stays promised."""
    steps = Steps()
    for held in await reservations_of(work.reader, [stop.line_id]):
        ended = min(units, held.quantity) if held.level == Level.SOFT else 0
        if ended:
            units -= ended
            rest = replace(held, quantity=held.quantity - ended)
            steps += Steps(
                opens=(Open(Level.SOFT, rest.pool_id, rest.demand_id, rest.quantity),)
                if rest.quantity
                else (),
                ends=(End(held, Outcome.POSTED),),
            )
    return steps


def _freed(steps: Steps) -> list[Share]:
    """Return from which pools promises end, less what stays promised of them."""
    stays = {open_.pool_id: open_.quantity for open_ in steps.opens}
    freed = []
    for end in steps.ends:
        held = end.reservation
        units = held.quantity - stays.pop(held.pool_id, 0)
        freed.append(Share(held.pool_id, units))
    return freed


async def _goods(
    work: Work, stop: Stop, scanned: Scanned, *, quantity: int, shares: list[Share]
) -> Steps:
    """Return the moves of what is not allocated here, and their reservation in the tote.

    Free goods are taken only as far as they are promised to nobody else. They count for the pools
    whose promise they keep, and beyond that for the one for everybody.
    """
    missing = quantity - stop.allocated
    pool = pool_id(stop.owner_id, stop.item_id, stop.task.location_id)
    state = (await pools(work.reader, [pool])).get(pool)
    open_ = total(shares) + (state.available if state else 0)
    loose = [held for held in await loose_goods(work.reader, stop) if scanned.told.fits(held)]
    portions = portion_out([(held.key, held.free) for held in loose], min(missing, open_))
    lot_id = scanned.lot_of_surplus
    moves = moves_into(scanned.tote, stop, portions, quantity=missing, lot_id=lot_id)
    opens = []
    left = [*shares, Share(pool, missing)]
    for move in moves:
        here, left = split(left, move.quantity)
        key_id = move.target.id
        opens += [Open(Level.PICK, of.pool_id, stop.line_id, of.units, key_id) for of in here]
    return Steps(moves=moves, opens=tuple(opens))
