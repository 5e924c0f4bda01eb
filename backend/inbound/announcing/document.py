"""The advance ship notice as commands see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.inbound.announcing import sql
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef


@dataclass(frozen=True, slots=True)
class Asn:
    """A notice as read; ANNOUNCED until it is called off."""

    id: UUID
    number: str
    status: str
    supplier_id: UUID
    location_id: UUID
    expected_at: datetime | None
    created_at: datetime
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AsnLine:
    """Base units of an item that are on their way, in which container if it is said."""

    id: UUID
    sequence: int
    sscc: str | None
    item_id: UUID
    quantity: int
    lot_number: str | None
    expires_on: date | None
    serials: list[str]
    weight_g: int | None


@dataclass(frozen=True, slots=True)
class Announced:
    """A container that is on its way; `receipt_number` once it is here."""

    sscc: str
    asn_id: UUID
    asn_number: str
    status: str
    supplier_id: UUID
    location_id: UUID
    receipt_number: str | None


async def asn_known(reader: Reader, ref: DocumentRef) -> Asn | None:
    """Return the notice that is meant, if there is one."""
    return await reader.first(Asn, sql.ASN, ref.id, ref.text)


async def asn_of(reader: Reader, ref: DocumentRef) -> Asn:
    """Return the notice that is meant; refuses NOT_FOUND."""
    found = await asn_known(reader, ref)
    if found is None:
        raise NotFound(kind="announcement", key=ref.said)
    return found


async def asns_of_ids(reader: Reader, ids: Sequence[UUID]) -> Sequence[Asn]:
    """Return these notices."""
    return await reader.rows(Asn, sql.ASNS_OF_IDS, list(ids))


async def lines_of_asn(reader: Reader, asn_id: UUID) -> Sequence[AsnLine]:
    """Return what it says is on its way, in order."""
    return await reader.rows(AsnLine, sql.ASN_LINES, asn_id)


async def announced_container(reader: Reader, sscc: str) -> Announced | None:
    """Return a container that somebody announced."""
    return await reader.first(Announced, sql.ANNOUNCED_CONTAINER, sscc)


async def lines_of_container(reader: Reader, sscc: str) -> Sequence[AsnLine]:
    """Return what is said to be in an announced container."""
    return await reader.rows(AsnLine, sql.LINES_OF_CONTAINER, sscc)
