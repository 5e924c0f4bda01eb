"""Printing through the graph and its files, as the board and the scanner do it."""

import base64
import io
from datetime import timedelta

import httpx2
import pytest
from PIL import Image
from starlette.applications import Starlette

from backend.api.context import House
from backend.api.documents import Mode
from backend.api.engine import Settings
from backend.api.front import Front
from backend.api.global_ids import encode
from backend.api.label_files import LabelFiles
from backend.api.login import Login
from backend.api.schema import make_schema
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.master.people.save_user import SaveUser, save_user
from backend.master.people.secrets import digest_of, new_token
from backend.printing.spool import print_next
from labels.proof import read
from labels.twin.paper import print_label
from tests.graph import ask
from tests.labels.pdf_paper import papers_of
from tests.labels.svg_paper import paper_of
from tests.world import person

PRINT = """mutation ($input: PrintLabelsInput!) { printLabels(input: $input) { __typename
  ... on LabelsQueued { job { id kind status total copies printer { code kind } file } }
  ... on Refused { code message } } }"""
JOB = """query ($id: ID!) { printJob(id: $id) {
  status done refused total problem file troubles { subject problem isUnsure } } }"""
PREVIEW = """query ($label: LabelToPreview!, $format: LabelFormat!) {
  previewLabel(label: $label, format: $format) {
    format content text isReadable grade problem } }"""
PRINTERS = """query ($at: Ref) { printers(location: $at) {
  code kind dotsPerInch stock address location { code } } labelStocks { code labelsPerPage } }"""
SAVE = """mutation ($input: SavePrinterInput!) { savePrinter(input: $input) {
  ... on PrinterSaved { printer { id version code address dotsPerInch } }
  ... on Refused { code path } } }"""
SEND = """mutation ($input: SubmitOperationsInput!) { submitOperations(input: $input) {
  ... on OperationsSubmitted { results { outcome answer { __typename
    ... on LabelsQueued { job { total kind } } } } } } }"""


def labels_for(world, **asked):
    return {
        "operationId": str(new_id()),
        "occurredAt": now().isoformat(),
        "location": {"code": world.code},
        **asked,
    }


def files_of(database, actor):
    """The routes of label files, under a login of this person's; of nobody's without one."""
    login = actor and Login(new_id(), actor, None, now() + timedelta(hours=1))

    async def believe(_credentials):
        return login

    engine = make_schema(Settings(mode=Mode.DEVELOPMENT), manifest={})
    front = Front(engine, House(database), believe)
    return LabelFiles(front)


async def fetched(database, actor, path, **posted):
    """Send one request to the label files, in this loop, where the database lives."""
    app = Starlette(routes=files_of(database, actor).routes())
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://house") as client:
        if posted:
            return await client.post(path, json=posted)
        return await client.get(path)


@pytest.fixture
async def shelf(world):
    await world.owner.execute("DELETE FROM print_job")
    for number in range(3):
        await world.bin(f"A-0{number}", check_digits="47")
    return world


async def test_labels_of_a_zone_become_a_pdf_behind_the_same_login(shelf):
    asked = labels_for(shelf, bins={"startsWith": "A-"}, printer={"code": "PDF"}, copies=2)
    queued = (await ask(shelf.database, shelf.worker, PRINT, input=asked))["printLabels"]["job"]

    await print_next(shelf.database)

    found = (await ask(shelf.database, shelf.worker, JOB, id=queued["id"]))["printJob"]
    answer = await fetched(shelf.database, shelf.worker, found["file"])
    pages = papers_of(answer.content, 300)
    assert (queued["status"], queued["total"], queued["file"]) == ("QUEUED", 3, None)
    assert (found["status"], found["done"], found["troubles"]) == ("PRINTED", 3, [])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert [text for page in pages for _, text in read(page)] == [
        f"A-0{number}" for number in range(3) for _ in range(4)
    ]


async def test_a_file_is_for_those_who_may_print_there_and_looks_missing_to_others(shelf):
    asked = labels_for(shelf, bins={}, printer={"code": "PDF"})
    job = (await ask(shelf.database, shelf.worker, PRINT, input=asked))["printLabels"]["job"]
    path = f"/labels/{job['id']}.pdf"

    early = await fetched(shelf.database, shelf.worker, path)
    await print_next(shelf.database)
    stranger = person("Sam Stranger", "READ_STOCK")

    assert early.status_code == 404
    assert (await fetched(shelf.database, None, path)).status_code == 401
    assert (await fetched(shelf.database, stranger, path)).status_code == 404
    assert (await fetched(shelf.database, shelf.worker, "/labels/nonsense.pdf")).status_code == 404
    assert (await fetched(shelf.database, shelf.worker, path)).status_code == 200
    hidden = await ask(shelf.database, stranger, JOB, id=job["id"])
    assert hidden["printJob"] is None


@pytest.mark.parametrize("format_", ["PNG", "SVG", "PDF", "ZPL"])
async def test_a_label_can_be_looked_at_before_it_is_printed(shelf, format_):
    label = {"location": {"code": shelf.code}, "subject": {"bin": {"code": "A-01"}}, "arrow": "UP"}

    found = await ask(shelf.database, shelf.worker, PREVIEW, label=label, format=format_)

    preview = found["previewLabel"]
    assert (preview["isReadable"], preview["problem"], preview["text"]) == (True, None, "A-01")
    assert [text for _, text in read(shown(preview))] == ["A-01", "A-01"]


def shown(preview):
    content = preview["content"]
    match preview["format"]:
        case "PNG":
            return Image.open(io.BytesIO(base64.b64decode(content)))
        case "SVG":
            return paper_of(content.encode())
        case "PDF":
            return papers_of(base64.b64decode(content), 300)[0]
        case "ZPL":
            return print_label(content.encode()).image


async def test_a_label_that_cannot_be_read_says_why_in_its_preview(shelf):
    await shelf.bin("B-" + "X" * 50)
    label = {"location": {"code": shelf.code}, "subject": {"bin": {"code": "B-" + "X" * 50}}}

    found = await ask(shelf.database, shelf.worker, PREVIEW, label=label, format="PNG")

    assert found["previewLabel"]["isReadable"] is False
    assert "finer" in found["previewLabel"]["problem"]
    assert found["previewLabel"]["content"] == ""


async def test_what_is_not_there_has_no_preview(shelf):
    label = {"location": {"code": shelf.code}, "subject": {"bin": {"code": "NOWHERE"}}}
    stranger = person("Sam Stranger", "READ_STOCK")

    nothing = await ask(shelf.database, shelf.worker, PREVIEW, label=label, format="PNG")
    hidden = await ask(shelf.database, stranger, PREVIEW, label=label, format="PNG")

    assert (nothing["previewLabel"], hidden["previewLabel"]) == (None, None)


async def test_printers_of_a_location_come_first_and_their_address_is_for_administrators(shelf):
    asked = {
        "operationId": str(new_id()),
        "code": f"Z-{shelf.code}",
        "name": "Zebra",
        "kind": "RAW",
        "location": {"code": shelf.code},
        "address": "10.0.0.7:9100",
        "dotsPerInch": 300,
    }

    saved = (await ask(shelf.database, shelf.worker, SAVE, input=asked))["savePrinter"]["printer"]

    worker = person("Wim Worker", "PRINT")
    seen = await ask(shelf.database, worker, PRINTERS, at={"code": shelf.code})
    assert (saved["version"], saved["address"], saved["dotsPerInch"]) == (1, "10.0.0.7:9100", 300)
    assert [each["code"] for each in seen["printers"]] == [
        *(f"Z-{shelf.code}", "PDF", "SHEET-10", "SHEET-24")
    ]
    assert seen["printers"][0]["address"] is None
    assert {"code": "A4_3X8", "labelsPerPage": 24} in seen["labelStocks"]


async def test_a_printer_that_somebody_changed_meanwhile_is_not_overwritten(shelf):
    asked = {"operationId": str(new_id()), "printer": {"code": "PDF"}, "ifVersion": 99}

    refused = (await ask(shelf.database, shelf.worker, SAVE, input=asked))["savePrinter"]

    assert refused["code"] == "VERSION_CHANGED"


async def test_a_scanner_prints_through_its_outbox(shelf):
    fact = labels_for(shelf, subjects=[{"bin": {"code": "A-01"}}, {"bin": {"code": "A-02"}}])
    sent = {"operationId": str(new_id()), "operations": [{"printLabels": fact}]}

    answer = await ask(shelf.database, shelf.worker, SEND, input=sent)

    (result,) = answer["submitOperations"]["results"]
    assert result["outcome"] == "APPLIED"
    assert result["answer"]["job"] == {"total": 2, "kind": "BIN"}


async def test_things_of_two_kinds_are_not_printed_together(shelf):
    mixed = [{"bin": {"code": "A-01"}}, {"command": "DO:DONE"}]

    answer = await ask(shelf.database, shelf.worker, PRINT, input=labels_for(shelf, subjects=mixed))

    assert answer["printLabels"]["code"] == "INVALID_INPUT"


async def test_a_badge_is_drawn_from_what_was_just_saved_and_kept_nowhere(shelf):
    secret = f"sw-badge-{shelf.code}-9Q"
    saved = await shelf.do(
        save_user,
        SaveUser(code=f"wim-{shelf.code}", name="Wim", badge_hash=digest_of(secret).hex()),
    )
    user = encode("User", saved.answer.person_id)

    answer = await fetched(shelf.database, shelf.worker, "/labels/badge", user=user, badge=secret)
    wrong = await fetched(shelf.database, shelf.worker, "/labels/badge", user=user, badge="other")
    worker = person("Wim Worker", "PRINT")
    denied = await fetched(shelf.database, worker, "/labels/badge", user=user, badge=secret)

    (page,) = papers_of(answer.content, 300)
    assert {text for _, text in read(page)} == {secret}
    assert (wrong.status_code, denied.status_code) == (404, 403)
    kept = await shelf.owner.fetchval(
        "SELECT count(*) FROM operation WHERE answer::text LIKE $1", f"%{secret}%"
    )
    assert kept == 0


async def test_a_set_up_code_is_drawn_for_whoever_was_given_it_and_decodes(shelf):
    code = new_token()

    answer = await fetched(shelf.database, shelf.worker, "/labels/set-up", code=code)
    other = await fetched(shelf.database, shelf.worker, "/labels/set-up", code="<svg>")

    assert (other.status_code, answer.headers["cache-control"]) == (400, "no-store")
    picture = paper_of(answer.content)
    larger = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    assert [text for _, text in read(larger)] == [code]


async def test_a_trial_page_shows_the_sheet(shelf):
    answer = await fetched(shelf.database, shelf.worker, "/labels/trial/A4_3X8.pdf")
    missing = await fetched(shelf.database, shelf.worker, "/labels/trial/A9.pdf")

    assert len(papers_of(answer.content, 300)) == 1
    assert missing.status_code == 404
