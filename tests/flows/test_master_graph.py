"""Places, items, partners and scans, as a client asks for them."""

import pytest

from backend.api.context import Caller, House
from backend.api.documents import Mode
from backend.api.engine import Settings
from backend.api.login import Credentials, Login
from backend.api.schema import make_schema
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.work import Actor
from tests.world import World, person


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def ask(world, query, by=None, **variables):
    engine = make_schema(Settings(mode=Mode.DEVELOPMENT), manifest={})
    login = Login(new_id(), by or person("Ada"), None, now(), is_developer=True)
    caller = Caller(House(world.database), Credentials(), login=login)
    result = await engine.execute(query, variable_values=variables, context_value=caller)
    assert not result.errors, result.errors
    return result.data


BINS = """query ($place: String!, $first: Int, $after: String) {
  bins(filter: {location: {code: $place}, kinds: [PICK_FACE]}, first: $first, after: $after) {
    nodes { code kind block location { code } fixedItem { sku } }
    pageInfo { hasNextPage endCursor } } }"""


async def test_bins_come_in_walking_order_page_by_page(world):
    for number in range(3):
        await world.bin(f"A-0{number}")
    await world.bin("DOCK-1", "DOCK")

    one = await ask(world, BINS, place=world.code, first=2)
    rest = await ask(
        world, BINS, place=world.code, first=2, after=one["bins"]["pageInfo"]["endCursor"]
    )

    assert [bin_["code"] for bin_ in one["bins"]["nodes"]] == ["A-00", "A-01"]
    assert [bin_["code"] for bin_ in rest["bins"]["nodes"]] == ["A-02"]
    assert one["bins"]["nodes"][0]["location"] == {"code": world.code}


async def test_whoever_works_elsewhere_sees_no_bins_here(world):
    await world.bin("A-01")
    stranger = Actor(new_id(), "Stan", frozenset(), {new_id(): frozenset({"READ_STOCK"})})

    seen = await ask(world, BINS, by=stranger, place=world.code)
    places = await ask(world, "{ locations { nodes { code } } bins { nodes { code } } }", stranger)

    assert seen["bins"]["nodes"] == []
    assert places == {"locations": {"nodes": []}, "bins": {"nodes": []}}


async def test_an_item_shows_its_packs_and_barcodes(world):
    await world.item("TEA", packs=[("CASE", 12)])
    item = """query ($sku: String!) { item(ref: {sku: $sku}) {
        sku unit packs { level quantity } barcodes { value status pack { level } } } }"""

    found = (await ask(world, item, sku=f"TEA-{world.code}"))["item"]

    assert found["packs"] == [{"level": "CASE", "quantity": 12}]
    assert {code["value"] for code in found["barcodes"]} == {
        world.barcode(),
        world.barcode(pack="case"),
    }


async def test_an_item_says_what_a_device_may_take_for_it(world):
    await world.item("TEA", packs=[("CASE", 12)])
    retire = "UPDATE barcode SET status = 'RETIRED' WHERE value = $1"
    query = """query ($sku: String!) {
      items(filter: {skus: [$sku]}) { nodes { accepts { barcode quantity } } } }"""

    (item,) = (await ask(world, query, sku=f"TEA-{world.code}"))["items"]["nodes"]
    await world.owner.execute(retire, world.barcode("TEA"))
    (later,) = (await ask(world, query, sku=f"TEA-{world.code}"))["items"]["nodes"]

    assert [one["quantity"] for one in item["accepts"]] == [1, 12]
    assert item["accepts"][0]["barcode"] == world.barcode("TEA")
    assert [one["quantity"] for one in later["accepts"]] == [12]


SCAN = """query ($barcode: Barcode!) { scan(barcode: $barcode) {
  symbology problem elements { ai value }
  candidates { target { __typename ... on Item { sku } ... on Bin { code } }
               quantity unit lotNumber isExpected pack { level } } } }"""


async def test_a_scanned_case_is_the_item_times_twelve(world):
    await world.item("TEA", packs=[("CASE", 12)])

    scan = (await ask(world, SCAN, barcode=world.barcode(pack="case")))["scan"]

    assert scan["candidates"] == [
        {
            "target": {"__typename": "Item", "sku": f"TEA-{world.code}"},
            "quantity": 12,
            "unit": "EACH",
            "lotNumber": None,
            "isExpected": False,
            "pack": {"level": "CASE"},
        }
    ]


async def test_a_gs1_label_gives_item_and_lot(world):
    item_id = await world.item("JAM")
    await world.owner.execute(
        "INSERT INTO barcode (id, value, item_id) VALUES ($1, '5012345678900', $2)",
        new_id(),
        item_id,
    )

    scan = (await ask(world, SCAN, barcode="]C10105012345678900" + "10L7\x1d17271231"))["scan"]

    assert scan["symbology"] == "GS1-128"
    assert [element["ai"] for element in scan["elements"]] == ["01", "10", "17"]
    assert scan["candidates"][0]["target"]["sku"] == f"JAM-{world.code}"
    assert scan["candidates"][0]["lotNumber"] == "L7"


async def test_a_scan_that_means_nothing_is_empty_and_one_that_is_broken_says_why(world):
    nothing = (await ask(world, SCAN, barcode="no such thing"))["scan"]
    broken = (await ask(world, SCAN, barcode="]C10112"))["scan"]

    assert (nothing["candidates"], nothing["problem"]) == ([], None)
    assert (broken["candidates"], broken["elements"]) == ([], [])
    assert broken["problem"] == "(01) takes 14 characters, not 2."


async def test_partners_are_listed_by_code(world):
    found = await ask(
        world,
        "{ channels { nodes { code priority } } carriers { nodes { code } } owners { nodes"
        " { code name } } suppliers { nodes { code } } customers { nodes { code } } }",
    )

    assert {"code": "DIRECT", "priority": 100} in found["channels"]["nodes"]
    assert found["owners"]["nodes"] == [{"code": "HOUSE", "name": "The house"}]
