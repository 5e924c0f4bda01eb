"""The room of a bin that goods move to, and the guard that nobody else takes it meanwhile."""

from backend.control.moving import sql
from backend.control.moving.rules import Room, Standing, Trouble, room_for, trouble_with
from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.master.items import HOUSE_OWNER_ID, Item
from backend.master.places import Bin
from backend.tasks.scans import BinBlocked, BinFull, BinMixing

ELSEWHERE = "another bin"


async def check_room(reader: Reader, bin_: Bin, item: Item, *, quantity: int) -> Write:
    """Go on only if the goods may go there, and return the write that takes the room.

    Refused: BIN_BLOCKED, BIN_MIXING, BIN_FULL.
    """
    version = await reader.value(sql.SPACE_VERSION, bin_.id) or 0
    room = Room(
        takes_goods=bin_.takes_goods,
        mixing=bin_.mixing,
        fixed_item_id=bin_.fixed_item_id,
        weight_max_g=bin_.weight_max_g,
        volume_max_ml=bin_.volume_max_ml,
        standing=tuple(await reader.rows(Standing, sql.STANDING, bin_.id)),
    )
    goods = standing_of(item, quantity=quantity)
    match trouble_with(room, goods):
        case Trouble.BIN_BLOCKED:
            raise BinBlocked(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_MIXING:
            raise BinMixing(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_FULL:
            raise BinFull(bin=bin_.code, room=room_for(room, goods), suggestion=ELSEWHERE)
        case None:
            pass
    return fill(bin_, version)


def fill(bin_: Bin, version: int) -> Write:
    """Take room of a bin, if nobody else did since it was seen."""
    return Write(Rank.DOCUMENT, f"bin {bin_.id}", sql.FILL_SPACE, (bin_.id, version))


def standing_of(item: Item, *, quantity: int) -> Standing:
    """Return goods of the house as what takes room."""
    sides = (item.length_mm, item.width_mm, item.height_mm)
    volume = sides[0] * sides[1] * sides[2] if sides[0] and sides[1] and sides[2] else None
    return Standing(item.id, HOUSE_OWNER_ID, quantity, item.weight_g, volume)
