"""Owners: whose goods are meant."""

from uuid import UUID

from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.refs import Ref

OWNER_MEANT = """
SELECT id
  FROM owner
 WHERE id = $1 OR code = $2
"""


async def owner_named(reader: Reader, ref: Ref | None) -> UUID | None:
    """Return the owner that was named, None when nobody was; refuses NOT_FOUND."""
    if ref is None:
        return None
    found: UUID | None = await reader.value(OWNER_MEANT, ref.id, ref.code or ref.barcode)
    if found is None:
        raise NotFound(kind="owner", key=ref.said, field="owner")
    return found
