"""How far a count of each item may differ: by its velocity class, as the house has set it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.control.counting import sql
from backend.control.counting.rules import Tolerance
from backend.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class _Row:
    item_id: UUID
    units: int
    basis_points: int


async def tolerances_of(reader: Reader, items: Iterable[UUID]) -> dict[UUID, Tolerance]:
    """Return the tolerance of each item; every velocity class has one."""
    rows = await reader.rows(_Row, sql.TOLERANCES, list(items))
    return {row.item_id: Tolerance(row.units, row.basis_points) for row in rows}
