"""Judge the bin that somebody scanned for a putaway, and say where else to go."""

from backend.inbound.putaway.carried import Carried
from backend.inbound.putaway.rules import ranking, trouble_with
from backend.inbound.putaway.spaces import spaces_for
from backend.kernel.work import Reader
from backend.master.places import bins_by_id
from backend.tasks.room.rules import Goods, Space, Trouble, room_for
from backend.tasks.room.spaces import goods_of
from backend.tasks.scans import BinBlocked, BinFull, BinMixing, RescanToKeep, WrongBin

NOWHERE = "a supervisor"


def goods_carried(carried: Carried) -> Goods:
    """Return what is carried as something that wants a place."""
    load = carried.load
    return goods_of(
        carried.item, owner_id=load.owner_id, disposition=load.disposition, lot_id=load.lot_id
    )


async def check_target(reader: Reader, carried: Carried, space: Space, *, quantity: int) -> None:
    """Go on only if the goods may rest in the bin; each refusal says where they may."""
    goods = goods_carried(carried)
    if space.bin_id == carried.load.bin_id and carried.load.container_id is None:
        trouble: Trouble | None = Trouble.WRONG_BIN
    else:
        trouble = trouble_with(space, goods, quantity=quantity)
    if trouble is None:
        return
    suggestion = await _suggestion(reader, carried, space, quantity=quantity)
    match trouble:
        case Trouble.WRONG_BIN:
            raise WrongBin(scanned=space.code, wanted=suggestion)
        case Trouble.BIN_BLOCKED:
            raise BinBlocked(bin=space.code, suggestion=suggestion)
        case Trouble.BIN_MIXING:
            raise BinMixing(bin=space.code, suggestion=suggestion)
        case Trouble.BIN_FULL:
            room = room_for(space, goods)
            raise BinFull(bin=space.code, room=room, suggestion=suggestion)


async def check_meant(reader: Reader, carried: Carried, space: Space) -> None:
    """Go on only if the bin is the suggested one; refuses RESCAN_TO_KEEP for another."""
    suggested = carried.task.to_bin_id if carried.task else None
    if suggested not in {None, space.bin_id}:
        code = await _suggested_code(reader, carried)
        raise RescanToKeep(bin=space.code, suggestion=code or NOWHERE)


async def _suggestion(reader: Reader, carried: Carried, space: Space, *, quantity: int) -> str:
    """Return the task's bin, or when that is the one in question, the best of the others."""
    code = await _suggested_code(reader, carried)
    if code not in {None, space.code}:
        return str(code)
    goods = goods_carried(carried)
    others = await spaces_for(reader, goods, location_id=carried.location_id, quantity=quantity)
    takers = [one.code for one in ranking(others, goods) if one.bin_id != space.bin_id]
    return takers[0] if takers else NOWHERE


async def _suggested_code(reader: Reader, carried: Carried) -> str | None:
    if carried.task is None or carried.task.to_bin_id is None:
        return None
    return (await bins_by_id(reader, [carried.task.to_bin_id]))[carried.task.to_bin_id].code
