"""Bins as room: what limits them, what takes their room by now, and the guard that takes more."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.master.items import Item
from backend.stock.keys import Disposition
from backend.tasks.room import sql
from backend.tasks.room.rules import Content, Goods, Space


@dataclass(frozen=True, slots=True)
class Limits:
    """A bin as a row: what limits it."""

    id: UUID
    code: str
    kind: str
    is_blocked: bool
    mixing: str
    weight_max_g: int | None
    volume_max_ml: int | None
    height_max_mm: int | None
    fixed_item_id: UUID | None
    distance_mm: int
    version: int

    def space(self, contents: Sequence[Content]) -> Space:
        """Return the bin with what takes its room."""
        return Space(
            bin_id=self.id,
            code=self.code,
            kind=self.kind,
            is_blocked=self.is_blocked,
            mixing=self.mixing,
            weight_max_g=self.weight_max_g,
            volume_max_ml=self.volume_max_ml,
            height_max_mm=self.height_max_mm,
            fixed_item_id=self.fixed_item_id,
            distance_mm=self.distance_mm,
            version=self.version,
            contents=tuple(contents),
        )


@dataclass(frozen=True, slots=True)
class _Held:
    bin_id: UUID
    item_id: UUID
    owner_id: UUID
    lot_id: UUID | None
    quantity: int
    weight_g: int | None
    volume_mm3: int | None


def goods_of(
    item: Item, *, owner_id: UUID, disposition: Disposition, lot_id: UUID | None = None
) -> Goods:
    """Return an item as something that wants a place."""
    sides = (item.length_mm, item.width_mm, item.height_mm)
    volume = sides[0] * sides[1] * sides[2] if sides[0] and sides[1] and sides[2] else None
    return Goods(
        item_id=item.id,
        owner_id=owner_id,
        disposition=disposition,
        lot_id=lot_id,
        weight_g=item.weight_g,
        volume_mm3=volume,
        height_mm=item.height_mm,
    )


async def space_of(reader: Reader, bin_id: UUID, *, without_task: UUID | None = None) -> Space:
    """Return one bin with what takes its room; what `without_task` brings does not count."""
    bins = await reader.rows(Limits, sql.BINS_BY_ID, [bin_id])
    (space,) = await with_contents(reader, bins, without_task=without_task)
    return space


def use_space(space: Space) -> Write:
    """Book or fill a bin's room, if nobody else did since it was seen."""
    values = (space.bin_id, space.version)
    return Write(Rank.DOCUMENT, f"bin {space.bin_id}", sql.USE_SPACE, values)


async def with_contents(
    reader: Reader, bins: Sequence[Limits], *, without_task: UUID | None = None
) -> list[Space]:
    """Read what takes room after the versions, so that a change in between shows as one."""
    contents: defaultdict[UUID, list[Content]] = defaultdict(list)
    ids = [found.id for found in bins]
    if ids:
        for held in await reader.rows(_Held, sql.CONTENTS_OF_BINS, ids, without_task):
            contents[held.bin_id].append(
                Content(
                    held.item_id, held.owner_id, held.lot_id, held.quantity, held.weight_g,
                    held.volume_mm3,
                )
            )  # fmt: skip
    return [found.space(contents[found.id]) for found in bins]
