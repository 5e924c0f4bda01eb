"""What is exported can be imported again, and no text of it runs in a spreadsheet."""

import csv
import io
import json

import pytest

from backend.server.exporting.write import EXPORTS, Form, export
from backend.server.importing.kinds import KINDS
from backend.server.importing.take import check_file
from tests.flows.shelf_life import a_lot, a_serial, in_days, stand
from tests.world import World


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def lies_by_lot(world, bin_id):
    """Milk of two lots lies there, of which one has a date."""
    milk = await world.item("MILK", tracking="LOT")
    await stand(world, bin_id, milk, 3, lot_id=await a_lot(world, milk, "L1", days=9))
    await stand(world, bin_id, milk, 4, lot_id=await a_lot(world, milk, "L2"))


async def written(world, kind, form=Form.CSV):
    into = io.StringIO()
    await export(world.database, kind, form=form, into=into, tell=lambda _done, _total: None)
    return into.getvalue()


@pytest.mark.parametrize("kind", EXPORTS)
async def test_every_kind_is_written_with_the_headers_of_its_import(world, kind):
    text = await written(world, kind)

    headers = tuple(next(csv.reader(io.StringIO(text))))
    if kind in KINDS:
        assert headers == KINDS[kind].headers


async def test_what_was_exported_can_be_imported(world, tmp_path):
    zone = "INSERT INTO zone (id, location_id, code, name) VALUES (gen_random_uuid(), $1, 'Z', 'Z')"
    await world.owner.execute(zone, world.location_id)
    bin_id, item_id = await world.bin("A-01"), await world.item("TEA", packs=[("CASE", 12)])
    await world.owner.execute(
        "UPDATE bin SET zone_id = zone.id FROM zone WHERE bin.id = $1", bin_id
    )
    await world.stock(bin_id, item_id, 5)
    await lies_by_lot(world, bin_id)

    for kind in ("items", "bins", "stock"):
        path = tmp_path / f"{kind}.csv"
        head, *rows = (await written(world, kind)).splitlines(keepends=True)
        ours = [row for row in rows if world.code in row]
        path.write_text(head + "".join(ours), encoding="utf-8")
        checked = await check_file(world.database, kind, path)
        assert checked.faults == ()
        assert len(checked.rows) == {"items": 2, "bins": 1, "stock": 3}[kind]


async def test_stock_is_written_with_its_lots_and_serials(world):
    bin_id = await world.bin("A-01")
    await lies_by_lot(world, bin_id)
    pump = await world.item("PUMP", tracking="SERIAL")
    serial_id = await a_serial(world, pump, "S1")
    await stand(world, bin_id, pump, 1, serial_id=serial_id)

    rows = csv.DictReader(io.StringIO(await written(world, "stock")))

    wanted = ("sku", "quantity", "lot", "expires_on", "serial")
    assert [[row[name] for name in wanted] for row in rows if row["location"] == world.code] == [
        [f"MILK-{world.code}", "3", "L1", str(in_days(9)), ""],
        [f"MILK-{world.code}", "4", "L2", "", ""],
        [f"PUMP-{world.code}", "1", "", "", "S1"],
    ]


async def test_a_sku_that_is_a_formula_comes_out_as_text_and_in_again_as_itself(world, tmp_path):
    sku = f"=1+1-{world.code}"
    await world.owner.execute(
        "INSERT INTO item (id, sku, name) VALUES (gen_random_uuid(), $1, '@SUM(A1)')", sku
    )

    text = await written(world, "items")

    rows = {row["sku"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows[f"'{sku}"]["name"] == "'@SUM(A1)"
    path = tmp_path / "items.csv"
    path.write_text(text, encoding="utf-8")
    assert sku in {row.sku for row in (await check_file(world.database, "items", path)).rows}


async def test_entries_are_lines_of_json(world):
    bin_id, item_id = await world.bin("A-01"), await world.item("TEA")
    await world.stock(bin_id, item_id, 5)

    lines = [
        json.loads(line) for line in (await written(world, "entries", Form.NDJSON)).split("\n")[:-1]
    ]

    (entry,) = [line for line in lines if line["sku"] == f"TEA-{world.code}"]
    assert (entry["kind"], entry["from_bin"], entry["to_bin"]) == ("OPENING", "OPENING", "A-01")
    assert entry["quantity"] == 5
