"""Cases and what was said about them, as lists and screens ask for them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.tasks.case import CaseKind, Severity
from backend.tasks.cases import CaseStatus
from backend.tasks.reads import sql


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case with all that is known of it."""

    id: UUID
    location_id: UUID | None
    kind: str
    severity: str
    status: str
    title: str
    facts: str
    bin_id: UUID | None
    item_id: UUID | None
    subject_kind: str | None
    subject_id: UUID | None
    operation_id: UUID | None
    opened_at: datetime
    opened_by: UUID | None
    due_at: datetime | None
    assignee_id: UUID | None
    resolution: str | None
    resolved_by: UUID | None
    resolved_at: datetime | None
    version: int
    updated_at: datetime

    @property
    def known(self) -> Mapping[str, Any]:
        """Its facts by name."""
        facts: Mapping[str, Any] = json.loads(self.facts)
        return facts


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseListed(CaseRow):
    """A case with what lists sort by."""

    severity_rank: int
    due_order: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What somebody said about a case."""

    id: UUID
    case_id: UUID
    author_id: UUID
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class _Opened:
    id: UUID
    operation_id: UUID


class CaseOrderField(Enum):
    """What a list of cases can be ordered by."""

    SEVERITY = "SEVERITY"
    DUE_AT = "DUE_AT"
    OPENED_AT = "OPENED_AT"


_KEYS = {
    CaseOrderField.SEVERITY: (("severity_rank", "bigint"), ("due_order", "timestamptz")),
    CaseOrderField.DUE_AT: (("due_order", "timestamptz"),),
    CaseOrderField.OPENED_AT: (("opened_at", "timestamptz"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesWanted:
    """Which cases; None leaves a condition out, and without statuses the unresolved are meant."""

    locations: tuple[UUID, ...] | None = None
    kinds: tuple[CaseKind, ...] | None = None
    statuses: tuple[CaseStatus, ...] | None = None
    severities: tuple[Severity, ...] | None = None
    assignees: tuple[UUID, ...] | None = None
    items: tuple[UUID, ...] | None = None
    ids: tuple[UUID, ...] | None = None


async def cases_page(
    reader: Reader, wanted: CasesWanted, *, by: CaseOrderField, way: Way, page: Page
) -> Paged[CaseListed]:
    """Return one page of cases in this order."""
    unresolved = (CaseStatus.OPEN, CaseStatus.IN_PROGRESS)
    statuses = wanted.statuses if wanted.statuses is not None else unresolved
    return await read_page(
        reader,
        CaseListed,
        sql.CASES_LISTED,
        wanted.locations,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        [status.value for status in statuses],
        None if wanted.severities is None else [severity.value for severity in wanted.severities],
        wanted.assignees,
        wanted.items,
        wanted.ids,
        order=Order((*_KEYS[by], ("id", "uuid")), way),
        page=page,
    )


async def cases_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[CaseRow]:
    """Return these cases."""
    return await reader.rows(CaseRow, sql.CASES_OF_KEYS, list(ids))


async def notes_of_cases(reader: Reader, ids: Sequence[UUID]) -> list[NoteRow]:
    """Return what was said about these cases, oldest first."""
    return await reader.rows(NoteRow, sql.NOTES_OF_CASES, list(ids))


async def cases_of_operations(reader: Reader, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return the first case that each of these operations opened, if it opened any."""
    rows = await reader.rows(_Opened, sql.CASES_OF_OPERATIONS, list(ids))
    return {row.operation_id: row.id for row in reversed(rows)}
