"""Which barcodes are right for an item, so that a device can judge alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from backend.api.context import Context
from backend.api.scalars import Barcode, Quantity
from backend.api.task_steps import AcceptedBarcode
from backend.inbound.reads.receipts import accepted_barcodes


@dataclass
class BarcodesOfItem:
    """The barcodes of one item; loaded for many at once."""

    accepted: list[AcceptedBarcode] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load with one statement."""
        found: dict[UUID, Self] = {}
        for row in await accepted_barcodes(context.reader, keys):
            accepted = AcceptedBarcode(barcode=Barcode(row.value), quantity=Quantity(row.units))
            found.setdefault(row.item_id, cls()).accepted.append(accepted)
        return found
