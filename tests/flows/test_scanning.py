"""What a scanned code means: typed candidates, what the task asks for first, never a guess."""

import pytest

from backend.api.scanning import _Asked
from backend.kernel.ids import new_id
from backend.master.editing.teach_barcode import TeachBarcode, teach_barcode
from backend.master.refs import ItemRef
from backend.tasks.steps import StepKind
from labels.gs1 import check_digit
from tests.graph import ask
from tests.world import World, person

TEACHER = person("Tess Teacher", "TEACH_BARCODE")
SCAN = """query ($barcode: Barcode!) { scan(barcode: $barcode) {
  symbology problem doubt elements { ai title measure }
  candidates { target { __typename ... on Item { sku } ... on Bin { code } }
               lotNumber serialNumber expiresOn count isExpected } } }"""


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def scan(world, text):
    return (await ask(world.database, person("Ada"), SCAN, barcode=text))["scan"]


def targets(read):
    return [one["target"].get("sku") or one["target"].get("code") for one in read["candidates"]]


async def barcode(world, value, item_id):
    await world.owner.execute(
        "INSERT INTO barcode (id, value, item_id) VALUES ($1, $2, $3)", new_id(), value, item_id
    )


def gtin(world, digits=12):
    """Return a trade number of this world's own."""
    body = str(int(world.code, 36) % 10 ** (digits - 1)).zfill(digits - 1)
    return f"9{body}{check_digit('9' + body)}"


async def test_a_label_carries_its_lot_serial_day_count_and_weight(world):
    number = gtin(world)
    await barcode(world, number, await world.item("JAM"))

    read = await scan(world, f"]d2010{number}10L7\x1d21S9\x1d1728020030" + "12\x1d3103001750")

    assert read["problem"] is None
    assert read["elements"][-1] == {"ai": "3103", "title": "NET WEIGHT (kg)", "measure": "1.750"}
    (meant,) = read["candidates"]
    assert meant["target"]["sku"] == f"JAM-{world.code}"
    assert (meant["lotNumber"], meant["serialNumber"]) == ("L7", "S9")
    assert (meant["expiresOn"], meant["count"]) == ("2028-02-29", 12)


async def test_a_trade_number_is_found_however_its_zeros_are_written(world):
    number = gtin(world)
    await barcode(world, number, await world.item("JAM"))

    ways = [
        number,
        f"0{number}",
        f"]E0{number}",
        f"(01)0{number}",
        f"https://a.example/01/0{number}",
    ]

    assert [targets(await scan(world, way)) for way in ways] == [[f"JAM-{world.code}"]] * 5


async def test_a_wrong_check_digit_means_nothing(world):
    number = gtin(world)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    await barcode(world, number, await world.item("JAM"))

    for text in (f"]C1010{wrong}", f"]E0{wrong}", wrong):
        assert targets(await scan(world, text)) == []


async def test_a_label_that_misses_something_is_read_with_a_doubt(world):
    read = await scan(world, "]C110L7")

    assert read["problem"] is None
    assert read["doubt"].startswith("(10) needs (01) or")


async def test_one_text_of_two_things_gives_both(world):
    code = f"TEA-{world.code}"
    await world.item("TEA")
    await world.bin(code)

    read = await scan(world, code)

    kinds = [one["target"]["__typename"] for one in read["candidates"]]
    assert kinds == ["Item", "Bin"]


@pytest.mark.parametrize("kind", ["bin", "sku", "zeros"])
async def test_a_value_that_is_something_else_is_no_new_barcode(world, kind):
    item_id, other = await world.item("TEA"), await world.item("JAM")
    number = gtin(world)
    await barcode(world, number, other)
    await world.bin(f"X-{world.code}")
    value, meaning = {
        "bin": (f"X-{world.code}", f"the bin X-{world.code}"),
        "sku": (f"JAM-{world.code}", f"the sku JAM-{world.code}"),
        "zeros": (f"0{number}", f"JAM-{world.code}"),
    }[kind]

    asked = TeachBarcode(barcode=value, item=ItemRef(id=item_id))
    refusal = await world.refused(teach_barcode, asked, by=TEACHER)

    assert (refusal.code, refusal.facts["meaning"]) == ("BARCODE_AMBIGUOUS", meaning)


async def test_of_a_taught_label_only_the_trade_number_is_kept(world):
    number = gtin(world)
    item_id = await world.item("TEA")

    label = TeachBarcode(barcode=f"]C1010{number}10LOT7", item=ItemRef(id=item_id))
    await world.do(teach_barcode, label, by=TEACHER)

    kept = "SELECT value FROM barcode WHERE item_id = $1 AND status = 'LEARNED'"
    assert await world.owner.fetchval(kept, item_id) == number
    assert targets(await scan(world, f"]d2010{number}10LOT8")) == [f"TEA-{world.code}"]


async def test_a_command_card_or_a_broken_label_is_never_taught(world):
    item_id = await world.item("TEA")

    for value, code in (("SW-DONE", "BARCODE_AMBIGUOUS"), ("]C10112", "INVALID_INPUT")):
        asked = TeachBarcode(barcode=value, item=ItemRef(id=item_id))
        assert (await world.refused(teach_barcode, asked, by=TEACHER)).code == code


def test_what_a_step_asks_for_comes_first_then_a_kind_of_which_any_will_do():
    asked = _Asked(
        frozenset({(StepKind.SCAN_BIN, "A-01-03"), (StepKind.SCAN_ITEM, "05901234123457")}),
        frozenset({StepKind.SCAN_CONTAINER}),
    )

    assert asked.rank("BIN", {"A-01-03"}) == 0
    assert asked.rank("ITEM", {"5901234123457"}) == 0
    assert asked.rank("CONTAINER", {"T-1"}) == 1
    assert [asked.rank(kind, {"A-01-03"}) for kind in ("ITEM", "LOCATION")] == [2, 2]
