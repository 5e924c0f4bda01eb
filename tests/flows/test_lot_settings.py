"""Days that a customer wants, and goods to be looked at first, are set through the graph."""

from backend.kernel.ids import new_id
from backend.master.refs import Ref
from tests.graph import ask
from tests.orders import order

ITEM = """
mutation ($input: SaveItemInput!) {
  saveItem(input: $input) {
    ... on ItemSaved { item { sku shelfLifeDays minRemainingDays needsInspection hasExpiry } }
  }
}
"""
CUSTOMER = """
mutation ($input: SaveCustomerInput!) {
  saveCustomer(input: $input) { ... on CustomerSaved { customer { code minRemainingDays } } }
}
"""
SUPPLIER = """
mutation ($input: SaveSupplierInput!) {
  saveSupplier(input: $input) { ... on SupplierSaved { supplier { code needsInspection } } }
}
"""


async def said(world, document, **what):
    sent = {"operationId": str(new_id()), **what}
    return await ask(world.database, world.supervisor, document, input=sent)


async def test_what_an_item_demands_of_its_lots(world):
    facts = {"hasExpiry": True, "shelfLifeDays": 30, "minRemainingDays": 7, "needsInspection": True}
    sku = f"NEW-{world.code}"

    answer = await said(world, ITEM, sku=sku, name="Milk", tracking="LOT", **facts)

    assert answer["saveItem"]["item"] == {"sku": sku, **facts}


async def test_a_customer_wants_days_of_every_order(world):
    code = f"C-{world.code}"

    answer = await said(world, CUSTOMER, code=code, name="Grocer", minRemainingDays=21)
    usual = await order(world, (await world.item(), 1), customer=Ref(code=code))
    other = await order(
        world, (await world.item("CAKE"), 1), customer=Ref(code=code), min_remaining_days=3
    )

    assert answer["saveCustomer"]["customer"] == {"code": code, "minRemainingDays": 21}
    days = "SELECT min_remaining_days FROM customer_order WHERE id = $1"
    assert await world.owner.fetchval(days, usual.order_id) == 21
    assert await world.owner.fetchval(days, other.order_id) == 3


async def test_a_suppliers_goods_are_looked_at_first(world):
    code = f"S-{world.code}"

    answer = await said(world, SUPPLIER, code=code, name="Mill", needsInspection=True)

    assert answer["saveSupplier"]["supplier"] == {"code": code, "needsInspection": True}
