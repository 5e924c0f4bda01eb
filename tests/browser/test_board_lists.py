"""The lists: items, bins, people and devices; files are judged first; labels are printed."""

import io
import re

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from labels.proof import read
from tests.browser.desk import PATIENCE_MS, Elsewhere, at_desk, elsewhere

FAULTY = "sku,name,tracking\nZ-1,A good one,NONE\nZ-4,,SOMETIMES\n"


@pytest.fixture
async def page(browser, house):
    page = await at_desk(browser, house)
    yield page
    await page.context.close()


async def add(page: Page, where: str, **fields: str) -> None:
    """Open a list, fill its form, and save."""
    await page.get_by_role("navigation").get_by_role("link", name=where).click()
    await page.get_by_role("button", name="Add", exact=True).first.click()
    form = page.locator("form.form")
    for name, text in fields.items():
        await form.locator(f"[name={name}]").fill(text)
    await form.get_by_role("button", name="Save").click()


async def in_list(page: Page, text: str) -> None:
    """Find a row of the list."""
    await expect(page.locator(".list tbody tr").filter(has_text=text).first).to_be_visible(
        timeout=PATIENCE_MS
    )


async def test_an_item_is_added_and_found(page):
    await add(page, "Items", sku="Z-900", name="A brass bell")
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await page.locator(".list .find input").fill("brass bell")
    await in_list(page, "Z-900")


async def test_a_bin_is_added_and_closed_with_a_reason(page):
    await add(page, "Bins", code="Z99-01-1", aisle="Z99", bay="01", level="1")
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await page.locator(".list .find input").fill("Z99")
    await page.get_by_role("button", name="Z99-01-1").click()
    await page.locator("form.form [name=reason]").fill("A broken beam")
    await page.get_by_role("button", name="Block", exact=True).click()

    await in_list(page, "A broken beam")


async def test_a_person_is_added_and_refused_twice(page):
    await add(page, "People", code="zoe", name="Zoe Test", badge="B-7777", pin="4711")
    await in_list(page, "Zoe Test")

    await add(page, "Items")
    await add(page, "People", code="zoe2", name="Zoe Twin", badge="B-7777", pin="4711")
    await expect(page.get_by_role("alert")).to_be_visible()


async def test_a_device_is_added_and_tells_its_set_up_code(page):
    await add(page, "Devices", code="HH-77", name="A new handheld")
    await expect(page.get_by_text("Scan this on the device, once")).to_be_visible()
    drawn = Image.open(io.BytesIO(await page.locator(".qr").screenshot()))
    assert [text for _, text in read(drawn)] == [await page.locator(".setup").first.inner_text()]
    await in_list(page, "HH-77")


async def test_a_faulty_file_is_shown_and_nothing_of_it_is_taken(page, house):
    await judge(page, "faulty.csv", FAULTY)
    await expect(page.get_by_role("alert")).to_contain_text("fault")
    await expect(page.locator(".list tbody tr").first).to_be_visible()

    assert not await found(house, "Z-1")


async def test_a_sound_file_is_shown_first_and_then_taken(page, house):
    await judge(page, "sound.csv", "sku,name\nZ-2,Second thing\nZ-3,Third thing\n")
    await expect(page.get_by_text("Nothing is taken yet")).to_be_visible()
    assert not await found(house, "Z-2")

    await page.get_by_role("button", name=re.compile("Take 2 rows")).click()
    await expect(page.get_by_text("2 rows were taken")).to_be_visible()
    assert await found(house, "Z-2") == ["Z-2"]


async def judge(page: Page, name: str, text: str) -> None:
    """Choose a file of items and look at it."""
    await page.get_by_role("navigation").get_by_role("link", name="Imports").click()
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_role("button", name="Look at it").click()


async def found(house, sku: str) -> list[str]:
    """Ask the server for an item."""
    crew = await elsewhere(house)
    data = await house.ask("Items", token=crew.token, filter={"search": sku}, first=5, after=None)
    return [one["sku"] for one in data["items"]["nodes"] if one["sku"] == sku]


async def test_a_label_is_printed_to_a_file(page, house):
    await page.get_by_role("navigation").get_by_role("link", name="Bins").click()
    await page.get_by_role("button", name="Label").first.click()
    await page.get_by_role("link", name="Queued").click()
    link = page.get_by_role("link", name="Download", exact=True).first
    await expect(link).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.locator(".list tbody tr").first).to_contain_text("Printed")

    answer = await page.request.get(house.url + str(await link.get_attribute("href")))
    assert (await answer.body()).startswith(b"%PDF-")


async def test_a_lot_is_found_with_who_holds_it_and_called_back_by_one_word(page, house):
    await receive_a_lot(await elsewhere(house))
    await page.get_by_role("navigation").get_by_role("link", name="Lots").click()
    await page.get_by_role("button", name="Z-LOT", exact=True).click()
    await page.get_by_role("button", name="L-2027").click()
    await expect(page.locator(".asides .row").filter(has_text="12")).to_be_visible()
    await expect(page.get_by_text("None of it has left.")).to_be_visible()

    await page.locator("form.form [name=reason]").fill("Glass in a jar")
    await page.get_by_role("button", name="Call the lot back").click()
    await in_list(page, "Glass in a jar")
    await expect(page.locator(".asides .row").filter(has_text="recalled")).to_be_visible()


async def receive_a_lot(crew: Elsewhere) -> None:
    """Let twelve jars of one lot come in at the dock."""
    house, at = crew.house, "2026-01-01T10:00:00Z"
    await house.do("SaveItem", crew.token, sku="Z-LOT", name="A jar of honey", tracking="LOT")
    receipt = (await crew.do("OpenReceipt", occurredAt=at))["receipt"]
    await house.do(
        "ReceiveLine", crew.token, receipt={"id": receipt["id"]}, item={"sku": "Z-LOT"},
        quantity=12, lotNumber="L-2027", occurredAt=at,
    )  # fmt: skip


async def test_cards_and_labels_are_printed_where_the_thing_stands(page, house):
    crew = await elsewhere(house)
    sku, _ = await crew.some_goods()
    number = (await crew.do("CreateOrder", lines=[{"item": {"sku": sku}, "quantity": 1}]))["order"][
        "number"
    ]
    await house.do("ReleaseOrders", crew.token, orders=[{"number": number}])
    await page.goto("/board#/")
    await page.locator(".queues h3 .why").filter(has_text="Pick").click()
    await page.get_by_role("button", name="Task card").first.click()
    await expect(page.locator(".side").get_by_role("link", name="Queued")).to_be_visible()
