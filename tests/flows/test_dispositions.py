"""What goods may be used for: which condition may follow which, and who may say so."""

import pytest

from backend.control.moving.change_disposition import ChangeDisposition, change_disposition
from backend.control.moving.rules import DispositionChangeIllegal, permission_to_change
from backend.inbound.receiving.receive_line import receive_line
from backend.master.refs import ItemRef, Ref
from backend.stock.dispositions import CHANGES
from backend.stock.keys import Disposition
from tests.flows.dock import Dock
from tests.flows.shelf_life import a_lot, lying, stand
from tests.orders import order
from tests.world import person


def change(item, here, source, target, reason="I looked", quantity=2):
    return ChangeDisposition(
        item=ItemRef(id=item), bin=Ref(id=here), quantity=quantity,
        source=Disposition(source), target=Disposition(target), reason=reason,
    )  # fmt: skip


async def test_the_database_and_the_code_know_the_same_changes(owner):
    rows = await owner.fetch("SELECT source, target, permission FROM disposition_change")

    assert {(row["source"], row["target"]): row["permission"] for row in rows} == {
        (source.value, target.value): permission.value
        for (source, target), permission in CHANGES.items()
    }


@pytest.mark.parametrize("source", Disposition)
def test_whatever_is_not_listed_is_refused(source):
    for target in Disposition:
        if (source, target) in CHANGES:
            assert permission_to_change(source, target) is CHANGES[source, target]
        else:
            with pytest.raises(DispositionChangeIllegal):
                permission_to_change(source, target)


@pytest.mark.parametrize(("source", "target"), CHANGES)
async def test_a_legal_change_takes_its_permission_and_a_reason(world, source, target):
    tea, here = await world.item(), await world.bin("A")
    await world.stock(here, tea, 5, source)
    needed = CHANGES[source, target]
    rest = set(CHANGES.values()) - {needed}
    others = person("Olga", "READ_STOCK", *rest)
    asked = change(tea, here, source, target)

    assert (await world.refused(change_disposition, asked, by=others)).code == "NOT_ALLOWED"
    silent = change(tea, here, source, target, reason=" ")
    assert (await world.refused(change_disposition, silent)).code == "INVALID_INPUT"
    await world.do(change_disposition, asked, by=person("Ann", "READ_STOCK", needed))

    assert await lying(world, tea) == {("A", "-", source): 3, ("A", "-", target): 2}
    usable = {source: 3, target: 2}.get(Disposition.USABLE, 0)
    assert await world.available(tea) == usable
    assert (await order(world, (tea, 5))).promised == usable, "what is shown is what is promised"


async def test_goods_past_their_date_are_not_made_usable_by_a_detour(world):
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    here, old = await world.bin("A"), await a_lot(world, milk, "OLD", days=-1)
    await stand(world, here, milk, 2, lot_id=old, disposition="EXPIRED")

    await world.do(change_disposition, change(milk, here, "EXPIRED", "QUARANTINE"))
    back = change(milk, here, "QUARANTINE", "USABLE")

    assert (await world.refused(change_disposition, back)).code == "EXPIRED"
    assert await world.available(milk) == 0


@pytest.mark.parametrize("whose", ["item", "supplier"])
async def test_what_must_be_looked_at_first_comes_in_on_hold(world, whose):
    dock = await Dock.at(world)
    tea = await world.item(needs_inspection=whose == "item")
    if whose == "supplier":
        await world.owner.execute(
            "UPDATE supplier SET needs_inspection = true WHERE code = $1", dock.supplier.code
        )
    await dock.arrived((tea, 3))

    await world.do(receive_line, dock.line(tea, 3))

    assert await lying(world, tea) == {(f"DOCK-{world.code}", "-", "QUALITY_HOLD"): 3}
