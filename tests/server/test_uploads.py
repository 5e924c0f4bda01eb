"""Files by HTTP: judged and shown first, taken when the same file comes again, by who may."""

import asyncio
import io
import json
import zipfile

import httpx2
import pytest
import xlsxwriter

from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.work import Reader
from backend.master.people.save_role import role_of
from backend.master.people.save_user import Grant, SaveUser, save_user
from backend.master.people.secrets import hash_of
from backend.master.refs import Ref
from backend.server.importing.uploads import BODY_MAX, ROWS_MAX
from backend.tasks.system import SYSTEM
from tests.server.test_app import app_over

ITEMS = "sku,name,price_minor,currency\nUP-1,A lamp,1250,GBP\nUP-2,A chair,,\n"
SIGN_IN = """
mutation ($input: SignInWithPasswordInput!) {
  signInWithPassword(input: $input) { __typename ... on SignedIn { token } }
}
"""


@pytest.fixture(scope="module")
async def people(database):
    async with database.session() as session:
        roles = {
            code: await role_of(Reader(session), Ref(code=code))
            for code in ("admin", "supervisor", "worker")
        }
    for code, role in roles.items():
        operation_id = new_id()
        asked = SaveUser(
            code=f"{code}-up",
            name=f"{code} of the test",
            grants=(Grant(role.id),),
            password_hash=await hash_of("a long password", operation_id=operation_id),
        )
        await perform(database, save_user, asked, Request(operation_id, SYSTEM))


@pytest.fixture(scope="module")
async def house(urls, people):
    async with app_over(urls, mode="development") as client:
        yield client


async def token_of(house: httpx2.AsyncClient, name: str) -> str:
    asked = {"operationId": str(new_id()), "name": name, "password": "a long password"}
    body = {"query": SIGN_IN, "variables": {"input": asked}}
    answer = await house.post("/graphql", json=body, headers={"x-stockwright": "1"})
    house.cookies.clear()
    return answer.json()["data"]["signInWithPassword"]["token"]


@pytest.fixture(scope="module")
async def admin(house) -> dict[str, str]:
    return {"authorization": f"Bearer {await token_of(house, 'admin-up')}"}


async def known(owner, *skus: str) -> list[str]:
    rows = await owner.fetch("SELECT sku FROM item WHERE sku = ANY($1) ORDER BY sku", list(skus))
    return [row["sku"] for row in rows]


async def test_a_sound_file_is_shown_and_changes_nothing(house, admin, owner):
    answer = await house.post("/imports/items", content=ITEMS, headers=admin)

    said = answer.json()
    assert answer.status_code == 200
    assert (said["isSound"], said["rows"], said["faults"], said["taken"]) == (True, 2, [], None)
    lamp = {"sku": "UP-1", "name": "A lamp", "price_minor": "1250", "currency": "GBP"}
    assert said["preview"][0] == {"line": 2, "cells": lamp}
    assert await known(owner, "UP-1", "UP-2") == []


async def test_the_file_that_was_shown_is_taken_by_the_person_who_sent_it(house, admin, owner):
    shown = (await house.post("/imports/items", content=ITEMS, headers=admin)).json()

    answer = await house.post(
        f"/imports/items?commit={shown['commit']}", content=ITEMS, headers=admin
    )

    who = await owner.fetchval(
        "SELECT name FROM operation JOIN person ON person.id = actor_id"
        " WHERE operation.kind LIKE 'IMPORT%' ORDER BY recorded_at DESC LIMIT 1"
    )
    assert answer.json()["taken"] == 2
    assert await known(owner, "UP-1", "UP-2") == ["UP-1", "UP-2"]
    assert who == "admin of the test"


async def test_another_file_than_the_one_shown_is_not_taken(house, admin, owner):
    shown = (await house.post("/imports/items", content=ITEMS, headers=admin)).json()

    other = ITEMS.replace("UP-1", "UP-9")
    answer = await house.post(
        f"/imports/items?commit={shown['commit']}", content=other, headers=admin
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "FILE_CHANGED"
    assert await known(owner, "UP-9") == []


async def test_faults_are_told_with_their_lines_and_nothing_is_taken(house, admin, owner):
    faulty = "sku,name,kind\nUP-3,,GOODS\nUP-4,A table,FURNITURE\n"

    said = (await house.post("/imports/items?commit=00", content=faulty, headers=admin)).json()

    assert [(fault["line"], fault["column"]) for fault in said["faults"]] == [
        (2, "name"),
        (3, "kind"),
    ]
    assert (said["isSound"], said["commit"], said["faultCount"]) == (False, None, 2)
    assert len(said["preview"]) == 2
    assert await known(owner, "UP-3", "UP-4") == []


async def test_a_workbook_is_known_by_what_is_in_it(house, admin):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["sku", "name", "weight_g"])
        sheet.write_row(1, 0, ["UP-5", "A vase", 700])

    said = (await house.post("/imports/items", content=held.getvalue(), headers=admin)).json()

    assert said["isSound"]
    assert said["preview"] == [
        {"line": 2, "cells": {"sku": "UP-5", "name": "A vase", "weight_g": "700"}}
    ]


async def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(house, admin):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 1024 * 1024))
    assert len(held.getvalue()) < BODY_MAX

    answer = await house.post("/imports/items", content=held.getvalue(), headers=admin)

    assert answer.status_code == 422
    assert "unpacks to too much" in answer.json()["message"]


async def test_a_cell_in_the_last_corner_fells_the_reader_and_not_the_house(house, admin):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["sku", "name"])
        sheet.write(1_048_575, 16_383, "x")
    assert len(held.getvalue()) < 10_000

    answer = await house.post("/imports/items", content=held.getvalue(), headers=admin)
    after = await house.post("/imports/items", content=ITEMS, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (422, "FILE_UNREADABLE")
    assert "takes too much to read" in answer.json()["message"]
    assert after.status_code == 200


async def test_a_file_has_a_bearable_number_of_columns_and_rows(house, admin):
    wide = "sku," * 1_000_000
    long = "sku,name\n" + "A,B\n" * (ROWS_MAX + 1)

    columns = await house.post("/imports/items", content=wide, headers=admin)
    rows = await house.post("/imports/items", content=long, headers=admin)

    assert [fault["problem"] for fault in columns.json()["faults"]] == ["has more than 256 columns"]
    assert rows.status_code == 422
    assert "more than 200,000 rows" in rows.json()["message"]


async def test_a_slow_sender_keeps_nobody_waiting(house, admin):
    at_work = asyncio.Event()

    async def slowly():
        yield b"sku,"
        at_work.set()
        await asyncio.sleep(1.0)
        yield b"name\nUP-1,A lamp\n"

    slow = asyncio.create_task(house.post("/imports/items", content=slowly(), headers=admin))
    await at_work.wait()
    quick = await house.post("/imports/items", content=ITEMS, headers=admin)

    assert quick.status_code == 200
    assert not slow.done()
    assert (await slow).status_code == 200


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04 no workbook", b"sku\n\xff\xfe\x00", b"\xd0\xcf\x11\xe0"]
)
async def test_what_is_no_file_of_rows_is_said_in_a_sentence(house, admin, body):
    answer = await house.post("/imports/items", content=body, headers=admin)

    assert answer.status_code == 422
    assert answer.json()["code"] == "FILE_UNREADABLE"
    assert "stockwright-import" not in answer.text


async def test_a_file_may_be_larger_than_other_requests_but_not_without_end(house, admin):
    row = "UP-6,A lamp\n"
    large = "sku,name\n" + row * 30_000
    assert len(large) > 300_000

    taken = await house.post("/imports/items", content=large, headers=admin)
    refused = await house.post("/imports/items", content=b"x" * (BODY_MAX + 1), headers=admin)

    assert taken.status_code == 200
    assert taken.json()["faultCount"] == 29_999
    assert len(taken.json()["faults"]) == 200
    assert refused.status_code == 413


async def test_who_may_not_import_is_told_so(house):
    worker = {"authorization": f"Bearer {await token_of(house, 'worker-up')}"}

    stranger = await house.post("/imports/items", content=ITEMS)
    refused = await house.post("/imports/items", content=ITEMS, headers=worker)

    assert (stranger.status_code, stranger.json()["code"]) == (401, "UNAUTHENTICATED")
    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")


async def test_stock_out_of_nothing_is_for_administrators(house, admin):
    supervisor = {"authorization": f"Bearer {await token_of(house, 'supervisor-up')}"}

    refused = await house.post("/imports/stock", content=b"sku,bin\n", headers=supervisor)
    items = await house.post("/imports/items", content=ITEMS, headers=supervisor)
    judged = await house.post("/imports/stock", content=b"sku,bin\n", headers=admin)

    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")
    assert items.status_code == 200
    assert judged.json().get("code") != "FORBIDDEN"


async def test_a_foreign_page_cannot_use_somebody_s_cookie(house, admin, owner):
    cookie = f"stockwright_session={admin['authorization'].removeprefix('Bearer ')}"
    foreign = {"cookie": cookie, "origin": "https://evil.example", "x-stockwright": "1"}

    plain = await house.post("/imports/items", content=ITEMS, headers={"cookie": cookie})
    from_elsewhere = await house.post("/imports/items", content=ITEMS, headers=foreign)
    ours = {"cookie": cookie, "x-stockwright": "1", "origin": "http://house"}
    allowed = await house.post("/imports/items", content=ITEMS, headers=ours)

    assert (plain.status_code, from_elsewhere.status_code) == (403, 403)
    assert allowed.status_code == 200


async def test_an_unknown_kind_of_file_names_those_that_there_are(house, admin):
    answer = await house.post("/imports/everything", content=ITEMS, headers=admin)

    assert answer.status_code == 404
    assert "purchase-orders" in answer.json()["message"]
    assert json.loads(answer.text)["code"] == "NOT_FOUND"
