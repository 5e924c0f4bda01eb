"""Firm up: soft reservations of lines become hard ones on the keys that were chosen."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.outbound.orders.lines import Line, LineChange, change_lines
from backend.outbound.orders.shares import Share, split
from backend.outbound.release.allocate import Taken
from backend.stock.changes import End, Level, Open, Outcome, Reservation
from backend.stock.posting import post
from backend.stock.reads import reservations_of


async def firm_up(work: Work, lines: Iterable[Line], taken: Sequence[Taken]) -> tuple[Write, ...]:
    """Return the writes that allocate; what no bin gives stays softly promised, and for good.

    Goods that are allocated stay with the pools that they were promised from.
    """
    of_line: dict[UUID, list[Taken]] = {}
    for one in taken:
        of_line.setdefault(one.line_id, []).append(one)
    promised = [line for line in lines if line.id in of_line]
    soft = [
        held
        for held in await reservations_of(work.reader, [line.id for line in lines if line.promised])
        if held.level == Level.SOFT and (held.demand_id in of_line or held.expires_at)
    ]
    units = {line_id: sum(one.quantity for one in of) for line_id, of in of_line.items()}
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
            opens=[
                open_
                for line_id in {held.demand_id: None for held in soft}
                for open_ in _opens(line_id, _shares(soft, line_id), of_line.get(line_id, ()))
            ],
            ends=[End(held, Outcome.POSTED) for held in soft],
        ),
    )


def _shares(soft: Iterable[Reservation], line_id: UUID) -> list[Share]:
    """Return from which pools a line was promised what."""
    return [Share(held.pool_id, held.quantity) for held in soft if held.demand_id == line_id]


def _opens(line_id: UUID, shares: list[Share], taken: Iterable[Taken]) -> list[Open]:
    """Open the promised shares on the keys that were chosen, and what is left of them softly."""
    opens = []
    left = shares
    for one in taken:
        here, left = split(left, one.quantity)
        opens += [Open(Level.HARD, of.pool_id, line_id, of.units, one.key.id) for of in here]
    return [*opens, *(Open(Level.SOFT, rest.pool_id, line_id, rest.units) for rest in left)]
