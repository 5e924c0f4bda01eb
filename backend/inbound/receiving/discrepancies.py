"""Write down what was not as it should be, with a case where somebody must work on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.receiving import sql
from backend.inbound.receiving.document import Receipt
from backend.inbound.receiving.rules import DiscrepancyKind
from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.work import Work
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """What is wrong on a line, in base units; `case_title` asks for a case that says so."""

    kind: DiscrepancyKind
    line_id: UUID
    item_id: UUID
    sku: str
    expected: int | None
    actual: int
    reason: str | None = None
    case_title: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The discrepancies by id, their cases, and the writes."""

    ids: tuple[UUID, ...]
    case_ids: tuple[UUID, ...]
    writes: tuple[Write, ...]

    @property
    def outcome(self) -> str:
        """What to say of an operation that found these."""
        return "APPLIED_WITH_CASE" if self.case_ids else "APPLIED"


def write_discrepancies(work: Work, receipt: Receipt, found: Sequence[Discrepancy]) -> Written:
    """Return the writes for these discrepancies of one receipt."""
    ids, cases, writes = [], [], []
    for place, one in enumerate(found):
        case = _case(work, receipt, one, place=place)
        if case is not None:
            cases.append(case.id)
            writes.append(open_case(work, case))
        id_ = derived_id(work.operation_id, f"discrepancy {place}")
        ids.append(id_)
        writes.append(_write(work, receipt, one, id_=id_, case_id=case.id if case else None))
    return Written(tuple(ids), tuple(cases), tuple(writes))


def _case(work: Work, receipt: Receipt, one: Discrepancy, *, place: int) -> NewCase | None:
    if one.case_title is None:
        return None
    facts: dict[str, str | int] = {"receipt": receipt.number, "sku": one.sku, "actual": one.actual}
    if one.expected is not None:
        facts["expected"] = one.expected
    if one.reason:
        facts["reason"] = one.reason
    return NewCase(
        id=derived_id(work.operation_id, f"case {place}"),
        kind=CaseKind.DISCREPANCY,
        severity=Severity.WARNING,
        title=one.case_title,
        location_id=receipt.location_id,
        item_id=one.item_id,
        subject_kind="Receipt",
        subject_id=receipt.id,
        facts=facts,
    )


def _write(
    work: Work, receipt: Receipt, one: Discrepancy, *, id_: UUID, case_id: UUID | None
) -> Write:
    values = (
        id_, receipt.id, one.line_id, one.kind.value, one.item_id, one.expected, one.actual,
        one.reason, case_id, work.operation_id, work.now, work.actor.id,
    )  # fmt: skip
    return Write(Rank.RECORD, f"discrepancy {id_}", sql.WRITE_DISCREPANCY, values)
