"""Save how a label looks: read strictly, drawn with examples and read back before it is kept."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput, NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, checked_name
from backend.printing.designs import LAYOUTS, OUR_DESIGNS, LabelDesign, design_called
from backend.printing.facts import FONTS
from backend.printing.rules import LabelKind, LabelUnreadable
from labels.design_text import design_of
from labels.designs import Design
from labels.examples import finest_needed
from labels.refused import LabelRefused

INSERT_LABEL_DESIGN = """
INSERT INTO label_design (id, code, name, kind, layout, width_mm, height_mm, source, is_default,
                          updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id
"""

# Changes it if nobody did since it was read.
UPDATE_LABEL_DESIGN = """
UPDATE label_design
   SET code = $3, name = $4, layout = $5, width_mm = $6, height_mm = $7, source = $8,
       is_default = $9, version = version + 1, updated_at = $10
 WHERE id = $1 AND version = $2
RETURNING id
"""

DEFAULT_LABEL_DESIGN = """
SELECT id, code, name, kind, layout, width_mm, height_mm, source, is_default, version, updated_at
  FROM label_design
 WHERE kind = $1 AND layout = $2 AND is_default
"""

NO_DEFAULT = """
UPDATE label_design
   SET is_default = false, version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLabelDesign:
    """What to change; None leaves it. Without a design it makes one. Sides in mm."""

    design: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    kind: LabelKind | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    source: str | None = None
    is_default: bool | None = None


@dataclass(frozen=True, slots=True)
class LabelDesignSaved:
    """Which design."""

    design_id: UUID


@command
async def save_label_design(work: Work, asked: SaveLabelDesign) -> Plan[LabelDesignSaved]:
    """Make or change a design; refuses LABEL_UNREADABLE when an example fails with it."""
    work.allow(Permission.EDIT_MASTER_DATA, None)
    seen = await design_called(work.reader, asked.design) if asked.design else None
    if seen is not None and seen.id in OUR_DESIGNS:
        raise NotInThisState(kind="design", state="built in; save a copy of it")
    wanted = _changed(asked, seen) if seen else _new(work, asked)
    await _check_code(work, wanted)
    await _check_drawn(wanted)
    write = _update(work, wanted) if seen else _insert(work, wanted)
    return Plan(
        answer=LabelDesignSaved(wanted.id),
        writes=(*await _make_room(work, wanted), write),
        kind="SAVE_LABEL_DESIGN",
        location_id=None,
        document_id=wanted.id,
    )


def _new(work: Work, asked: SaveLabelDesign) -> LabelDesign:
    check_new("design", if_version=asked.if_version)
    if asked.kind is None:
        raise InvalidInput(field="kind", problem="is missing")
    if asked.source is None:
        raise InvalidInput(field="source", problem="is missing")
    if asked.width_mm is None or asked.height_mm is None:
        raise InvalidInput(field="width_mm", problem="and the height are needed")
    return LabelDesign(
        derived_id(work.operation_id, "label design"), checked_code("code", asked.code),
        checked_name(asked.name), asked.kind, "", asked.width_mm, asked.height_mm, asked.source,
        is_default=asked.is_default is True, version=1, updated_at=work.now,
    )  # fmt: skip


def _changed(asked: SaveLabelDesign, seen: LabelDesign) -> LabelDesign:
    check_version("design", version=seen.version, if_version=asked.if_version)
    if asked.kind not in {None, seen.kind}:
        raise InvalidInput(field="kind", problem=f"stays {seen.kind}; make a new design")
    return LabelDesign(
        seen.id,
        seen.code if asked.code is None else checked_code("code", asked.code),
        seen.name if asked.name is None else checked_name(asked.name),
        seen.kind,
        seen.layout,
        seen.width_mm if asked.width_mm is None else asked.width_mm,
        seen.height_mm if asked.height_mm is None else asked.height_mm,
        seen.source if asked.source is None else asked.source,
        is_default=seen.is_default if asked.is_default is None else asked.is_default,
        version=seen.version,
        updated_at=seen.updated_at,
    )


async def _check_code(work: Work, wanted: LabelDesign) -> None:
    try:
        other = await design_called(work.reader, Ref(code=wanted.code))
    except NotFound:
        return
    if other.id != wanted.id:
        raise CodeTaken(kind="design", key=other.code)


async def _check_drawn(wanted: LabelDesign) -> None:
    """Read it, and draw the examples of its layout with it at one resolution at least."""
    try:
        design = _read(wanted)
        await asyncio.to_thread(finest_needed, design, FONTS)
    except LabelRefused as refused:
        raise LabelUnreadable(
            subject=f"design {wanted.code}", problem=str(refused), fault=refused.fault
        ) from refused


def _read(wanted: LabelDesign) -> Design:
    design = design_of(wanted.source, width_mm=wanted.width_mm, height_mm=wanted.height_mm)
    layouts = LAYOUTS[LabelKind(wanted.kind)]
    if design.code not in layouts:
        problem = f"has layout {design.code!r}; {wanted.kind} takes {' or '.join(layouts)}"
        raise InvalidInput(field="source", problem=problem)
    return design


def _insert(work: Work, wanted: LabelDesign) -> Write:
    values = (
        wanted.id, wanted.code, wanted.name, wanted.kind, _read(wanted).code, wanted.width_mm,
        wanted.height_mm, wanted.source, wanted.is_default, work.now,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "label design 2", INSERT_LABEL_DESIGN, values)


def _update(work: Work, wanted: LabelDesign) -> Write:
    values = (
        wanted.id, wanted.version, wanted.code, wanted.name, _read(wanted).code, wanted.width_mm,
        wanted.height_mm, wanted.source, wanted.is_default, work.now,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "label design 2", UPDATE_LABEL_DESIGN, values)


async def _make_room(work: Work, wanted: LabelDesign) -> tuple[Write, ...]:
    """Take the default away from the design that had it; one layout has one."""
    if not wanted.is_default:
        return ()
    layout = _read(wanted).code
    before = await work.reader.rows(LabelDesign, DEFAULT_LABEL_DESIGN, wanted.kind, layout)
    return tuple(
        Write(Rank.DOCUMENT, "label design 1", NO_DEFAULT, (one.id, one.version, work.now))
        for one in before
        if one.id != wanted.id
    )
