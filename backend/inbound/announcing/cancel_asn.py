"""Cancel an announcement: what it said is not coming."""

from dataclasses import dataclass
from uuid import UUID

from backend.inbound.announcing import sql
from backend.inbound.announcing.document import asn_of
from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotInThisState, VersionChanged
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAsn:
    """Which notice, as it was seen, and why."""

    asn: DocumentRef
    reason: str
    if_version: int | None = None


@dataclass(frozen=True, slots=True)
class AsnCanceled:
    """Which one."""

    asn_id: UUID


@command
async def cancel_asn(work: Work, asked: CancelAsn) -> Plan[AsnCanceled]:
    """Call a notice off; refuses NOT_IN_THIS_STATE once anything of it has come."""
    asn = await asn_of(work.reader, asked.asn)
    work.allow(Permission.BUY, asn.location_id)
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    if asked.if_version is not None and asked.if_version != asn.version:
        raise VersionChanged(kind="announcement")
    if asn.status != "ANNOUNCED" or await work.reader.value(sql.RECEIVED_OF_ASN, asn.id):
        state = "called off" if asn.status != "ANNOUNCED" else "received in part"
        raise NotInThisState(kind="announcement", state=state)
    return Plan(
        answer=AsnCanceled(asn.id),
        writes=(Write(Rank.DOCUMENT, "asn 0", sql.CANCEL_ASN, (asn.id, asn.version, work.now)),),
        kind="CANCEL_ASN",
        location_id=asn.location_id,
        document_id=asn.id,
        reason=asked.reason.strip(),
    )
