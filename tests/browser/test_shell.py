"""The two pages as a browser gets them: few requests, nothing from elsewhere, nothing refused."""

import asyncio

import pytest

from tests.browser.looks import violations

REQUESTS_MAX = 4
KEPT_WITHIN_S = 20


async def shell_kept(page):
    """Wait until the service worker has the shell."""
    async with asyncio.timeout(KEPT_WITHIN_S):
        await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


@pytest.fixture
def noted(page, house):
    """Note which of the shell's files a page asks for, what from elsewhere, and each complaint."""
    ours, foreign, complaints = [], [], []
    known = (house.url, house.url.replace("http", "ws"), "data:", "blob:")

    def note(request):
        if not request.url.startswith(known):
            foreign.append(request.url)
        elif not request.url.startswith(f"{house.url}/graphql"):
            ours.append(request.url.removeprefix(house.url))

    page.on("request", note)
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return ours, foreign, complaints


ASKED_FIRST = """() => {
  const [scannable] = performance.getEntriesByName("scannable");
  const files = performance.getEntriesByType("resource");
  return files.filter((file) => !scannable || file.startTime < scannable.startTime)
    .map((file) => new URL(file.name).pathname).filter((name) => name !== "/graphql");
}"""
"""What was asked for until the page could take a scan; the rest of the work comes behind it."""


@pytest.mark.parametrize("path", ["/", "/board"])
async def test_a_page_opens_with_few_requests_and_no_complaint(page, noted, path):
    await page.goto(path)
    await page.locator("#app > *").first.wait_for()

    _, foreign, complaints = noted
    assert (foreign, complaints) == ([], [])
    asked = [path, *await page.evaluate(ASKED_FIRST)]
    assert len(asked) <= REQUESTS_MAX, asked
    assert await violations(page) == []


async def test_a_page_brings_its_rules_and_its_files_stay_in_the_cache(house):
    page = await house.client.get("/")
    policy = page.headers["content-security-policy"]

    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert page.headers["cache-control"] == "no-cache"
    assert (await house.client.get("/sw.js")).headers["cache-control"] == "no-cache"


async def test_the_scanner_opens_without_a_network_after_the_first_time(handheld):
    page = await handheld.switch_on()
    await shell_kept(page)

    await handheld.offline()
    await page.reload()

    await page.locator("#app > *").first.wait_for()
    assert await page.evaluate("navigator.serviceWorker.controller !== null")


async def test_the_scanner_still_opens_after_its_battery_was_taken_far_from_any_network(handheld):
    page = await handheld.switch_on()
    await shell_kept(page)
    await handheld.kill()

    page = await handheld.switch_on("about:blank")
    await handheld.offline()
    await page.goto("/")

    await page.locator("#app > *").first.wait_for()
