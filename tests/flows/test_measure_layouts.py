"""A weight in the bars of a shop's own label: set per location or legal entity, and read by it."""

import pytest

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.master.gtin import check_digit
from tests.graph import ask
from tests.world import person

SAVE = """mutation ($input: SaveMeasureLayoutInput!) { saveMeasureLayout(input: $input) {
  ... on MeasureLayoutSaved { layout { prefix measure decimals isOfEntity version } }
  ... on Refused { code message } } }"""
LIST = """query ($at: Ref!) { measureLayouts(location: $at) { pattern isOfEntity isActive } }"""
SCAN = """query ($code: Barcode!, $at: Ref) { scan(barcode: $code, location: $at) {
  problem measured { number measure value } candidates { target { ... on Item { sku } } } } }"""
TEACH = """mutation ($input: TeachBarcodeInput!) { teachBarcode(input: $input) {
  ... on BarcodeTaught { replayed } ... on Refused { code message } } }"""


def whole(digits):
    return digits + str(check_digit(digits))


@pytest.fixture
async def shop(world):
    await world.owner.execute("DELETE FROM measure_layout")
    return world


async def saved(shop, **asked):
    whole = {
        "operationId": str(new_id()), "location": {"code": shop.code},
        "pattern": "21IIIIIMMMMMC", "measure": "WEIGHT", "decimals": 3,
    }  # fmt: skip
    found = await ask(shop.database, person("Ed Editor"), SAVE, input=whole | asked)
    return found["saveMeasureLayout"]


async def scanned(shop, code, *, at=True):
    where = {"code": shop.code} if at else None
    return (await ask(shop.database, shop.worker, SCAN, code=code, at=where))["scan"]


async def test_a_weight_is_read_where_its_layout_is_set_and_refused_where_not(shop):
    code = whole("219876501250")
    before = await scanned(shop, code)
    await saved(shop)

    after = await scanned(shop, code)
    nowhere = await scanned(shop, code, at=False)

    said = "Numbers that begin with 21 may carry a weight; no layout is set here."
    assert (before["problem"], before["measured"]) == (said, None)
    assert after["measured"] == {
        "number": whole("219876500000"), "measure": "WEIGHT", "value": "1.250",
    }  # fmt: skip
    assert (nowhere["problem"], nowhere["measured"]) == (None, None)


async def test_the_item_is_found_by_the_number_that_was_taught_whatever_it_weighs(shop):
    item = await shop.item("HAM")
    sku = await shop.owner.fetchval("SELECT sku FROM item WHERE id = $1", item)
    await saved(shop)
    taught = {
        "operationId": str(new_id()), "occurredAt": now().isoformat(),
        "barcode": whole("211111100000"), "item": {"sku": sku},
    }  # fmt: skip
    await ask(shop.database, person("Ed Editor"), TEACH, input=taught)

    found = [await scanned(shop, whole(f"2111111{grams}")) for grams in ("00250", "99999")]

    assert [each["candidates"] for each in found] == [[{"target": {"sku": sku}}]] * 2
    assert [each["measured"]["value"] for each in found] == ["0.250", "99.999"]


async def test_a_location_s_own_layout_comes_before_that_of_its_legal_entity(shop):
    await saved(shop, isOfEntity=True)
    await saved(shop, pattern="21IIIIIIMMMMC", measure="PRICE", decimals=2)

    listed = await ask(shop.database, shop.worker, LIST, at={"code": shop.code})
    found = await scanned(shop, whole("219999990450"))

    assert [each["isOfEntity"] for each in listed["measureLayouts"]] == [False, True]
    assert (found["measured"]["measure"], found["measured"]["value"]) == ("PRICE", "4.50")


async def test_a_layout_is_changed_by_its_digits_and_can_be_taken_out_of_use(shop):
    first = await saved(shop)
    stale = await saved(shop, ifVersion=7)
    second = await saved(shop, decimals=2, isActive=False, ifVersion=1)

    found = await scanned(shop, whole("219876501250"))

    assert (first["layout"]["version"], second["layout"]["version"]) == (1, 2)
    assert stale["code"] == "VERSION_CHANGED"
    assert (found["measured"], found["problem"] is None) == (None, False)


@pytest.mark.parametrize("wrong", [{"pattern": "21MMMMMMMMMMC"}, {"decimals": 5}])
async def test_what_is_no_layout_is_refused(shop, wrong):
    assert (await saved(shop, **wrong))["code"] == "INVALID_INPUT"


async def test_who_may_not_edit_master_data_sets_no_layout(shop):
    asked = {
        "operationId": str(new_id()), "location": {"code": shop.code},
        "pattern": "21IIIIIMMMMMC", "measure": "WEIGHT", "decimals": 3,
    }  # fmt: skip

    found = await ask(shop.database, person("Sam", "READ_STOCK"), SAVE, input=asked)

    assert found["saveMeasureLayout"]["code"] == "NOT_ALLOWED"
