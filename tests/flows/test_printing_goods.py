"""Labels of packs, pallets, cartons that leave and documents, asked for through the graph."""

import base64
import io
import json
from dataclasses import dataclass
from uuid import UUID

import pytest
from PIL import Image

from backend.api.global_ids import encode
from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.printing.spool import print_next
from backend.stock.changes import Move
from backend.stock.containers import container_of_code
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.where import counterparty
from labels.gs1 import SEPARATOR, check_digit
from labels.proof import read
from tests.flows.test_printing_graph import JOB, PREVIEW, PRINT, fetched, labels_for
from tests.flows.test_shipping import packed
from tests.graph import ask
from tests.labels.pdf_paper import papers_of

FS = SEPARATOR


def numbered(prefix, length, world):
    digits = f"{prefix}{int(world.code[1:]):0{length - 1 - len(prefix)}}"
    return f"{digits}{check_digit(digits)}"


@pytest.fixture
async def goods(world):
    """An item with a case of twelve that has a GTIN, a lot, and a pallet for them."""
    await world.owner.execute("DELETE FROM print_job")
    world.item_id = await world.item("TEA", packs=[("CASE", 12)])
    world.gtin = numbered("1036", 14, world)
    world.pack_id = await world.owner.fetchval(
        "UPDATE barcode SET value = $1 WHERE value = $2 RETURNING pack_id",
        world.gtin, world.barcode("TEA", "case"),
    )  # fmt: skip
    world.lot_id = new_id()
    await world.owner.execute(
        "INSERT INTO lot (id, item_id, number, expires_on) VALUES ($1, $2, 'L7', '2027-03-01')",
        world.lot_id, world.item_id,
    )  # fmt: skip
    return world


async def pallet(world, code=None):
    """Stand an empty pallet somewhere."""
    code = code or numbered("34012345", 18, world)
    bin_id = await world.bin("R-01", "RESERVE")
    await world.owner.execute(
        "INSERT INTO container (id, code, kind, location_id, bin_id)"
        " VALUES ($1, $2, 'PALLET', $3, $4)",
        new_id(), code, world.location_id, bin_id,
    )  # fmt: skip
    return code, bin_id


@dataclass(frozen=True, slots=True)
class Stack:
    code: str
    bin_id: UUID
    item_id: UUID
    lot_id: UUID | None
    quantity: int
    location_id: UUID


@dataclass(frozen=True, slots=True)
class Stacked:
    quantity: int


@command
async def stack(work: Work, asked: Stack) -> Plan[Stacked]:
    """Bring goods onto a pallet out of the OPENING counterparty."""
    found = await container_of_code(work.reader, asked.code)
    here = Place(asked.bin_id, asked.location_id, "RESERVE")
    at = Key(HOUSE_OWNER_ID, asked.item_id, Disposition.USABLE, here, found.id, asked.lot_id)
    opening = counterparty(asked.location_id, VirtualBin.OPENING)
    source = Key(HOUSE_OWNER_ID, asked.item_id, Disposition.USABLE, opening, None, asked.lot_id)
    return Plan(
        answer=Stacked(asked.quantity),
        writes=post(work, moves=[Move(source, at, asked.quantity)]),
        kind="OPENING",
        location_id=asked.location_id,
    )


async def put_on(world, code, bin_id, quantity, *, lot_id=None):
    """Let the pallet hold this much more."""
    await world.do(stack, Stack(code, bin_id, world.item_id, lot_id, quantity, world.location_id))


async def seen(world, **label):
    label = {"location": {"code": world.code}, **label}
    found = await ask(world.database, world.worker, PREVIEW, label=label, format="PNG")
    preview = found["previewLabel"]
    assert preview["isReadable"], preview["problem"]
    assert preview["grade"] == 4
    image = Image.open(io.BytesIO(base64.b64decode(preview["content"])))
    return {text for _, text in read(image)}


async def refused(world, **asked):
    sent = labels_for(world, **asked)
    return (await ask(world.database, world.worker, PRINT, input=sent))["printLabels"]


async def test_a_pack_carries_its_gtin_lot_and_expiry(goods):
    subject = {"pack": {"barcode": goods.gtin}}

    with_lot = await seen(goods, subject=subject, lot={"number": "L7"})
    by_id = await seen(
        goods,
        subject={"pack": {"id": encode("Pack", goods.pack_id)}},
        lot={"id": encode("Lot", goods.lot_id)},
    )
    plain = await seen(goods, subject=subject)

    assert with_lot == by_id == {f"01{goods.gtin}1727030110L7"}
    assert plain == {goods.gtin}


async def test_a_pack_without_a_number_or_with_a_strange_lot_is_refused(goods):
    await goods.item("POT", packs=[("CASE", 6)])
    nameless = {"pack": {"barcode": goods.barcode("POT", "case")}}

    no_gtin = await refused(goods, subjects=[nameless])
    no_lot = await refused(
        goods, subjects=[{"pack": {"barcode": goods.gtin}}], lot={"number": "L8"}
    )

    assert no_gtin["code"] == "INVALID_INPUT"
    assert "GTIN" in no_gtin["message"]
    assert no_lot["code"] == "NOT_FOUND"


async def test_a_pallet_of_one_lot_says_what_it_holds_in_whole_cases(goods):
    code, bin_id = await pallet(goods)
    await put_on(goods, code, bin_id, 480, lot_id=goods.lot_id)

    found = await seen(goods, subject={"container": {"code": code}}, kind="PALLET")

    assert found == {f"00{code}", f"02{goods.gtin}3740", "1727030110L7"}


async def test_a_mixed_or_broken_pallet_says_only_who_it_is(goods):
    code, bin_id = await pallet(goods)
    await put_on(goods, code, bin_id, 5)
    broken = await seen(goods, subject={"container": {"code": code}}, kind="PALLET")
    await put_on(goods, code, bin_id, 480, lot_id=goods.lot_id)

    mixed = await seen(goods, subject={"container": {"code": code}}, kind="PALLET")

    assert broken == mixed == {f"00{code}"}


async def test_a_logistic_label_needs_an_sscc_and_a_container(goods):
    code, _ = await pallet(goods, "P-0001")

    plain = await refused(goods, subjects=[{"container": {"code": code}}], kind="PALLET")
    other = await refused(goods, subjects=[{"command": "SW-DONE"}], kind="PALLET")
    label = await seen(goods, subject={"container": {"code": code}})

    assert (plain["code"], other["code"]) == ("INVALID_INPUT", "INVALID_INPUT")
    assert label == {"P-0001"}


async def test_a_carton_that_leaves_shows_where_it_goes(world):
    _, _, packing = await packed(world)
    subject = {"carton": encode("Carton", packing.carton_id)}
    nowhere = await refused(world, subjects=[subject])
    to = {"name": "Ana", "lines": ["Calle Mayor 1"], "city": "Madrid", "country": "ES"}
    await world.owner.execute(
        "UPDATE customer_order SET ship_to = $2::jsonb WHERE id ="
        " (SELECT order_id FROM shipment WHERE id = $1)",
        packing.shipment_id, json.dumps(to),
    )  # fmt: skip
    await world.owner.execute(
        "UPDATE carton SET tracking_number = 'JD0146000' WHERE id = $1", packing.carton_id
    )

    found = await seen(world, subject=subject)

    code = await world.owner.fetchval("SELECT code FROM container WHERE id = $1", packing.carton_id)
    assert nowhere["code"] == "INVALID_INPUT"
    assert found == {code, "JD0146000"}


async def test_documents_and_commands_become_cards_in_the_order_asked(goods):
    numbers = [f"W-{goods.code[1:]}1", f"W-{goods.code[1:]}2"]
    for number in numbers:
        await goods.owner.execute(
            "INSERT INTO walk (id, number, location_id, created_at) VALUES ($1, $2, $3, now())",
            new_id(), number, goods.location_id,
        )  # fmt: skip
    subjects = [{"document": {"number": number}} for number in reversed(numbers)]
    sent = labels_for(goods, subjects=subjects, printer={"code": "PDF"}, kind="DOCUMENT")

    queued = (await ask(goods.database, goods.worker, PRINT, input=sent))["printLabels"]["job"]
    await print_next(goods.database)

    job = (await ask(goods.database, goods.worker, JOB, id=queued["id"]))["printJob"]
    answer = await fetched(goods.database, goods.worker, job["file"])
    pages = papers_of(answer.content, 300)
    assert [{text for _, text in read(page)} for page in pages] == [{n} for n in reversed(numbers)]
    assert await seen(goods, subject={"command": "SW-UNDO"}) == {"SW-UNDO"}
    missing = await refused(goods, subjects=[{"document": {"number": "W-0"}}])
    assert missing["code"] == "NOT_FOUND"
