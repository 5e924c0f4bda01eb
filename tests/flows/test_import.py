"""A file is taken whole or not at all, and every fault is named with its line."""

import pytest
import xlsxwriter

from backend.server.importing.sheets import read_sheet
from backend.server.trouble import Trouble
from tests.flows.import_desk import Desk
from tests.world import World, counts

ITEMS = "sku,name,kind,cost_minor,currency,barcodes,packs\n"
BINS = "location,zone,code,kind,pick_sequence,check_digits,fixed_sku\n"


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


@pytest.fixture
def desk(world, tmp_path):
    return Desk(world, tmp_path)


async def test_items_come_in_with_packs_and_barcodes(desk):
    rows = await desk.take(
        "items",
        ITEMS
        + 'TEA-{w},"Tea, ""green""",,250,GBP,T1-{w}|T2-{w},INNER:6|CASE:24:C-{w}\n'
        + "POST-{w},Postage,SERVICE,,,,\n",
    )

    assert rows == 2
    found = await desk.world.owner.fetchrow(
        "SELECT name, kind, cost_minor, currency FROM item WHERE sku = $1",
        f"TEA-{desk.world.code}",
    )
    assert dict(found) == {
        "name": 'Tea, "green"',
        "kind": "GOODS",
        "cost_minor": 250,
        "currency": "GBP",
    }
    meant = await desk.world.owner.fetch(
        "SELECT value, level FROM barcode LEFT JOIN pack ON pack.id = pack_id"
        " JOIN item ON item.id = barcode.item_id WHERE sku = $1 ORDER BY value",
        f"TEA-{desk.world.code}",
    )
    assert [tuple(row) for row in meant] == [
        (f"C-{desk.world.code}", "CASE"),
        (f"T1-{desk.world.code}", None),
        (f"T2-{desk.world.code}", None),
    ]


async def test_an_item_that_is_there_is_brought_up_to_date(desk):
    await desk.take("items", ITEMS + "TEA-{w},Tea,,,,T1-{w},CASE:12\n")

    await desk.take("items", ITEMS + "TEA-{w},Better tea,,,,T1-{w},CASE:24\n")

    found = await desk.world.owner.fetchrow(
        "SELECT name, units FROM item JOIN pack ON pack.item_id = item.id WHERE sku = $1",
        f"TEA-{desk.world.code}",
    )
    assert dict(found) == {"name": "Better tea", "units": 24}


async def test_every_fault_is_named_with_its_line_and_nothing_is_taken(desk):
    before = await counts(desk.world.owner, "item", "barcode", "pack", "operation")

    faults = await desk.faults(
        "items",
        ITEMS
        + "A-{w},,,,,,\n"
        + '"B-{w}","two\nlines",THING,,,,\n'
        + "C-{w},C,,5,,,\n"
        + "D-{w},D,,x,GBP,,CASE:1\n"
        + "E-{w},E,,,,5012345678901,\n"
        + "E-{w},E again,,,,,\n",
    )

    assert faults == [
        "line 2, name: is empty",
        "line 3, kind: THING is none of GOODS, SERVICE",
        "line 5, currency: is empty",
        "line 6, cost_minor: 'x' is no whole number from 0 to 9007199254740991",
        "line 6, packs: 'CASE:1' holds no more than what comes before it",
        "line 7, barcodes: 5012345678901 looks like a GTIN, but its check digit should be 0",
    ]
    assert await counts(desk.world.owner, "item", "barcode", "pack", "operation") == before


async def test_two_rows_about_the_same_and_a_barcode_of_two_items_are_faults(desk):
    await desk.take("items", ITEMS + "TEA-{w},Tea,,,,T1-{w},\n")

    faults = await desk.faults(
        "items", ITEMS + "JAM-{w},Jam,,,,T1-{w},\n" + "X-{w},X,,,,,\n" + "X-{w},X,,,,,\n"
    )

    code = desk.world.code
    assert faults == [
        f"line 2, barcodes: T1-{code} means TEA-{code} already",
        "line 4, row: is about the same as line 3",
    ]


async def test_headers_that_are_unknown_missing_or_twice_are_faults(desk):
    faults = await desk.faults("items", "sku,colour,sku\nA,red,A\n")

    assert faults == [
        "line 1, colour: is no column of this kind of file",
        "line 1, name: is missing in the header",
        "line 1, sku: stands twice in the header",
        "line 1, sku: stands twice in the header",
    ]


async def test_bins_bring_their_location_and_zones(desk):
    await desk.take(
        "bins",
        BINS + "NEW-{w},RACKS,A-01,PICK_FACE,10,07,\n" + "NEW-{w},FLOOR,DOCK-1,DOCK,,42,\n",
    )

    found = await desk.world.owner.fetch(
        "SELECT bin.code, bin.kind, zone.code AS zone, check_digits FROM bin"
        " JOIN location ON location.id = bin.location_id LEFT JOIN zone ON zone.id = bin.zone_id"
        " WHERE location.code = $1 AND bin.kind <> 'VIRTUAL' ORDER BY bin.code",
        f"NEW-{desk.world.code}",
    )
    assert [tuple(row) for row in found] == [
        ("A-01", "PICK_FACE", "RACKS", "07"),
        ("DOCK-1", "DOCK", "FLOOR", "42"),
    ]


async def test_a_bin_that_held_stock_keeps_its_kind(desk):
    bin_id, item_id = await desk.world.bin("A-01"), await desk.world.item()
    await desk.world.stock(bin_id, item_id, 1)

    faults = await desk.faults("bins", BINS + "{w},Z,A-01,DOCK,,,\n" + "{w},Z,B,RESERVE,,,\n")

    assert faults == [
        "line 2, kind: A-01 has held stock as PICK_FACE, so its kind is fixed",
        "line 3, pick_sequence: is empty, and a RESERVE needs its place in the walk",
    ]


PURCHASES = "number,supplier,location,expected_on,sku,quantity,unit_cost_minor,currency\n"


async def test_purchase_orders_come_in_as_sent_and_all_or_none(desk):
    await desk.world.item("TEA")
    await desk.take("suppliers", "code,name,sku\nACME-{w},Acme,TEA-{w}\n")
    good = "PO-{w}-1,ACME-{w},{w},2026-11-20,TEA-{w},10,250,GBP\n" * 2
    bad = "PO-{w}-2,NOBODY,{w},2026-13-01,TEA-{w},1,250,GBP\n"

    faults = await desk.faults("purchase-orders", PURCHASES + good + bad)
    assert faults == ["line 4, expected_on: '2026-13-01' is no day such as 2026-11-20"]
    assert await desk.take("purchase-orders", PURCHASES + good) == 2

    found = await desk.world.owner.fetch(
        "SELECT status, ordered FROM purchase_order JOIN purchase_order_line"
        " ON purchase_order_id = purchase_order.id WHERE number = $1",
        f"PO-{desk.world.code}-1",
    )
    assert [tuple(row) for row in found] == [("SENT", 10), ("SENT", 10)]


async def test_the_lines_of_a_number_stand_together_and_agree(desk):
    await desk.world.item("TEA")
    await desk.take("suppliers", "code,name\nACME-{w},Acme\n")

    faults = await desk.faults(
        "purchase-orders",
        PURCHASES
        + "P1,ACME-{w},{w},2026-11-20,TEA-{w},1,,\n"
        + "P1,ACME-{w},{w},2026-11-21,TEA-{w},1,,\n"
        + "P2,ACME-{w},{w},,TEA-{w},1,,\n"
        + "P1,ACME-{w},{w},2026-11-20,TEA-{w},1,,\n",
    )

    assert faults == [
        "line 3, number: differs from line 2 of P1",
        "line 5, number: the rows of P1 do not stand together",
    ]


ORDERS = (
    "number,channel,customer,customer_name,country,ordered_at,needed_on,priority,sku,quantity,"
    "unit_price_minor,currency\n"
)


async def test_orders_come_in_and_are_promised_as_far_as_stock_goes(desk):
    await desk.world.owner.execute("UPDATE location SET is_active = false WHERE code <> $1", "-")
    await desk.world.owner.execute(
        "UPDATE location SET is_active = true WHERE code = $1", desk.world.code
    )
    bin_id, item_id = await desk.world.bin("A-01"), await desk.world.item("TEA")
    await desk.world.stock(bin_id, item_id, 5)
    head = "SO-{w},WEB-{w},C-{w},Ann,GB,2026-11-20T08:00:00,2026-11-21,"
    text = ORDERS + head + ",TEA-{w},4,100,GBP\n" + head + ",TEA-{w},4,0,GBP\n"

    await desk.take("orders", text)
    await desk.take("orders", text)

    assert await desk.world.available(item_id) == 0
    assert await desk.world.owner.fetchval(
        "SELECT count(*) FROM customer WHERE code = $1", f"C-{desk.world.code}"
    )
    await desk.world.prove()


def test_a_workbook_reads_like_a_csv(tmp_path):
    path = tmp_path / "items.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["sku", "name", "cost_minor"])
        sheet.write_row(1, 0, [22423, "'=1+1", 295.0])

    sheet = read_sheet(path, headers=("sku", "name", "cost_minor"), required=frozenset({"sku"}))

    (row,) = sheet.rows
    assert row.line == 2
    assert dict(row.texts) == {"sku": "22423", "name": "=1+1", "cost_minor": "295"}


def test_what_is_no_utf8_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "items.csv"
    path.write_bytes("sku,name\nA,Caf\xe9\n".encode("latin-1"))

    with pytest.raises(Trouble, match="is not UTF-8"):
        read_sheet(path, headers=("sku", "name"), required=frozenset())
