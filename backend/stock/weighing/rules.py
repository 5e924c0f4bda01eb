"""Rules of weighing: who must say a weight, which one is right, and what parts of it weigh. Pure.

A weight is whole grams, and at least one of them a piece: then every part of it has one as well.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from backend.kernel.refusals import InvalidInput, Refusal
from backend.master.items import Item, weight_range

WEIGHT_MAX_G = 1_000_000_000


class WeightRequired(Refusal):
    """The item is sold by weight."""

    code: ClassVar[str] = "WEIGHT_REQUIRED"
    sentence: ClassVar[str] = "{item} is sold by weight; weigh the {quantity} and say how much."


class WeightMismatch(Refusal):
    """So many pieces never weigh that."""

    code: ClassVar[str] = "WEIGHT_MISMATCH"
    sentence: ClassVar[str] = (
        "{quantity} of {item} weigh {least} to {most} g, not {weight}; count and weigh them again."
    )


class WeightNotKept(Refusal):
    """The item is not sold by weight."""

    code: ClassVar[str] = "WEIGHT_NOT_KEPT"
    sentence: ClassVar[str] = "{item} is not sold by weight; leave its weight out."


def weight_said(item: Item, grams: int | None, *, quantity: int, reweighed: bool) -> int | None:
    """Return what so many pieces weigh in grams; None for none, and where they are not sold so.

    Refuses WEIGHT_REQUIRED, WEIGHT_NOT_KEPT, and WEIGHT_MISMATCH until somebody has weighed them
    again; INVALID_INPUT for less than a gram a piece.
    """
    if not item.needs_weight:
        if grams is not None:
            raise WeightNotKept(item=item.sku)
        return None
    if quantity < 1:
        if grams is not None:
            raise InvalidInput(field="weight_grams", problem="is said of nothing")
        return None
    if grams is None:
        raise WeightRequired(item=item.sku, quantity=quantity)
    if not quantity <= grams <= WEIGHT_MAX_G:
        problem = f"must be at least a gram a piece, and at most {WEIGHT_MAX_G}"
        raise InvalidInput(field="weight_grams", problem=problem)
    if not reweighed:
        check_weight(item, grams, quantity=quantity)
    return grams


def check_weight(item: Item, grams: int, *, quantity: int) -> None:
    """Refuse what differs from the usual weight by more than the item's tolerance."""
    assert item.weight_g is not None, "item_is_weighed_by_the_piece"
    tolerance = item.weight_tolerance_percent
    least, most = weight_range(item.weight_g, tolerance_percent=tolerance, pieces=quantity)
    if not least <= grams <= most:
        raise WeightMismatch(item=item.sku, quantity=quantity, least=least, most=most, weight=grams)


def part_said(
    item: Item,
    grams: int | None,
    *,
    quantity: int,
    of_grams: int,
    of_quantity: int,
    reweighed: bool,
) -> int:
    """Return what some of the pieces weigh that were weighed together; all of them weigh all.

    Refuses what cannot be of the part, or leaves what cannot be of the rest.
    """
    if quantity >= of_quantity:
        return of_grams
    part = weight_said(item, grams, quantity=quantity, reweighed=reweighed)
    assert part is not None, "it was weighed, and is still sold by weight"
    rest, left = of_grams - part, of_quantity - quantity
    if not reweighed or rest < left:
        check_weight(item, rest, quantity=left)
    return part


def parts_of(grams: int, units: Iterable[int]) -> Iterator[int]:
    """Divide what was weighed together over its parts, by their pieces; the parts add up to it."""
    pieces = tuple(units)
    total, told = sum(pieces), 0
    passed = 0
    for part in pieces:
        passed += part
        so_far = grams * passed // total
        yield so_far - told
        told = so_far
