"""The room of a bin that goods move to, and the guard that nobody else takes it meanwhile."""

from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Reader
from backend.master.items import Item
from backend.master.places import Bin
from backend.stock.keys import Disposition
from backend.tasks.room.rules import Trouble, room_for, trouble_in
from backend.tasks.room.spaces import goods_of, space_of, use_space
from backend.tasks.scans import BinBlocked, BinFull, BinMixing

ELSEWHERE = "another bin"


async def check_room(
    reader: Reader,
    bin_: Bin,
    item: Item,
    *,
    owner_id: UUID,
    disposition: Disposition,
    quantity: int,
) -> Write:
    """Go on only if the goods may go there, and return the write that takes the room.

    Refused: BIN_BLOCKED, BIN_MIXING, BIN_FULL.
    """
    space = await space_of(reader, bin_.id)
    goods = goods_of(item, owner_id=owner_id, disposition=disposition)
    match trouble_in(space, goods, quantity=quantity):
        case Trouble.BIN_BLOCKED:
            raise BinBlocked(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_MIXING:
            raise BinMixing(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_FULL:
            room = min(quantity, room_for(space, goods))
            raise BinFull(bin=bin_.code, room=room, suggestion=ELSEWHERE)
        case _:
            return use_space(space)
