"""Save how numbers of variable measure are laid out, at a location or in its legal entity."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.barcodes.measured import MeasureKind, prefix_of
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version

DECIMALS = range(5)

SAVED_LAYOUT = """
SELECT layout.id, layout.version
  FROM measure_layout AS layout
  JOIN location ON location.id = $1
 WHERE layout.prefix = $2
   AND CASE WHEN $3 THEN layout.legal_entity_id = location.legal_entity_id
            ELSE layout.location_id = location.id END
"""

INSERT_LAYOUT = """
INSERT INTO measure_layout (id, location_id, legal_entity_id, prefix, pattern, measure, decimals,
                            is_active, updated_at)
SELECT $1, CASE WHEN NOT $3 THEN location.id END, CASE WHEN $3 THEN location.legal_entity_id END,
       $4, $5, $6, $7, $8, $9
  FROM location
 WHERE location.id = $2
RETURNING id
"""

# Changes it if nobody did since it was read.
UPDATE_LAYOUT = """
UPDATE measure_layout
   SET pattern = $3, measure = $4, decimals = $5, is_active = $6, version = version + 1,
       updated_at = $7
 WHERE id = $1 AND version = $2
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveMeasureLayout:
    """A layout; the digits in front of its pattern say which one it is or replaces."""

    location: Ref
    of_entity: bool
    pattern: str
    measure: MeasureKind
    decimals: int
    is_active: bool = True
    if_version: int | None = None


@dataclass(frozen=True, slots=True)
class MeasureLayoutSaved:
    """Which layout."""

    layout_id: UUID


@dataclass(frozen=True, slots=True)
class _Saved:
    id: UUID
    version: int


@command
async def save_measure_layout(work: Work, asked: SaveMeasureLayout) -> Plan[MeasureLayoutSaved]:
    """Make or change a layout; refuses INVALID_INPUT for a pattern that is none."""
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.EDIT_MASTER_DATA, None if asked.of_entity else place.id)
    prefix = prefix_of(asked.pattern)
    if asked.decimals not in DECIMALS:
        raise InvalidInput(field="decimals", problem="is not 0 to 4")
    seen = await work.reader.first(_Saved, SAVED_LAYOUT, place.id, prefix, asked.of_entity)
    layout_id = seen.id if seen else derived_id(work.operation_id, "measure layout")
    how = (asked.pattern, asked.measure, asked.decimals, asked.is_active, work.now)
    if seen is None:
        check_new("layout", if_version=asked.if_version)
        values = (layout_id, place.id, asked.of_entity, prefix, *how)
        write = Write(Rank.DOCUMENT, "measure layout", INSERT_LAYOUT, values)
    else:
        check_version("layout", version=seen.version, if_version=asked.if_version)
        write = Write(Rank.DOCUMENT, "measure layout", UPDATE_LAYOUT, (seen.id, seen.version, *how))
    return Plan(
        answer=MeasureLayoutSaved(layout_id),
        writes=(write,),
        kind="SAVE_MEASURE_LAYOUT",
        location_id=place.id,
        document_id=layout_id,
    )
