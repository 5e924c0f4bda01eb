"""Somebody with a handheld: they scan, tap and key; what that cost them is counted."""

import asyncio
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page
from playwright.async_api import TimeoutError as PageTimeoutError

from tests.browser import ears
from tests.browser.handheld import Handheld
from tests.browser.kept import kept

PATIENCE_S = 15
PATIENCE_MS = PATIENCE_S * 1000
TONES = {  # what the hand feels, and what the ear hears with it
    "ok": ((40,), (1800,)),
    "lineDone": ((40, 40, 40), (1400, 1800)),
    "taskDone": ((40, 40, 40, 40, 80), (1200, 1500, 1900)),
    "wrong": ((120, 60, 120), (220, 220)),
    "look": ((80, 60, 80, 60, 80), (700, 700, 700)),
    "again": ((20,), (1000,)),
}
NAME_OF = {vibration: name for name, (vibration, _) in TONES.items()}
SAME_PULL_S = 0.75
HOME = "p.or:not([aria-busy=true])"
SIGN = "main:has(ol.rail) .sign"


@dataclass
class Worker:
    """Who works; `scans` and `taps` are what their hands did since the last `rest`."""

    handheld: Handheld
    scans: int = 0
    taps: int = 0
    keyed: list[str] = field(default_factory=list)
    before: int = 0
    """How many operations lay behind them when they last rested."""

    @property
    def page(self) -> Page:
        return self.handheld.page

    async def scan(self, *codes: str) -> None:
        """Pull the trigger on each code in turn."""
        for code in codes:
            self.scans += 1
            await self.handheld.wedge.scan(code)

    async def scan_again(self, code: str) -> None:
        """Pull the trigger once more on a code, later than one pull lasts."""
        await asyncio.sleep(SAME_PULL_S)
        await self.scan(code)

    async def tap(self, name: str, *, exact: bool = False) -> None:
        """Tap a button."""
        self.taps += 1
        await self.page.get_by_role("button", name=name, exact=exact).first.click()

    async def key(self, digits: str) -> None:
        """Key digits on the screen's own keypad; typing is not counted as taps."""
        self.keyed.append(digits)
        for digit in digits:
            await self.page.get_by_role("button", name=digit, exact=True).click()

    async def rest(self) -> None:
        """Begin to count anew; what was heard is forgotten."""
        await ears.heard(self.page)
        self.scans = self.taps = 0
        self.keyed.clear()
        self.before = len(await kept(self.page, "history"))

    async def heard(self) -> list[str]:
        """Name the tones since the last time; the hand must have felt what the ear heard."""
        got = await ears.heard(self.page)
        names = [NAME_OF[tuple(felt)] for felt in got.vibrations]
        assert list(got.tones) == [pitch for name in names for pitch in TONES[name][1]]
        return names

    async def sees(self, *texts: str) -> None:
        """Wait until these stand on the screen."""
        for text in texts:
            await self._waits_for(self.page.get_by_text(text).first)

    async def is_sent_to(self, code: str) -> None:
        """Wait until the sign of a job shows this bin; the one at home does not count."""
        await self._waits_for(self.page.locator(SIGN).get_by_role("img", name=code))

    async def suggested(self) -> str:
        """Read the bin on the sign."""
        sign = self.page.locator(f"{SIGN} [role=img]")
        await self._waits_for(sign)
        return str(await sign.get_attribute("aria-label"))

    async def is_home(self) -> None:
        """Wait for the first screen of work; while it asks for work, scans wait for the answer."""
        await self._waits_for(self.page.locator(HOME))

    async def _waits_for(self, part: Locator) -> None:
        try:
            await part.wait_for(timeout=PATIENCE_MS)
        except PageTimeoutError as error:
            text = await self.page.locator("body").inner_text()
            raise AssertionError(f"{part} does not come; the screen says: {text!r}") from error

    async def goes_home(self) -> None:
        """Leave whatever is in hand."""
        away = self.page.get_by_role("button", name="Close")
        if await away.count():
            await away.first.click()
        for way_back in ("Back", "Cancel"):
            key = self.page.locator("footer").get_by_role("button", name=way_back, exact=True)
            if await key.count():
                await key.first.click()
        if not await self.page.locator("p.or").is_visible():
            await self.page.get_by_role("button", name="Menu").click()
            await self.page.get_by_role("button", name="Leave this job").click()
        await self.is_home()

    async def sees_no_work(self) -> None:
        """Wait until the house has said that it has nothing of what was asked for."""
        await self.sees("There is no task for you now")

    async def log_out(self) -> None:
        """Put the handheld down."""
        await self.page.get_by_role("button", name="Menu").click()
        await self.page.get_by_role("button", name="Log out").click()
        await self.sees("Scan your badge")

    async def all_sent(self) -> list[str]:
        """Wait until nothing waits on the device; return the outcomes since the rest."""
        async with asyncio.timeout(PATIENCE_S):
            while await kept(self.page, "outbox"):  # noqa: ASYNC110 - the page tells no other way
                await asyncio.sleep(0.05)
        past = sorted(await kept(self.page, "history"), key=lambda row: row["sequence"])
        return [row["outcome"] for row in past[self.before :]]

    async def operations(self) -> list[tuple[str, str]]:
        """Name what this device sent and what waits, oldest first, with its id."""
        rows = await kept(self.page, "history") + await kept(self.page, "outbox")
        rows.sort(key=lambda row: row["sequence"])
        return [(_name_of(row["operation"]), row["operationId"]) for row in rows]


def _name_of(operation: str | dict[str, object]) -> str:
    """What waits is kept whole; of what was sent the name is kept."""
    return operation if isinstance(operation, str) else next(iter(operation))
