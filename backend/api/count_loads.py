"""What belongs to counts, loaded for many of them at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from backend.api.context import Context
from backend.control.reads import counts as reads


@dataclass(frozen=True, slots=True)
class LinesOfAttempt:
    """What one person found."""

    rows: list[reads.LineRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Read with one statement."""
        found: dict[UUID, list[reads.LineRow]] = defaultdict(list)
        for row in await reads.lines_of_attempts(context.reader, keys):
            found[row.attempt_id].append(row)
        return {key: cls(found[key]) for key in keys}


@dataclass(frozen=True, slots=True)
class AttemptsOfCount:
    """Who counted."""

    rows: list[reads.AttemptRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Read with one statement."""
        found: dict[UUID, list[reads.AttemptRow]] = defaultdict(list)
        for row in await reads.attempts_of_counts(context.reader, keys):
            found[row.count_id].append(row)
        return {key: cls(found[key]) for key in keys}


@dataclass(frozen=True, slots=True)
class ItemsOfCount:
    """What a count is limited to."""

    items: list[UUID]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Read with one statement."""
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for row in await reads.items_of_counts(context.reader, keys):
            found[row.count_id].append(row.item_id)
        return {key: cls(found[key]) for key in keys}


@dataclass(frozen=True, slots=True)
class AdjustmentOfCount:
    """What a count led to."""

    id: UUID | None

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Read with one statement."""
        rows = await reads.adjustments_of_counts(context.reader, keys)
        found = {row.count_id: row.id for row in rows}
        return {key: cls(found.get(key)) for key in keys}
