"""How labels look is changed through the graph: tried, saved, printed with, and printed again."""

import base64
import io
import json

import pytest
from PIL import Image

from backend.kernel.ids import new_id
from backend.printing.spool import print_next
from labels.design_text import written
from labels.designs import BIN
from labels.proof import read
from tests.flows.test_printing_graph import JOB, PRINT, fetched, labels_for
from tests.graph import ask
from tests.labels.pdf_paper import papers_of
from tests.world import person

DESIGNS = """query ($kind: LabelKind) { labelDesigns(kind: $kind) {
  id code kind layout widthMm heightMm source isDefault isBuiltIn version } }"""
SAVE = """mutation ($input: SaveLabelDesignInput!) { saveLabelDesign(input: $input) {
  ... on LabelDesignSaved { design { id version code isDefault } }
  ... on Refused { code message } } }"""
PREVIEW = """query ($label: LabelToPreview!) { previewLabel(label: $label) {
  content isReadable grade problem } }"""
REPRINT = """mutation ($input: ReprintLabelsInput!) { reprintLabels(input: $input) {
  ... on LabelsReprinted { job { id status total printer { code } } }
  ... on Refused { code message } } }"""


@pytest.fixture
async def shelf(world):
    await world.owner.execute("DELETE FROM print_job")
    await world.owner.execute("DELETE FROM label_design")
    for number in range(2):
        await world.bin(f"A-0{number}", check_digits="47")
    return world


def without_bars():
    """The bin's design with its QR code alone."""
    source = json.loads(written(BIN))
    del source["codes"]["code"]
    return json.dumps(source)


def design(world, **asked):
    whole = {
        "operationId": str(new_id()), "code": f"QR-{world.code}", "name": "QR only", "kind": "BIN",
        "widthMm": 100, "heightMm": 50, "source": without_bars(),
    }  # fmt: skip
    return whole | asked


async def saved(world, **asked):
    found = await ask(world.database, person("Ed Editor"), SAVE, input=design(world, **asked))
    return found["saveLabelDesign"]


def looked_at(preview):
    return read(Image.open(io.BytesIO(base64.b64decode(preview["content"]))))


async def test_ours_are_there_to_begin_with_and_cannot_be_changed(shelf):
    found = (await ask(shelf.database, shelf.worker, DESIGNS, kind="CONTAINER"))["labelDesigns"]

    refused = await saved(shelf, design={"code": found[0]["code"]}, name="Mine")
    taken = await saved(shelf, code=found[0]["code"])

    assert [(one["layout"], one["isDefault"], one["isBuiltIn"]) for one in found] == [
        ("carton", True, True),
        ("tote", True, True),
    ]
    assert (refused["code"], taken["code"]) == ("NOT_IN_THIS_STATE", "CODE_TAKEN")


async def test_a_design_is_tried_before_it_is_saved(shelf):
    label = {"location": {"code": shelf.code}, "subject": {"bin": {"code": "A-01"}}}
    trial = {"source": without_bars(), "widthMm": 100, "heightMm": 50}
    small = trial | {"widthMm": 20, "heightMm": 20}

    tried = await ask(shelf.database, shelf.worker, PREVIEW, label=label | {"trial": trial})
    broken = await ask(shelf.database, shelf.worker, PREVIEW, label=label | {"trial": small})

    assert looked_at(tried["previewLabel"]) == [("]Q1", "A-01")]
    assert broken["previewLabel"]["problem"] == "texts code does not stand on the label"


async def test_a_saved_default_is_printed_with_and_a_printing_keeps_what_it_began_with(shelf):
    await saved(shelf, isDefault=True)
    asked = labels_for(shelf, bins={"startsWith": "A-"}, printer={"code": "PDF"})
    job = (await ask(shelf.database, shelf.worker, PRINT, input=asked))["printLabels"]["job"]
    await saved(
        shelf, design={"code": f"QR-{shelf.code}"}, source=written(BIN), ifVersion=1, code=None
    )

    await print_next(shelf.database)

    found = (await ask(shelf.database, shelf.worker, JOB, id=job["id"]))["printJob"]
    pages = papers_of((await fetched(shelf.database, shelf.worker, found["file"])).content, 300)
    assert [read(page) for page in pages] == [[("]Q1", "A-00")], [("]Q1", "A-01")]]


async def test_a_layout_has_one_default_and_another_design_can_be_named(shelf):
    first = (await saved(shelf, isDefault=True))["design"]
    second = (await saved(shelf, code=f"B-{shelf.code}", isDefault=True))["design"]
    found = (await ask(shelf.database, shelf.worker, DESIGNS, kind="BIN"))["labelDesigns"]
    asked = labels_for(
        shelf, bins={"startsWith": "A-00"}, printer={"code": "PDF"}, design={"code": "bin-bin"}
    )

    await ask(shelf.database, shelf.worker, PRINT, input=asked)
    await print_next(shelf.database)

    content = await shelf.owner.fetchval("SELECT content FROM print_file")
    assert {one["code"]: one["isDefault"] for one in found} == {
        second["code"]: True, first["code"]: False, "bin-bin": False,
    }  # fmt: skip
    assert len(read(papers_of(content, 300)[0])) == 2


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ({"widthMm": 20, "heightMm": 20}, "LABEL_UNREADABLE", "does not stand on the label"),
        ({"source": "{"}, "LABEL_UNREADABLE", "Invalid JSON"),
        ({"kind": "ITEM"}, "INVALID_INPUT", "has layout 'bin'"),
        ({"kind": None}, "INVALID_INPUT", "kind is missing"),
        ({"ifVersion": 3}, "VERSION_MISSING", "no version yet"),
    ],
)
async def test_a_design_that_no_scanner_could_read_is_not_kept(shelf, asked, code, said):
    refusal = await saved(shelf, **asked)

    assert (refusal["code"], said in refusal["message"]) == (code, True)
    assert await shelf.owner.fetchval("SELECT count(*) FROM label_design") == 0


async def test_who_may_not_edit_master_data_saves_no_design(shelf):
    asked = design(shelf)

    found = await ask(shelf.database, person("Sam", "READ_STOCK"), SAVE, input=asked)

    assert found["saveLabelDesign"]["code"] == "NOT_ALLOWED"


async def test_what_a_printer_spoiled_is_printed_again_elsewhere_and_why_stands_on_record(shelf):
    asked = labels_for(shelf, bins={"startsWith": "A-"}, printer={"code": "PDF"})
    job = (await ask(shelf.database, shelf.worker, PRINT, input=asked))["printLabels"]["job"]
    again = {"operationId": str(new_id()), "job": job["id"], "printer": {"code": "SHEET-10"}}
    again["reason"] = "torn"

    early = await ask(shelf.database, shelf.worker, REPRINT, input=again)
    await print_next(shelf.database)
    again["operationId"] = str(new_id())
    blank = await ask(shelf.database, shelf.worker, REPRINT, input=again | {"reason": " "})
    again["operationId"] = str(new_id())
    found = await ask(shelf.database, shelf.worker, REPRINT, input=again)
    same = await ask(shelf.database, shelf.worker, REPRINT, input=again)
    await print_next(shelf.database)

    new = found["reprintLabels"]["job"]
    done = (await ask(shelf.database, shelf.worker, JOB, id=new["id"]))["printJob"]
    reason = await shelf.owner.fetchval(
        "SELECT reason FROM operation WHERE kind = 'REPRINT_LABELS' ORDER BY recorded_at DESC"
    )
    assert early["reprintLabels"]["code"] == "NOT_IN_THIS_STATE"
    assert blank["reprintLabels"]["code"] == "INVALID_INPUT"
    assert (new["printer"]["code"], new["total"]) == ("SHEET-10", 2)
    assert same["reprintLabels"]["job"]["id"] == new["id"]
    assert (done["status"], done["done"], reason) == ("PRINTED", 2, "torn")
    assert new["id"] != job["id"]
