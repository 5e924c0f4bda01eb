"""Where items lie: the bins that hold them, whatever their condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader

# Loose goods only: what stands in totes, cartons and pallets is counted with its container.
BINS_HOLDING = """
SELECT DISTINCT key.bin_id AS id
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
 WHERE key.item_id = ANY ($1::uuid[]) AND key.location_id = $2 AND key.container_id IS NULL
   AND balance.on_hand > 0
 LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


async def bins_holding(
    reader: Reader, items: Iterable[UUID], *, location_id: UUID, at_most: int
) -> list[UUID]:
    """Return the bins of a location in which any of these items lies loose."""
    rows = await reader.rows(_Id, BINS_HOLDING, list(items), location_id, at_most)
    return [row.id for row in rows]
