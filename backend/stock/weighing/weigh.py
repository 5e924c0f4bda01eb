"""Weigh: what a scale showed is kept with the operation that moved the pieces, never balanced."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader, Work
from backend.master.items import Item
from backend.stock.weighing import sql
from backend.stock.weighing.rules import part_said, parts_of, weight_said


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pieces of a line, and what they weigh in grams."""

    line_id: UUID
    quantity: int
    grams: int


@dataclass(frozen=True, slots=True)
class _OfOperation:
    operation_id: UUID
    grams: int


def weigh(
    work: Work,
    item: Item,
    shares: Sequence[tuple[UUID | None, int]],
    grams: int | None,
    *,
    number: int = 1,
) -> Iterator[Write]:
    """Keep what pieces weigh together, divided over their lines; nothing where it is None.

    `number` tells parts apart that one operation brings to the same line.
    """
    if grams is None:
        return
    weights = parts_of(grams, [quantity for _, quantity in shares])
    for (line_id, quantity), weight in zip(shares, weights, strict=True):
        yield _weighing(work, line_id, (number, item.id, quantity, weight, False))


@dataclass(frozen=True, slots=True)
class Back:
    """So many pieces that leave their line again, with what a scale said of them."""

    quantity: int
    grams: int | None
    reweighed: bool


async def weigh_back(work: Work, item: Item, line_id: UUID, back: Back) -> tuple[Write, ...]:
    """Keep that pieces left their line again; all of them take all of its weight with them.

    Refuses WEIGHT_REQUIRED for a part of them, and weights that cannot be.
    """
    if not item.needs_weight:
        weight_said(item, back.grams, quantity=back.quantity, reweighed=back.reweighed)
        return ()
    had = (await weighed(work.reader, [line_id])).get(line_id)
    if had is None:
        return ()  # picked before it was sold by weight
    grams = part_said(
        item,
        back.grams,
        quantity=back.quantity,
        of_grams=had.grams,
        of_quantity=had.quantity,
        reweighed=back.reweighed,
    )
    return still_weighed(had), _weighing(work, line_id, (1, item.id, back.quantity, grams, True))


def _weighing(work: Work, line_id: UUID | None, what: tuple[object, ...]) -> Write:
    values = (work.operation_id, line_id, *what)
    return Write(Rank.RECORD, f"weighing {line_id}", sql.WEIGH, values)


def still_weighed(had: Weighed) -> Write:
    """Go on only if nobody weighed for the line since it was read; its line is locked by then."""
    values = (had.line_id, had.quantity, had.grams)
    return Write(Rank.DOCUMENT, f"order lines weighed {had.line_id}", sql.STILL_WEIGHED, values)


async def weighed(reader: Reader, line_ids: Iterable[UUID]) -> dict[UUID, Weighed]:
    """Return by line what was weighed for it and is not taken back; none for one never weighed."""
    found = await reader.rows(Weighed, sql.WEIGHED, list(line_ids))
    return {one.line_id: one for one in found}


async def weighed_by(reader: Reader, operation_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return by operation the grams that it weighed; none for one that weighed nothing."""
    found = await reader.rows(_OfOperation, sql.WEIGHED_BY, list(operation_ids))
    return {one.operation_id: one.grams for one in found}
