"""What the steps of many tasks name, read with three statements however many tasks there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.tasks.reads import sql
from backend.tasks.steps import Accepted, BinLabel, StepFacts
from backend.tasks.task import Task


@dataclass(frozen=True, slots=True)
class _Label:
    id: UUID
    code: str
    check_digits: str | None = None


@dataclass(frozen=True, slots=True)
class _Scan:
    item_id: UUID
    sku: str
    barcode: str | None
    units: int


async def step_facts(reader: Reader, tasks: Sequence[Task]) -> StepFacts:
    """Return the labels and barcodes that the steps of these tasks name."""
    bins = _named(id_ for task in tasks for id_ in (task.from_bin_id, task.to_bin_id))
    boxes = _named(id_ for task in tasks for id_ in (task.container_id, task.to_container_id))
    scans = await reader.rows(_Scan, sql.SCANS, _named(task.item_id for task in tasks))
    labels = await reader.rows(_Label, sql.BIN_LABELS, bins)
    codes = await reader.rows(_Label, sql.CONTAINER_CODES, boxes)
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
    )


def _named(ids: Iterable[UUID | None]) -> list[UUID]:
    return sorted({id_ for id_ in ids if id_ is not None})
