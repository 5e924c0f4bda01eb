"""Look for room: the bins that goods could go to, with what takes their room by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.putaway import sql
from backend.inbound.putaway.rules import kinds_for, ranking
from backend.kernel.work import Reader
from backend.tasks.room.rules import Goods, Space, room_for
from backend.tasks.room.spaces import Limits, with_contents


@dataclass(frozen=True, slots=True)
class _Corner:
    x_mm: int | None
    y_mm: int | None
    z_mm: int | None

    @property
    def values(self) -> tuple[int, int, int]:
        return self.x_mm or 0, self.y_mm or 0, self.z_mm or 0


async def spaces_for(
    reader: Reader, goods: Goods, *, location_id: UUID, quantity: int
) -> list[Space]:
    """Return bins worth considering; those that are shared only when no other takes it all."""
    kinds = sorted(kinds_for(goods))
    face = await reader.first(_Corner, sql.FACE_OF_ITEM, goods.item_id, location_id)
    corner = (face or _Corner(0, 0, 0)).values
    bins = await reader.rows(Limits, sql.BINS_OF_ITEM, goods.item_id, location_id, kinds, *corner)
    spaces = await with_contents(reader, bins)
    height = goods.height_mm or 0
    if not _takes_all(spaces, goods, quantity=quantity):
        bins = await reader.rows(Limits, sql.EMPTY_BINS, location_id, kinds, height, *corner)
        spaces += [found.space(()) for found in bins if found.id not in _ids(spaces)]
    if not _takes_all(spaces, goods, quantity=quantity):
        bins = await reader.rows(Limits, sql.SHARED_BINS, location_id, kinds, height, *corner)
        seen = _ids(spaces)
        spaces += await with_contents(reader, [found for found in bins if found.id not in seen])
    return spaces


def _takes_all(spaces: Sequence[Space], goods: Goods, *, quantity: int) -> bool:
    return any(room_for(space, goods) >= quantity for space in ranking(spaces, goods))


def _ids(spaces: Sequence[Space]) -> set[UUID]:
    return {space.bin_id for space in spaces}
