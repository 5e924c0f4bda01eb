"""What the steps of many tasks name, read with a few statements however many tasks there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.lots import TRACKS_LOT
from backend.tasks.reads import sql
from backend.tasks.step_facts import Accepted, BinLabel, LotsHere, StepFacts
from backend.tasks.task import Task, TaskKind


@dataclass(frozen=True, slots=True)
class _Label:
    id: UUID
    code: str
    check_digits: str | None = None


@dataclass(frozen=True, slots=True)
class _Scan:
    item_id: UUID
    sku: str
    tracking: str
    needs_weight: bool
    barcode: str | None
    units: int


@dataclass(frozen=True, slots=True)
class _Lot:
    task_id: UUID
    number: str
    lying: int


async def step_facts(reader: Reader, tasks: Sequence[Task]) -> StepFacts:
    """Return the labels and barcodes that the steps of these tasks name."""
    bins = _named(id_ for task in tasks for id_ in (task.from_bin_id, task.to_bin_id))
    boxes = _named(id_ for task in tasks for id_ in (task.container_id, task.to_container_id))
    scans = await reader.rows(_Scan, sql.SCANS, _named(task.item_id for task in tasks))
    labels = await reader.rows(_Label, sql.BIN_LABELS, bins)
    codes = await reader.rows(_Label, sql.CONTAINER_CODES, boxes)
    trackings = {scan.item_id: scan.tracking for scan in scans}
    accepted: dict[UUID, tuple[Accepted, ...]] = {}
    for scan in scans:
        if scan.barcode is not None:
            known = accepted.get(scan.item_id, ())
            accepted[scan.item_id] = (*known, Accepted(scan.barcode, scan.units))
    return StepFacts(
        bins={label.id: BinLabel(label.code, label.check_digits) for label in labels},
        skus={scan.item_id: scan.sku for scan in scans},
        scans=accepted,
        containers={label.id: label.code for label in codes},
        trackings=trackings,
        sold_by_weight=frozenset(scan.item_id for scan in scans if scan.needs_weight),
        lots=await _lots(reader, tasks, trackings),
    )


async def _lots(
    reader: Reader, tasks: Sequence[Task], trackings: Mapping[UUID, str]
) -> Mapping[UUID, LotsHere]:
    """Return the lots of picks whose goods have some; most goods have none, and cost nothing."""
    picks = [
        task.id
        for task in tasks
        if task.kind == TaskKind.PICK and task.item_id and trackings.get(task.item_id) in TRACKS_LOT
    ]
    if not picks:
        return {}
    found: dict[UUID, LotsHere] = {}
    for lot in await reader.rows(_Lot, sql.LOTS_OF_PICKS, picks):
        before = found.get(lot.task_id)
        numbers = (*(before.numbers if before else ()), lot.number)
        found[lot.task_id] = LotsHere(numbers, are_several=lot.lying > 1)
    return found


def _named(ids: Iterable[UUID | None]) -> list[UUID]:
    return sorted({id_ for id_ in ids if id_ is not None})
