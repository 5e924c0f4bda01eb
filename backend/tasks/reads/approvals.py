"""Approvals, as lists and screens ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.tasks.approval import ApprovalKind
from backend.tasks.approvals import ApprovalStatus
from backend.tasks.reads import sql


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRow:
    """An approval with all that is known of it."""

    id: UUID
    location_id: UUID
    kind: str
    status: str
    subject_kind: str
    subject_id: UUID
    sentence: str
    value_minor: int | None
    currency: str | None
    requested_by: UUID
    not_by: UUID | None
    requested_at: datetime
    reason: str | None
    due_at: datetime | None
    decided_by: UUID | None
    decided_at: datetime | None
    note: str | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalListed(ApprovalRow):
    """An approval with what lists sort by."""

    value_order: int
    due_order: datetime


class ApprovalOrderField(Enum):
    """What a list of approvals can be ordered by."""

    DUE_AT = "DUE_AT"
    REQUESTED_AT = "REQUESTED_AT"
    VALUE = "VALUE"


_KEYS = {
    ApprovalOrderField.DUE_AT: ("due_order", "timestamptz"),
    ApprovalOrderField.REQUESTED_AT: ("requested_at", "timestamptz"),
    ApprovalOrderField.VALUE: ("value_order", "bigint"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalsWanted:
    """Which approvals; None leaves a condition out, and without statuses the pending are meant."""

    locations: tuple[UUID, ...] | None = None
    kinds: tuple[ApprovalKind, ...] | None = None
    statuses: tuple[ApprovalStatus, ...] | None = None
    requested_by: tuple[UUID, ...] | None = None
    ids: tuple[UUID, ...] | None = None


async def approvals_page(
    reader: Reader, wanted: ApprovalsWanted, *, by: ApprovalOrderField, way: Way, page: Page
) -> Paged[ApprovalListed]:
    """Return one page of approvals in this order."""
    statuses = wanted.statuses if wanted.statuses is not None else (ApprovalStatus.PENDING,)
    return await read_page(
        reader,
        ApprovalListed,
        sql.APPROVALS_LISTED,
        wanted.locations,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        [status.value for status in statuses],
        wanted.requested_by,
        wanted.ids,
        order=Order((_KEYS[by], ("id", "uuid")), way),
        page=page,
    )


async def approvals_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[ApprovalRow]:
    """Return these approvals."""
    return await reader.rows(ApprovalRow, sql.APPROVALS_OF_KEYS, list(ids))
