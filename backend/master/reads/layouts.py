"""Layouts of variable measure, as they hold at a location."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.barcodes.measured import Layout

# A location's own before those of its legal entity, and the longer prefix before the shorter.
LAYOUTS_AT = """
SELECT layout.id, layout.location_id, layout.prefix, layout.pattern, layout.measure,
       layout.decimals, layout.is_active, layout.version, layout.updated_at
  FROM measure_layout AS layout
  JOIN location ON location.id = layout.location_id
                OR location.legal_entity_id = layout.legal_entity_id
 WHERE location.id = $1
 ORDER BY layout.location_id IS NULL, length(layout.prefix) DESC, layout.prefix
 LIMIT 500
"""

LAYOUTS_OF_IDS = """
SELECT id, location_id, prefix, pattern, measure, decimals, is_active, version, updated_at
  FROM measure_layout
 WHERE id = ANY ($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A layout as it stands; of the location's legal entity without a location."""

    id: UUID
    location_id: UUID | None
    prefix: str
    pattern: str
    measure: str
    decimals: int
    is_active: bool
    version: int
    updated_at: datetime

    @property
    def layout(self) -> Layout:
        """The layout by itself."""
        return Layout(self.prefix, self.pattern, self.measure, self.decimals)


async def layouts_at(reader: Reader, location_id: UUID) -> list[LayoutRow]:
    """Return the layouts that hold at a location, the one that is taken first."""
    return await reader.rows(LayoutRow, LAYOUTS_AT, location_id)


async def layouts_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[LayoutRow]:
    """Return these layouts."""
    return await reader.rows(LayoutRow, LAYOUTS_OF_IDS, list(ids))
