"""Firm up: soft reservations of lines become hard ones on the keys that were chosen."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.outbound.orders.lines import Line, LineChange, change_lines
from backend.outbound.release.allocate import Taken
from backend.stock.changes import End, Level, Open, Outcome, Reservation
from backend.stock.posting import post
from backend.stock.reads import reservations_of


async def firm_up(work: Work, lines: Iterable[Line], taken: Sequence[Taken]) -> tuple[Write, ...]:
    """Return the writes that allocate; what no bin gives stays softly promised."""
    units: dict[UUID, int] = {}
    for one in taken:
        units[one.line_id] = units.get(one.line_id, 0) + one.quantity
    promised = [line for line in lines if line.id in units]
    soft = [
        held
        for held in await reservations_of(work.reader, [line.id for line in promised])
        if held.level == Level.SOFT
    ]
    hard = [
        Open(Level.HARD, one.key.pool_id, one.line_id, one.quantity, one.key.id) for one in taken
    ]
    return (
        *change_lines(
            work,
            [
                LineChange(line_id=line.id, promised=-units[line.id], allocated=units[line.id])
                for line in promised
            ],
        ),
        *post(
            work,
            opens=[*hard, *_rest(soft, units)],
            ends=[End(held, Outcome.POSTED) for held in soft],
        ),
    )


def _rest(soft: Iterable[Reservation], units: dict[UUID, int]) -> list[Open]:
    """Open anew what of each line's promise is not allocated."""
    left: dict[UUID, int] = {}
    pools: dict[UUID, UUID] = {}
    for held in soft:
        left[held.demand_id] = left.get(held.demand_id, 0) + held.quantity
        pools[held.demand_id] = held.pool_id
    return [
        Open(Level.SOFT, pools[line_id], line_id, promised - units[line_id])
        for line_id, promised in left.items()
        if promised > units[line_id]
    ]
