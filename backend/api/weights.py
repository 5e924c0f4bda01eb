"""What was weighed, for many lines or operations at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from backend.api.context import Context
from backend.outbound.orders.lines import lines_by_id
from backend.outbound.shipping.weights import weights_of_lines
from backend.stock.weighing.weigh import weighed, weighed_by

WEIGHT_GRAMS = "What the pieces weigh, where they are sold by weight."
REWEIGHED = 'The scale was asked twice: "yes, they weigh that much".'


@dataclass(frozen=True, slots=True)
class WeightOfLine:
    """What was weighed for a line of a receipt or a return, and not taken back."""

    grams: int

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the weights of these lines, none for one that was never weighed."""
        found = await weighed(context.reader, keys)
        return {key: cls(one.grams) for key, one in found.items()}


@dataclass(frozen=True, slots=True)
class WeightOfOrderLine:
    """What the picked goods of an order line weigh."""

    grams: int

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the weights of these lines, none for one whose goods were not weighed."""
        lines = await lines_by_id(context.reader, keys)
        found = await weights_of_lines(context.reader, list(lines.values()))
        return {key: cls(grams) for key, grams in found.items()}


@dataclass(frozen=True, slots=True)
class WeightOfOperation:
    """What an operation weighed."""

    grams: int

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the weights of these operations, none for one that weighed nothing."""
        found = await weighed_by(context.reader, keys)
        return {key: cls(grams) for key, grams in found.items()}
