"""Displace what was allocated to others: the goods they were to take are gone from the bin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Reader, Work
from backend.outbound.orders.lines import LineChange, change_lines, lines_by_id
from backend.outbound.picking import sql
from backend.outbound.picking.in_hand import Portion
from backend.outbound.picking.takings import Steps, let_go
from backend.stock.allocations import Allocation, allocations_of
from backend.stock.changes import Level, Open
from backend.stock.reads import Balance, reservations_on
from backend.tasks.task import Task, cancel_task, task_of


@dataclass(frozen=True, slots=True)
class Displaced:
    """What the plan must do for those who lose their allocation."""

    steps: Steps
    writes: tuple[Write, ...]


async def displace(
    work: Work, bin_id: UUID, *, loose: Sequence[Balance], portions: Iterable[Portion]
) -> Displaced:
    """Turn allocations on these portions back into promises, youngest first; call off their picks.

    A line that loses some of its goods in the bin loses all of them there, so that its one pick can
    be called off whole and released anew. The goods still back its promise: they are in the house.
    """
    demands = await _losers(work.reader, loose, portions)
    if not demands:
        return Displaced(Steps(), ())
    lost = [
        allocation
        for allocation in await allocations_of(work.reader, demands)
        if allocation.level == Level.HARD and allocation.bin_id == bin_id
    ]
    lines = await lines_by_id(work.reader, demands)
    changes = [
        LineChange(line_id=line_id, allocated=-units, promised=units)
        for line_id in lines
        if (units := sum(one.quantity for one in lost if one.demand_id == line_id))
    ]
    called_off = [cancel_task(work, task) for task in await _open_picks(work.reader, lines, bin_id)]
    return Displaced(_promised_again(lost), (*change_lines(work, changes), *called_off))


async def _losers(
    reader: Reader, loose: Sequence[Balance], portions: Iterable[Portion]
) -> list[UUID]:
    """Return the demands whose goods are taken, until what was taken was nobody else's."""
    free = {held.key_id: held.free for held in loose}
    losers: list[UUID] = []
    for key, taken in portions:
        short = taken - free[key.id]
        if short > 0:
            for reservation in await reservations_on(reader, key.id):
                if short > 0:
                    losers.append(reservation.demand_id)
                    short -= reservation.quantity
    return losers


async def _open_picks(reader: Reader, lines: Iterable[UUID], bin_id: UUID) -> list[Task]:
    found = await reader.rows(_TaskId, sql.OPEN_PICKS_AT_BIN, list(lines), bin_id)
    return [await task_of(reader, row.id) for row in found]


@dataclass(frozen=True, slots=True)
class _TaskId:
    id: UUID


def _promised_again(lost: Sequence[Allocation]) -> Steps:
    promises = (Open(Level.SOFT, one.pool_id, one.demand_id, one.quantity) for one in lost)
    return let_go(lost) + Steps(opens=tuple(promises))
