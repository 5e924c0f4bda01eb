"""A worker takes up a handheld: its set-up code, a badge, a PIN on our own keypad, one tap."""

from playwright.async_api import Page

from backend.server.demo.people import PEOPLE, Person
from tests.browser.handheld import Handheld
from tests.browser.house import House
from tests.browser.shop import Shop

AMINA = PEOPLE[0]


async def set_up(handheld: Handheld, house: House | Shop) -> Page:
    """Switch a new handheld on and let it scan its set-up code."""
    page = await handheld.switch_on()
    await page.get_by_text("Scan the set-up code").wait_for()
    await handheld.wedge.scan(await house.setup_barcode())
    await page.get_by_text("Scan your badge").wait_for()
    return page


async def log_in(handheld: Handheld, person: Person = AMINA) -> None:
    """Scan the badge and type the PIN."""
    page = handheld.page
    await handheld.wedge.scan(person.badge)
    for digit in person.pin:
        await page.get_by_role("button", name=digit, exact=True).click()
    await page.get_by_role("button", name="Log in").click()
    await page.get_by_role("button", name="Start shift").wait_for()


async def on_shift(handheld: Handheld, house: House | Shop, person: Person = AMINA) -> Page:
    """Bring a new handheld and a worker to the first screen of work."""
    page = await set_up(handheld, house)
    await log_in(handheld, person)
    await page.get_by_role("button", name="Start shift").click()
    return page
