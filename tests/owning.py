"""The language of owners in tests: two of them have the same tea in the same bin."""

from backend.control.moving.change_disposition import ChangeDisposition
from backend.control.moving.move_stock import MoveStock
from backend.kernel.ids import new_id
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import ItemRef, Ref
from backend.stock.keys import Disposition
from tests.world import OpeningLine, PostOpening, World, post_opening


async def shared_bin(database, owner):
    """A world in which the house has 20 of the tea in a bin, and ACME 30."""
    world = await World.build(database, owner)
    world.tea = await world.item("TEA", velocity="A", cost_minor=300, currency="GBP")
    world.shelf, world.next = await world.bin("A-01"), await world.bin("A-02")
    world.acme = await owner_called(world, "ACME")
    await stocks(world, 20, HOUSE_OWNER_ID)
    await stocks(world, 30, world.acme)
    return world


async def owner_called(world, name):
    """Take somebody's goods in; return their id."""
    id_ = new_id()
    await world.owner.execute(
        "INSERT INTO owner (id, code, name) VALUES ($1, $2, $2)", id_, f"{name}-{world.code}"
    )
    return id_


async def stocks(world, units, owner_id, bin_id=None):
    line = OpeningLine(bin_id or world.shelf, "PICK_FACE", world.tea, units, owner_id=owner_id)
    await world.do(post_opening, PostOpening(world.location_id, (line,)))


def moves(world, units, owner_id=None):
    return MoveStock(
        item=ItemRef(id=world.tea),
        source=Ref(id=world.shelf),
        target=Ref(id=world.next),
        quantity=units,
        owner=Ref(id=owner_id) if owner_id else None,
    )


def damages(world, owner_id=None):
    return ChangeDisposition(
        item=ItemRef(id=world.tea),
        bin=Ref(id=world.shelf),
        quantity=4,
        source=Disposition.USABLE,
        target=Disposition.DAMAGED,
        reason="the roof leaks",
        owner=Ref(id=owner_id) if owner_id else None,
    )
