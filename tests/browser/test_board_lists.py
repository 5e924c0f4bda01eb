"""The lists: items, bins, people and devices; files are judged first; labels are printed."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.desk import PATIENCE_MS, at_desk, elsewhere

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
