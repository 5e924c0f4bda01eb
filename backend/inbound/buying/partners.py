"""From whom and for whom we buy, as a person points at them."""

from dataclasses import dataclass
from uuid import UUID

from backend.inbound.buying import sql
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import Ref


@dataclass(frozen=True, slots=True)
class AgreedCost:
    """What one base unit of an item costs, in minor units."""

    item_id: UUID
    minor: int
    currency: str


async def supplier_of(reader: Reader, ref: Ref) -> UUID:
    """Return the supplier that is meant; refuses NOT_FOUND."""
    found = await reader.value(sql.SUPPLIER, ref.id, ref.code or ref.barcode)
    if found is None:
        raise NotFound(kind="supplier", key=ref.said)
    return UUID(str(found))


async def owner_of(reader: Reader, ref: Ref | None) -> UUID:
    """Return the owner that is meant, the house when nobody is; refuses NOT_FOUND."""
    if ref is None:
        return HOUSE_OWNER_ID
    found = await reader.value(sql.OWNER, ref.id, ref.code or ref.barcode)
    if found is None:
        raise NotFound(kind="owner", key=ref.said)
    return UUID(str(found))


async def agreed_costs(
    reader: Reader, supplier_id: UUID, items: list[UUID]
) -> dict[UUID, AgreedCost]:
    """Return what the supplier asks for these items, where it said so."""
    rows = await reader.rows(AgreedCost, sql.AGREED_COSTS, supplier_id, items)
    return {row.item_id: row for row in rows}
