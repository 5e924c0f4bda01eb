"""What is archived: which operations have their entries in a file, and what of them is left."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.kernel.work import Reader
from backend.stock.archiving import sql


async def is_archived(reader: Reader, operation_id: UUID) -> bool:
    """Tell whether the entries of an operation are in a file and no longer here."""
    return bool((await reader.rows(dict, sql.IS_ARCHIVED, operation_id))[0]["is_archived"])


async def leaves_left(session: Any, seal: int, *, limit: int) -> Mapping[int, bytes]:
    """Map archived seals after one to what the leaves of their operations are without entries."""
    rows = await session.fetch(sql.LEAVES_LEFT, seal, limit)
    return {row["seal"]: row["leaves"] for row in rows}
