"""A supervisor at work: cases, approvals, numbers that explain themselves, the floor."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from backend.server.demo.people import Person
from tests.browser.desk import INES, JONAS, PATIENCE_MS, at_desk, elsewhere
from tests.browser.shift import AMINA
from tests.browser.test_board import figure, row, search

A_PASSWORD = "amina-at-a-desk"
MINUS = "\N{MINUS SIGN}"
LARGE = 5_000_000


@pytest.fixture
async def crew(house):
    return await elsewhere(house)


@pytest.fixture
async def page(browser, house):
    page = await at_desk(browser, house)
    yield page
    await page.context.close()


async def test_another_person_decides_and_ones_own_request_says_why_not(page, browser, house):
    ines = await elsewhere(house, INES)
    sku, bin_code = await ines.some_goods()
    asked = [await ines.adjust(sku, bin_code, LARGE) for _ in range(2)]
    assert all(one["approval"] for one in asked), asked
    hers = await at_desk(browser, house, INES)
    waiting = page.locator(".case").filter(has=page.get_by_role("button", name="Approve"))
    await expect(hers.locator(".case").filter(has_text="You asked for it")).to_have_count(2)
    await expect(hers.get_by_role("button", name="Approve")).to_have_count(0)
    await expect(waiting).to_have_count(2)

    await waiting.first.get_by_role("button", name="Refuse").click()
    await page.get_by_placeholder("Why?").fill("Counted again")
    await page.get_by_role("button", name="Refuse").first.click()
    await expect(waiting).to_have_count(1)
    before = (await ines.on_hand())[sku]
    await waiting.first.get_by_role("button", name="Approve").click()

    await expect(waiting).to_have_count(0)
    await expect(hers.locator(".case").filter(has_text="You asked for it")).to_have_count(0)
    await search(page, sku)
    await expect(row(page, sku).locator("button").first).to_have_text(f"{before + LARGE:,}")
    await hers.context.close()


async def test_a_case_is_taken_noted_and_resolved(page, browser, house, crew):
    await crew.do("OpenCase", kind="HELP", note="A pallet fell", occurredAt="2026-01-01T10:00:00Z")
    jonas = await at_desk(browser, house, JONAS)
    case = page.locator(".case").filter(has_text="Help wanted")
    await expect(case).to_contain_text("A pallet fell")
    await case.get_by_role("button", name="Take it").click()
    await expect(jonas.locator(".case").filter(has_text="with Mara Ellison")).to_be_visible()

    seen = jonas.locator(".case").filter(has_text="Help wanted")
    for one in (seen, case):
        await one.get_by_role("button", name="Help wanted").click()
    await seen.get_by_placeholder("A note for everybody").fill("I bring a truck")
    await seen.get_by_role("button", name="Note it").click()
    await expect(case.locator(".notes")).to_contain_text("I bring a truck")

    await case.get_by_role("button", name="Resolve").click()
    await case.get_by_placeholder("How did it end?").fill("Restacked")
    await case.get_by_role("button", name="Resolve").click()
    await expect(seen).to_have_count(0)
    await expect(page.get_by_text("No open cases")).to_be_visible()
    await jonas.context.close()


async def test_a_number_says_why_it_is_what_it_is(page, crew):
    sku, bin_code = await crew.some_goods()
    await crew.adjust(sku, bin_code, 2)
    await search(page, sku)
    await expect(row(page, sku)).to_have_count(1)
    number = row(page, sku).get_by_role("button", name="on hand")
    await number.focus()
    await page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    sums = panel.locator(".sum b")
    await expect(sums).to_have_count(3)

    added, taken, left = [int(re.sub(r"\D", "", one)) for one in await sums.all_inner_texts()]
    assert added - taken == left == await figure(page, sku)
    terms = panel.locator(".scroll tbody tr")
    assert await terms.count() >= 2
    rows = [await one.locator("td.n").all_inner_texts() for one in await terms.all()]
    signed = [
        int(change.replace(MINUS, "-").replace("+", "").replace(",", "")) for change, _ in rows
    ]
    after = [int(shown.replace(",", "")) for _, shown in rows]
    assert after[0] == left
    assert all(after[at] - signed[at] == after[at + 1] for at in range(len(rows) - 1))

    await crew.adjust(sku, bin_code, 1)
    await expect(panel.get_by_role("heading").first).to_have_text(f"Why is it {left + 1:,}?")

    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(number).to_be_focused()


async def test_on_hand_less_what_stands_between_is_what_is_free(page, crew):
    sku, _ = await crew.some_goods()
    await crew.do("CreateOrder", lines=[{"item": {"sku": sku}, "quantity": 1}])
    await search(page, sku)
    await expect(row(page, sku)).to_have_count(1)
    await row(page, sku).get_by_role("button", name="free").click()
    panel = page.get_by_role("dialog")
    parts = panel.get_by_role("table", name="How the numbers add up").locator("tr")
    await expect(parts.filter(has_text="held for orders")).to_have_count(1)

    said = [await one.locator("td").inner_text() for one in await parts.all()]
    on_hand, *between, free = [
        int(one.replace(MINUS, "-").replace("=", "").replace(",", "").replace(" ", ""))
        for one in said
    ]
    assert on_hand + sum(between) == free
    shown = [
        one.replace(",", "") for one in await row(page, sku).locator("button").all_inner_texts()
    ]
    assert shown == [str(on_hand), str(-between[0]), str(free)]


async def test_lines_stay_where_they_are_when_the_board_does_not_follow(page, crew):
    lines = page.locator(".stock tbody tr")
    await expect(lines.nth(5)).to_be_visible()
    sku, bin_code = await crew.some_goods()
    await crew.adjust(sku, bin_code, 1)
    await expect(lines.first).to_contain_text(sku)  # it follows: what moved stands on top

    await page.get_by_role("button", name="Follow").click()
    order = await lines.locator("td:first-child").all_inner_texts()
    below = order[4]
    (lies,) = [
        one["bin"]["code"]
        for one in (
            await crew.house.ask("WhereItLies", token=crew.token, sku=below, location=crew.location)
        )["balances"]["nodes"]
    ][:1]
    shown = await figure(page, below)
    await crew.adjust(below, lies, 1)
    await expect(row(page, below).locator("button").first).to_have_text(f"{shown + 1:,}")
    assert await lines.locator("td:first-child").all_inner_texts() == order

    follow = page.get_by_role("button", name="Follow")
    await follow.click()
    await expect(lines.first).to_contain_text(below)

    await page.locator(".stock .scroll").evaluate("it => it.scrollTo(0, 300)")
    await expect(follow).to_have_attribute("aria-pressed", "false")
    await follow.click()
    await expect(lines.first).to_be_in_viewport()


async def test_stock_can_be_seen_bin_by_bin(page, crew):
    sku, bin_code = await crew.some_goods()
    await page.get_by_role("button", name="By bin").click()
    await search(page, sku)
    line = page.locator(".stock tbody tr").filter(has=page.get_by_text(bin_code, exact=True))
    await expect(line).to_have_count(1)
    await crew.adjust(sku, bin_code, 3)

    await expect(line).to_contain_text("+3")
    await line.get_by_role("button", name=f"{sku}, {bin_code}").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text(bin_code)


async def test_the_map_is_a_table_and_a_bay_opens_to_a_count(page):
    table = page.get_by_role("table", name="Picks 24 h, by aisle and bay")
    await expect(table.get_by_role("row").nth(1)).to_be_visible()
    await expect(table.get_by_role("columnheader").nth(1)).to_have_text("01")
    await expect(table.get_by_role("rowheader").first).not_to_be_empty()

    await page.get_by_role("button", name="Full", exact=True).click()
    full = page.get_by_role("table", name="Full, by aisle and bay")
    await full.get_by_role("button").first.click()
    panel = page.get_by_role("dialog")
    await panel.get_by_role("button", name="Count it").first.click()

    await expect(panel.get_by_text("Count is queued")).to_be_visible()
    await expect(page.locator(".queues > div").filter(has_text="Count")).to_be_visible()


async def test_a_task_is_put_first_given_away_and_called_off(page, crew):
    _, bin_code = await crew.some_goods()
    await crew.do("RequestCount", bins=[{"code": bin_code}], reason="A test")
    await page.locator(".queues").get_by_role("button", name="Count").click()
    panel = page.get_by_role("dialog")
    task = panel.locator(".task").filter(has_text=bin_code)
    await task.get_by_role("button", name="Put it first").click()
    await expect(task).to_contain_text("comes first")

    await task.get_by_role("button", name="Call it off").click()
    await expect(task).to_have_count(0)


async def with_password(house, token: str) -> Person:
    """Let a worker sign in at a desk too."""
    await house.do("SaveUser", token, user={"code": AMINA.code}, newPassword=A_PASSWORD)
    return replace(AMINA, password=A_PASSWORD)


async def test_a_barcode_that_the_floor_taught_is_trusted(page, crew, house):
    sku, _ = await crew.some_goods()
    worker = await house.token_of(await with_password(house, crew.token))
    await house.do(
        "TeachBarcode", worker, item={"sku": sku}, barcode="4006381333931",
        occurredAt="2026-01-01T10:00:00Z",
    )  # fmt: skip
    await page.reload()
    learned = page.locator(".case").filter(has_text="4006381333931")
    await learned.get_by_role("button", name="Trust it").click(timeout=PATIENCE_MS)

    await expect(learned).to_have_count(0)
    waiting = await house.ask("BarcodesToApprove", token=crew.token, first=10, after=None)
    assert not waiting["itemBarcodes"]["nodes"]


async def test_the_wall_shows_what_is_late_and_nothing_to_press(page):
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("button", name="Wall mode").click()

    await expect(page.locator(".cut")).to_be_visible()
    await expect(page.locator(".floor .heat")).to_be_visible()
    await expect(page.locator(".stock")).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_be_hidden()


@pytest.mark.parametrize(
    ("language", "word", "direction"), [("de", "Freigaben", "ltr"), ("ar", "الموافقات", "rtl")]
)
async def test_the_board_speaks_the_language_of_whoever_signs_in(
    language, word, direction, browser, house, crew
):
    people = await house.ask("People", token=crew.token, filter=None, first=50, after=None)
    jonas = next(one for one in people["users"]["nodes"] if one["code"] == JONAS.code)
    await house.do("SaveUser", crew.token, user={"id": jonas["id"]}, language=language)
    page = await at_desk(browser, house, JONAS)

    await expect(page.get_by_role("heading", name=word)).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await expect(page.locator("html")).to_have_attribute("dir", direction)
    await page.context.close()


async def test_everything_can_be_reached_by_keys_alone(page):
    reached: set[str] = set()
    await page.locator(".stock tbody tr").first.wait_for()
    await page.locator("body").click(position={"x": 1, "y": 1})
    for _ in range(60):
        await page.keyboard.press("Tab")
        reached.add(
            await page.evaluate(
                "document.activeElement.closest('.head, .cut, .kpis, .que, .cases, .stock, .floor')"
                "?.classList[document.activeElement.closest('.head') ? 0 : 1] ?? ''"
            )
        )
    assert {"head", "cases", "stock"} <= reached


async def test_what_a_carrier_waits_for_is_released_to_the_floor(page, crew):
    sku, _ = await crew.some_goods()
    leaves = (datetime.now(UTC) - timedelta(minutes=10)).isoformat()
    line = {"item": {"sku": sku}, "quantity": 1}
    created = (await crew.do("CreateOrder", lines=[line], shipBy=leaves))["order"]
    assert created["status"] == "PROMISED"
    release = page.get_by_role("button", name="Release 1 line for No carrier")
    await release.click(timeout=PATIENCE_MS)

    await expect(release).to_have_count(0)
    await expect(page.locator(".queues > div").filter(has_text="Pick")).to_be_visible()
