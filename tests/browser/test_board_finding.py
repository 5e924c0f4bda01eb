"""A supervisor asks where something stands: an order by its number, a tote by its code."""

import pytest
from playwright.async_api import expect

from tests.browser.desk import at_desk, elsewhere


@pytest.fixture
async def crew(house):
    return await elsewhere(house)


@pytest.fixture
async def page(browser, house):
    page = await at_desk(browser, house)
    yield page
    await page.context.close()


async def test_a_supervisor_finds_out_where_an_order_stands(page, crew, house):
    sku, _ = await crew.some_goods()
    asked = {"lines": [{"item": {"sku": sku}, "quantity": 1}]}
    number = (await crew.do("CreateOrder", **asked))["order"]["number"]
    find = page.get_by_role("searchbox", name="Search or scan")
    await find.fill(number.removeprefix("SO-"))
    await find.press("Enter")
    panel = page.get_by_role("dialog", name=f"Order {number}")
    await expect(panel).to_contain_text("Promised")
    await expect(panel.locator("tbody tr")).to_contain_text(sku)

    await house.do("ReleaseOrders", crew.token, orders=[{"number": number}])
    await expect(panel.locator("li").filter(has_text="Pick")).to_contain_text(sku)
    await expect(panel).to_contain_text("Anybody")


async def test_the_search_says_what_a_tote_holds_for_whom(page, crew, house):
    sku, _ = await crew.some_goods()
    asked = {"lines": [{"item": {"sku": sku}, "quantity": 1}]}
    number = (await crew.do("CreateOrder", **asked))["order"]["number"]
    await house.do("ReleaseOrders", crew.token, orders=[{"number": number}])
    asked = {"ref": {"number": number}, "refs": [{"number": number}]}
    order = (await house.ask("OrderStanding", token=crew.token, **asked))["order"]
    (task,) = order["tasks"]["nodes"]
    await house.do(
        "ConfirmPick", crew.token, task=task["id"], item={"sku": sku}, quantity=1,
        into={"code": "T-777"}, occurredAt="2026-01-01T10:00:00Z",
    )  # fmt: skip
    find = page.get_by_role("searchbox", name="Search or scan")
    await find.fill("T-777")
    await find.press("Enter")
    await page.get_by_role("button", name="Container T-777").click()
    panel = page.get_by_role("dialog", name="T-777")
    await expect(panel.locator("tbody tr")).to_contain_text(sku)

    await panel.get_by_role("button", name=number).click()
    await expect(page.get_by_role("dialog", name=f"Order {number}")).to_contain_text("Being picked")
