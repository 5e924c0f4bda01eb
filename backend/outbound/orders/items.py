"""The items that an order asks for, read together however they are named."""

from collections.abc import Sequence

from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.items import Item, item_of, items_by_id, items_by_sku
from backend.master.refs import ItemRef


async def items_asked(reader: Reader, refs: Sequence[ItemRef]) -> list[Item]:
    """Return the item of each ref, in order; refuses NOT_FOUND or BARCODE_UNKNOWN.

    Ids and SKUs are read at once; each different barcode costs a statement.
    """
    ids = {ref.id for ref in refs if ref.id}
    skus = {ref.sku for ref in refs if ref.sku is not None}
    barcodes = {ref.barcode for ref in refs if ref.barcode is not None}
    by_id = await items_by_id(reader, list(ids)) if ids else {}
    by_sku = await items_by_sku(reader, list(skus)) if skus else {}
    scanned = {
        barcode: await item_of(reader, ItemRef(barcode=barcode)) for barcode in sorted(barcodes)
    }
    found = []
    for index, ref in enumerate(refs):
        item = (
            (by_id.get(ref.id) if ref.id else None)
            or (by_sku.get(ref.sku) if ref.sku is not None else None)
            or (scanned.get(ref.barcode) if ref.barcode is not None else None)
        )
        if item is None:
            raise NotFound(kind="item", key=ref.said, field=f"lines.{index}.item")
        found.append(item)
    return found
