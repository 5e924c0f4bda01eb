"""What leaves a handheld: something simple that a worker does, and the wait until all is sent."""

import asyncio

from playwright.async_api import Page

from tests.browser.kept import kept

SENT_WITHIN_S = 60
SHOWN = "Help is called"
DONE = """
SELECT person.code, operation.id::text AS id
  FROM operation
  JOIN person ON person.id = operation.actor_id
 WHERE operation.command = 'open_case'
 ORDER BY operation.xid
"""


async def call_for_help(page: Page) -> None:
    """Tap once, and wait until the handheld says that it is done."""
    await page.get_by_role("button", name="Help").click()
    await page.get_by_text(SHOWN).wait_for()


async def everything_sent(page: Page) -> list[str]:
    """Wait until nothing is left; return the ids of what was sent, in the order of the device."""
    async with asyncio.timeout(SENT_WITHIN_S):
        while await kept(page, "outbox"):  # noqa: ASYNC110 - the page tells no other way
            await asyncio.sleep(0.1)
    history = sorted(await kept(page, "history"), key=lambda past: past["sequence"])
    assert {past["outcome"] for past in history} <= {"APPLIED"}
    return [past["operationId"] for past in history]
