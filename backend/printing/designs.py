"""How labels look in this house: our designs, and those that people saved in their place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from math import ceil
from uuid import UUID

from pydantic import TypeAdapter

from backend.kernel.ids import derived_id
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.printing.rules import LabelKind
from labels.design_text import design_of, written
from labels.designs import DESIGNS, Design
from labels.kinds import Label

LABEL_DESIGNS = """
SELECT id, code, name, kind, layout, width_mm, height_mm, source, is_default, version, updated_at
  FROM label_design
 WHERE $1::text IS NULL OR kind = $1
 ORDER BY code
 LIMIT 500
"""

LABEL_DESIGNS_OF_IDS = """
SELECT id, code, name, kind, layout, width_mm, height_mm, source, is_default, version, updated_at
  FROM label_design
 WHERE id = ANY ($1::uuid[]) OR is_default
"""

LABEL_DESIGN = """
SELECT id, code, name, kind, layout, width_mm, height_mm, source, is_default, version, updated_at
  FROM label_design
 WHERE id = $1 OR code = $2
"""

LAYOUTS: Mapping[LabelKind, tuple[str, ...]] = {
    LabelKind.ITEM: ("item",),
    LabelKind.PACK: ("pack", "case"),
    LabelKind.PALLET: ("pallet",),
    LabelKind.BIN: ("bin",),
    LabelKind.CONTAINER: ("tote", "carton"),
    LabelKind.COMMAND: ("card",),
    LabelKind.DOCUMENT: ("card",),
    LabelKind.SHIPPING: ("shipping",),
}
"""A tote's label is read on its side, a carton's from afar; a pack with a lot is no case."""
OURS = UUID("00000000-0000-8000-8000-000000000040")
WRITTEN_AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LabelDesign:
    """A design that people chose or may choose; our own have version 0 and do not change."""

    id: UUID
    code: str
    name: str
    kind: str
    layout: str
    width_mm: int
    height_mm: int
    source: str
    is_default: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """A design as a printing keeps it."""

    source: str
    width_mm: float
    height_mm: float


LOOKS: TypeAdapter[list[Look]] = TypeAdapter(list[Look])


def ours(kind: LabelKind, layout: str) -> LabelDesign:
    """Return a design of ours, to begin with."""
    design = DESIGNS[layout]
    code = f"{kind.value}-{layout}".lower()
    size = ceil(design.width_mm), ceil(design.height_mm)
    name = f"{layout.capitalize()}, {design.width_mm:g} x {design.height_mm:g} mm"
    return LabelDesign(
        derived_id(OURS, code), code, name, kind, layout, *size, written(design),
        is_default=True, version=0, updated_at=WRITTEN_AT,
    )  # fmt: skip


OUR_DESIGNS: Mapping[UUID, LabelDesign] = {
    design.id: design
    for design in (ours(kind, layout) for kind, layouts in LAYOUTS.items() for layout in layouts)
}
OUR_CODES = {design.code: design for design in OUR_DESIGNS.values()}


async def designs_for(reader: Reader, kind: LabelKind | None) -> list[LabelDesign]:
    """Return ours and those that people saved, the default of each layout first."""
    saved = await reader.rows(LabelDesign, LABEL_DESIGNS, kind)
    own = (one for one in OUR_DESIGNS.values() if kind in {None, one.kind})
    return sorted(
        _still_default(saved, own),
        key=lambda one: (one.kind, one.layout, not one.is_default, one.code),
    )


async def designs_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[LabelDesign]:
    """Return these designs, ours or saved ones."""
    asked = [OUR_DESIGNS[id_] for id_ in ids if id_ in OUR_DESIGNS]
    saved = await reader.rows(LabelDesign, LABEL_DESIGNS_OF_IDS, list(ids))
    wanted = {*ids}
    return [one for one in _still_default(saved, asked) if one.id in wanted]


def _still_default(
    saved: Sequence[LabelDesign], own: Iterable[LabelDesign]
) -> Iterable[LabelDesign]:
    taken = {(one.kind, one.layout) for one in saved if one.is_default}
    yield from saved
    for one in own:
        yield replace(one, is_default=(one.kind, one.layout) not in taken)


async def design_called(reader: Reader, ref: Ref) -> LabelDesign:
    """Return the design that is meant; refuses NOT_FOUND."""
    code = ref.code or ref.barcode
    own = OUR_CODES.get(code or "") or (OUR_DESIGNS.get(ref.id) if ref.id else None)
    if own is not None:
        return own
    found = await reader.first(LabelDesign, LABEL_DESIGN, ref.id, code)
    if found is None:
        raise NotFound(kind="design", key=ref.said)
    return found


async def looks_for(reader: Reader, kind: LabelKind, chosen: Ref | None) -> list[Look]:
    """Return what labels of a kind are drawn with: the defaults, and the chosen one before them."""
    saved = await reader.rows(LabelDesign, LABEL_DESIGNS, kind)
    wanted = {one.layout: one for one in saved if one.is_default}
    if chosen is not None:
        design = await design_called(reader, chosen)
        if design.kind != kind:
            raise InvalidInput(field="design", problem=f"is for {design.kind}, these are {kind}")
        wanted[design.layout] = design
        if design.id in OUR_DESIGNS:
            del wanted[design.layout]
    return [Look(one.source, one.width_mm, one.height_mm) for one in wanted.values()]


def looking(label: Label, looks: Sequence[Look]) -> Label:
    """Return the label in the design that was chosen for its layout; refuses one that is none."""
    for look in looks:
        design = _drawn(look)
        if design.code == label.design.code:
            return replace(label, design=design)
    return label


@lru_cache(maxsize=256)
def _drawn(look: Look) -> Design:
    return design_of(look.source, width_mm=look.width_mm, height_mm=look.height_mm)
