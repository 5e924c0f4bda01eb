"""Somebody at a desk: signs in to the board and reads what stands on it."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page

from backend.server.demo.people import PEOPLE, Person
from tests.browser.house import ADMIN, House

DESK: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 360, "height": 640}
INES = next(person for person in PEOPLE if person.code == "ines")
JONAS = next(person for person in PEOPLE if person.code == "jonas")
PATIENCE_MS = 20_000


async def sign_in(page: Page, person: Person = ADMIN, path: str = "/board") -> None:
    """Open the board and sign in; return when it is live."""
    await page.goto(path)
    await page.get_by_label("Name").fill(person.code)
    await page.get_by_label("Password").fill(person.password or "")
    await page.get_by_role("button", name="Sign in").click()
    await page.locator(".head").wait_for(timeout=PATIENCE_MS)


async def at_desk(
    browser: Browser, house: House, person: Person = ADMIN, path: str = "/board", **options: Any
) -> Page:
    """Open a board of one's own, with somebody signed in; the browser's end closes it.

    Each signs in anew: what one login may ask in a minute is bounded.
    """
    context = await browser.new_context(**({"base_url": house.url, "viewport": DESK} | options))
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    await sign_in(page, person, path)
    return page


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody who works away from the board, through the graph."""

    house: House
    token: str
    location: str

    async def do(self, command: str, **asked: Any) -> Any:
        """Send a command that is about the location."""
        return await self.house.do(command, self.token, location={"code": self.location}, **asked)

    async def on_hand(self) -> dict[str, int]:
        """Return what is on hand, by SKU, as the server knows it now."""
        found: dict[str, int] = {}
        after = None
        while True:
            data = await self.house.ask(
                "StockOnHand", token=self.token, location=self.location, after=after
            )
            page = data["stock"]
            found |= {one["item"]["sku"]: one["onHand"] for one in page["nodes"]}
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return found

    async def some_goods(self, at_least: int = 3) -> tuple[str, str]:
        """Return an item and a bin in which so much of it lies free."""
        for sku in sorted(await self.on_hand()):
            data = await self.house.ask(
                "WhereItLies", token=self.token, sku=sku, location=self.location
            )
            for lies in data["balances"]["nodes"]:
                if lies["available"] >= at_least and lies["disposition"] == "USABLE":
                    return sku, lies["bin"]["code"]
        raise LookupError(at_least)

    async def adjust(self, sku: str, bin_code: str, by: int, reason: str = "FOUND") -> Any:
        """Ask for a change of stock; a large one waits for another person's yes."""
        line = {"item": {"sku": sku}, "bin": {"code": bin_code}, "difference": by}
        return (
            await self.do("RequestAdjustment", lines=[line], reason=reason, note="Seen on a walk")
        )["adjustment"]


async def elsewhere(house: House, person: Person = ADMIN) -> Elsewhere:
    """Let somebody work away from the board."""
    token = await house.token_of(person)
    data = await house.ask("Locations", token=token, first=1, after=None)
    return Elsewhere(house, token, data["locations"]["nodes"][0]["code"])
