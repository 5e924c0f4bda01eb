"""What leaves, by weight: what was weighed for each order line, divided over what goes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Reader, Work
from backend.outbound.orders.lines import Line
from backend.outbound.shipping import sql
from backend.stock.allocations import Allocation
from backend.stock.weighing.rules import parts_of
from backend.stock.weighing.weigh import Weighed, still_weighed, weighed


@dataclass(frozen=True, slots=True)
class Leaving:
    """The grams of each of the contents, None where they are not sold by weight."""

    grams: tuple[int | None, ...]
    writes: tuple[Write, ...] = ()
    """Holds what was weighed as it was read."""


@dataclass(frozen=True, slots=True)
class _Left:
    """What of a line has left by weight before."""

    order_line_id: UUID
    quantity: int
    grams: int


async def weights_leaving(work: Work, contents: Sequence[Allocation]) -> Leaving:
    """Divide the weight of each line over its pieces here and those that stay behind.

    A line that leaves whole leaves by what the scale said; one that leaves in parts, by the piece,
    and its parts add up to what the scale said.
    """
    had = await weighed(work.reader, {packed.demand_id for packed in contents})
    if not had:
        return Leaving((None,) * len(contents))
    before = await _left(work.reader, had)
    grams: list[int | None] = [None] * len(contents)
    for line_id, line in had.items():
        places = [at for at, packed in enumerate(contents) if packed.demand_id == line_id]
        pieces = [contents[at].quantity for at in places]
        for at, part in zip(places, _divided(line, before, pieces), strict=False):
            grams[at] = part
    return Leaving(tuple(grams), tuple(still_weighed(line) for line in had.values()))


async def weights_of_lines(reader: Reader, lines: Sequence[Line]) -> dict[UUID, int]:
    """Return by order line what its picked goods weigh, with what has left.

    Where some were called off when they were picked already, only what has left is known.
    """
    had = await weighed(reader, [line.id for line in lines])
    left = await _left(reader, had) if had else {}
    found = {}
    for line in lines:
        of_line, gone = had.get(line.id), left.get(line.id)
        if of_line and of_line.quantity == line.picked:
            found[line.id] = of_line.grams
        elif gone and gone.quantity == line.picked:
            found[line.id] = gone.grams
    return found


async def _left(reader: Reader, line_ids: Iterable[UUID]) -> dict[UUID, _Left]:
    rows = await reader.rows(_Left, sql.LEFT_BY_WEIGHT, list(line_ids))
    return {one.order_line_id: one for one in rows}


def _divided(line: Weighed, before: Mapping[UUID, _Left], pieces: Sequence[int]) -> tuple[int, ...]:
    """Return what each part weighs; nothing where more leaves than was ever weighed."""
    gone = before.get(line.line_id)
    quantity = line.quantity - (gone.quantity if gone else 0)
    grams = line.grams - (gone.grams if gone else 0)
    stays = quantity - sum(pieces)
    if stays < 0 or grams < quantity:
        return ()
    return tuple(parts_of(grams, [*pieces, stays]))[:-1]
