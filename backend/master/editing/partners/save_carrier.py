"""Save a carrier: who takes shipments away."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, NotFound
from backend.kernel.work import Reader, Work
from backend.master.editing.partners import sql
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCarrier:
    """What to change; None leaves it. Without a carrier it makes one."""

    carrier: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class CarrierSaved:
    """Which carrier."""

    carrier_id: UUID


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier as it stands."""

    id: UUID
    code: str
    name: str
    is_active: bool
    version: int


@command
async def save_carrier(work: Work, asked: SaveCarrier) -> Plan[CarrierSaved]:
    """Make or change a carrier; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    work.allow(Permission.EDIT_MASTER_DATA, None)
    carrier = await _carrier(work.reader, asked.carrier) if asked.carrier else None
    if asked.carrier and carrier is None:
        raise NotFound(kind="carrier", key=asked.carrier.said)
    carrier_id = carrier.id if carrier else derived_id(work.operation_id, "carrier")
    if asked.code is not None:
        other = await _carrier(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != carrier_id:
            raise CodeTaken(kind="carrier", key=other.code)
    write = _new(asked, carrier_id) if carrier is None else _changed(work, asked, carrier)
    return Plan(
        answer=CarrierSaved(carrier_id),
        writes=(write,),
        kind="SAVE_CARRIER",
        document_id=carrier_id,
    )


async def _carrier(reader: Reader, ref: Ref) -> Carrier | None:
    return await reader.first(Carrier, sql.CARRIER, ref.id, ref.code or ref.barcode)


def _new(asked: SaveCarrier, carrier_id: UUID) -> Write:
    check_new("carrier", if_version=asked.if_version)
    values = (
        carrier_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.is_active is not False,
    )
    return Write(Rank.DOCUMENT, "carrier", sql.INSERT_CARRIER, values)


def _changed(work: Work, asked: SaveCarrier, carrier: Carrier) -> Write:
    check_version("carrier", version=carrier.version, if_version=asked.if_version)
    values = (
        carrier.id,
        carrier.version,
        carrier.code if asked.code is None else checked_code("code", asked.code),
        carrier.name if asked.name is None else required("name", asked.name),
        carrier.is_active if asked.is_active is None else asked.is_active,
        work.now,
    )
    return Write(Rank.DOCUMENT, "carrier", sql.UPDATE_CARRIER, values)
