"""Places and items change under compare-and-set, and nothing that the ledger relies on changes."""

import asyncpg
import pytest

from backend.kernel.ids import new_id
from backend.kernel.work import Reader
from backend.master.editing.approve_barcode import ApproveBarcode, approve_barcode
from backend.master.editing.block_bin import BlockBin, block_bin
from backend.master.editing.partners.save_channel import SaveChannel, save_channel
from backend.master.editing.partners.save_supplier import SaveSupplier, save_supplier
from backend.master.editing.retire_barcode import RetireBarcode, retire_barcode
from backend.master.editing.save_bin import SaveBin, save_bin
from backend.master.editing.save_item import SaveItem, save_item
from backend.master.editing.save_location import SaveLocation, save_location
from backend.master.editing.save_pack import SavePack, save_pack
from backend.master.editing.save_zone import SaveZone, save_zone
from backend.master.editing.teach_barcode import TeachBarcode, teach_barcode
from backend.master.editing.unblock_bin import UnblockBin, unblock_bin
from backend.master.gtin import check_digit
from backend.master.items import item_of
from backend.master.kinds import BinBlock, BinKind, PackLevel, Tracking
from backend.master.places import VirtualBin, virtual_bin_id
from backend.master.refs import ItemRef, Ref
from tests.world import World, person

MAKER = person("Max Maker", "EDIT_MASTER_DATA", "EDIT_SUPPLIER", "EDIT_CHANNEL", "BLOCK_BIN")
TEACHER = person("Tess Teacher", "TEACH_BARCODE")


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def test_a_new_location_has_its_counterparties(world):
    code = f"NEW-{world.code}"

    asked = SaveLocation(code=code, name="New", time_zone="Europe/London")
    made = (await world.do(save_location, asked, by=MAKER)).answer

    found = await world.owner.fetch(
        "SELECT id FROM bin WHERE location_id = $1 AND kind = 'VIRTUAL'", made.location_id
    )
    assert {row["id"] for row in found} == {
        virtual_bin_id(made.location_id, kind) for kind in VirtualBin
    }


async def test_a_place_in_no_time_zone_is_refused(world):
    asked = SaveLocation(code="X", name="X", time_zone="Europe/Nowhere")

    assert (await world.refused(save_location, asked, by=MAKER)).code == "INVALID_INPUT"


async def test_a_bin_is_made_in_a_zone_and_changed_by_version(world):
    here = Ref(code=world.code)
    await world.do(save_zone, SaveZone(location=here, code="Z1"), by=MAKER)
    asked = SaveBin(location=here, zone=Ref(code="Z1"), code="A-01", kind=BinKind.RESERVE)
    made = (await world.do(save_bin, asked, by=MAKER)).answer
    change = SaveBin(location=here, bin=Ref(id=made.bin_id), if_version=1, level="3")

    await world.do(save_bin, change, by=MAKER)
    late = await world.refused(save_bin, change, by=MAKER)
    twin = await world.refused(save_bin, asked, by=MAKER)

    assert (late.code, twin.code) == ("VERSION_CHANGED", "CODE_TAKEN")
    row = await world.owner.fetchrow("SELECT level, version FROM bin WHERE id = $1", made.bin_id)
    assert dict(row) == {"level": "3", "version": 2}


async def test_what_a_bin_is_for_is_fixed_once_it_held_stock(world):
    bin_id, item_id = await world.bin("A-01"), await world.item()
    await world.stock(bin_id, item_id, 3)
    asked = SaveBin(location=Ref(code=world.code), bin=Ref(id=bin_id), kind=BinKind.DOCK)

    refusal = await world.refused(save_bin, asked, by=MAKER)

    assert refusal.code == "DEPENDED_ON"
    assert await world.owner.fetchval("SELECT kind FROM bin WHERE id = $1", bin_id) == "PICK_FACE"
    await world.prove()


async def test_a_bin_is_blocked_with_a_reason_and_unblocked(world):
    bin_id = await world.bin("A-01")
    here, where = Ref(code=world.code), Ref(barcode="A-01")
    blank = BlockBin(location=here, bin=where, block=BinBlock.BOTH, reason=" ")

    assert (await world.refused(block_bin, blank, by=MAKER)).code == "INVALID_INPUT"
    asked = BlockBin(location=here, bin=where, block=BinBlock.BOTH, reason="Broken beam")
    await world.do(block_bin, asked, by=MAKER)
    row = await world.owner.fetchrow("SELECT block, block_reason FROM bin WHERE id = $1", bin_id)
    assert dict(row) == {"block": "BOTH", "block_reason": "Broken beam"}
    await world.do(unblock_bin, UnblockBin(location=here, bin=where), by=MAKER)

    assert await world.owner.fetchval("SELECT block FROM bin WHERE id = $1", bin_id) == "NONE"


async def test_a_name_that_no_label_holds_is_refused(world):
    name = "W" * 200

    kept = await world.do(save_item, SaveItem(sku=f"LONG-{world.code}", name=name), by=MAKER)
    refusal = await world.refused(
        save_item, SaveItem(sku=f"LONGER-{world.code}", name=name + "W"), by=MAKER
    )

    assert kept.answer.item_id
    assert (refusal.code, refusal.facts["field"]) == ("INVALID_INPUT", "name")


async def test_how_an_item_is_told_apart_is_fixed_once_it_was_stocked(world):
    bin_id, item_id = await world.bin("A-01"), await world.item()
    free = SaveItem(item=ItemRef(id=item_id), tracking=Tracking.LOT)
    await world.do(save_item, free, by=MAKER)
    await world.do(save_item, SaveItem(item=ItemRef(id=item_id), tracking=Tracking.NONE), by=MAKER)
    await world.stock(bin_id, item_id, 1)

    refusal = await world.refused(save_item, free, by=MAKER)

    assert refusal.code == "DEPENDED_ON"


async def test_skus_differ_by_case(world):
    sku = f"85123A-{world.code}"
    first = await world.do(save_item, SaveItem(sku=sku, name="Holder"), by=MAKER)

    second = await world.do(save_item, SaveItem(sku=sku.replace("A", "a"), name="Holder"), by=MAKER)

    assert first.answer != second.answer
    twin = await world.refused(save_item, SaveItem(sku=sku, name="Holder"), by=MAKER)
    assert twin.code == "CODE_TAKEN"


async def test_a_barcode_that_a_worker_teaches_is_read_at_once_and_waits_for_approval(world):
    item_id = await world.item()
    await world.do(save_pack, _case(item_id), by=MAKER)
    value = f"NEW-{world.code}"

    asked = TeachBarcode(barcode=value, item=ItemRef(id=item_id), level=PackLevel.CASE)
    taught = (await world.do(teach_barcode, asked, by=TEACHER)).answer

    async with world.database.session() as session:
        meant = await item_of(Reader(session), ItemRef(barcode=value))
    assert (meant.id, meant.units) == (item_id, 24)
    status = "SELECT status FROM barcode WHERE id = $1"
    assert await world.owner.fetchval(status, taught.barcode_id) == "LEARNED"
    approval = ApproveBarcode(barcode_id=taught.barcode_id)
    assert (await world.refused(approve_barcode, approval, by=TEACHER)).code == "NOT_ALLOWED"
    await world.do(approve_barcode, approval, by=MAKER)
    assert await world.owner.fetchval(status, taught.barcode_id) == "APPROVED"


async def test_a_barcode_that_means_something_says_what(world):
    await world.item("TEA")
    other = await world.item("JAM")

    asked = TeachBarcode(barcode=world.barcode("TEA"), item=ItemRef(id=other))
    refusal = await world.refused(teach_barcode, asked, by=TEACHER)

    assert refusal.code == "BARCODE_AMBIGUOUS"
    assert refusal.facts["meaning"] == f"TEA-{world.code}"


async def test_a_retired_barcode_may_be_taught_anew(world):
    await world.item("TEA")
    other = await world.item("JAM")
    barcode_id = await world.owner.fetchval(
        "SELECT id FROM barcode WHERE value = $1", world.barcode("TEA")
    )

    retiring = RetireBarcode(barcode_id=barcode_id, reason="wrong label")
    await world.do(retire_barcode, retiring, by=MAKER)
    again = await world.refused(retire_barcode, retiring, by=MAKER)
    asked = TeachBarcode(barcode=world.barcode("TEA"), item=ItemRef(id=other))
    await world.do(teach_barcode, asked, by=TEACHER)

    assert again.code == "NOT_IN_THIS_STATE"


@pytest.mark.parametrize("value", ["5012345678901", "96385075", "012345678904"])
async def test_what_looks_like_a_gtin_must_have_its_check_digit(world, value):
    item_id = await world.item()

    refusal = await world.refused(
        teach_barcode, TeachBarcode(barcode=value, item=ItemRef(id=item_id)), by=TEACHER
    )

    assert refusal.code == "BARCODE_MALFORMED"
    assert refusal.facts["digit"] == check_digit(value[:-1])


async def test_partners_are_made_once_and_changed_by_version(world):
    code = f"ACME-{world.code}"
    asked = SaveSupplier(code=code, name="Acme", lead_time_days=7)
    made = (await world.do(save_supplier, asked, by=MAKER)).answer

    twin = await world.refused(save_supplier, asked, by=MAKER)
    supplier = Ref(id=made.supplier_id)
    change = SaveSupplier(supplier=supplier, if_version=1, name="Acme Ltd")
    await world.do(save_supplier, change, by=MAKER)
    late = await world.refused(save_supplier, change, by=MAKER)
    stranger = await world.refused(save_channel, SaveChannel(code="x", name="X"), by=TEACHER)

    assert [twin.code, late.code] == ["CODE_TAKEN", "VERSION_CHANGED"]
    assert stranger.code == "NOT_ALLOWED"
    row = await world.owner.fetchrow(
        "SELECT name, lead_time_days FROM supplier WHERE id = $1", made.supplier_id
    )
    assert dict(row) == {"name": "Acme Ltd", "lead_time_days": 7}


async def test_the_database_lets_a_barcode_mean_one_thing(world):
    item_id = await world.item()

    with pytest.raises(asyncpg.UniqueViolationError):
        await world.owner.execute(
            "INSERT INTO barcode (id, value, item_id) VALUES ($1, $2, $3)",
            new_id(),
            world.barcode(),
            item_id,
        )


def _case(item_id):
    return SavePack(item=ItemRef(id=item_id), level=PackLevel.CASE, units=24)
