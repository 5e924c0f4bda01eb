"""Terms with suppliers change by version, and services have none."""

import pytest

from backend.master.editing.partners.save_supplier import SaveSupplier, save_supplier
from backend.master.editing.save_supplier_item import SaveSupplierItem, save_supplier_item
from backend.master.refs import ItemRef, Ref
from tests.world import World, person

BUYER = person("Bea Buyer", "EDIT_SUPPLIER")


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def test_terms_are_agreed_and_changed_by_version(world):
    item_id = await world.item()
    supplier = Ref(code=f"ACME-{world.code}")
    await world.do(save_supplier, SaveSupplier(code=supplier.code, name="Acme"), by=BUYER)
    terms = {"supplier": supplier, "item": ItemRef(id=item_id), "currency": "GBP"}
    await world.do(save_supplier_item, SaveSupplierItem(**terms, unit_cost_minor=250), by=BUYER)
    change = SaveSupplierItem(**terms, unit_cost_minor=240, if_version=1)

    await world.do(save_supplier_item, change, by=BUYER)
    late = await world.refused(save_supplier_item, change, by=BUYER)

    assert late.code == "VERSION_CHANGED"
    cost = "SELECT unit_cost_minor FROM supplier_item WHERE item_id = $1"
    assert await world.owner.fetchval(cost, item_id) == 240


async def test_no_supplier_delivers_a_service(world):
    item_id = await world.item("POST", kind="SERVICE")
    asked = SaveSupplierItem(supplier=Ref(code="ANY"), item=ItemRef(id=item_id))

    assert (await world.refused(save_supplier_item, asked, by=BUYER)).code == "NOT_STOCKED"
