"""The room of a bin that goods move to, and the guard that nobody else takes it meanwhile."""

from collections.abc import Sequence

from backend.kernel.plan import Write
from backend.kernel.work import Reader
from backend.master.places import Bin
from backend.tasks.room.rules import Goods, Trouble, room_for, trouble_in
from backend.tasks.room.spaces import space_of, use_space
from backend.tasks.scans import BinBlocked, BinFull, BinMixing

ELSEWHERE = "another bin"


async def check_room(reader: Reader, bin_: Bin, lots: Sequence[Goods], *, quantity: int) -> Write:
    """Go on only if goods of these lots may go there; return the write that takes their room.

    Refused: BIN_BLOCKED, BIN_MIXING, BIN_FULL.
    """
    space = await space_of(reader, bin_.id)
    troubles = (trouble_in(space, one, quantity=quantity) for one in lots)
    is_mixed = len(lots) > 1 and space.mixing == "ONE_LOT"
    match Trouble.BIN_MIXING if is_mixed else next(filter(None, troubles), None):
        case Trouble.BIN_BLOCKED:
            raise BinBlocked(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_MIXING:
            raise BinMixing(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_FULL:
            room = min(quantity, room_for(space, lots[0]))
            raise BinFull(bin=bin_.code, room=room, suggestion=ELSEWHERE)
        case _:
            return use_space(space)
