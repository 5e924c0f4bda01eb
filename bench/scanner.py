"""How the scanner feels: how long until it can take a scan, and from a scan to paint and disk."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from backend.kernel.ids import new_id
from backend.server.postgres import CARELESS, Postgres
from bench.house import fill, first_of, folder_of_our_own
from tests.browser.handheld import Handheld
from tests.browser.house import House, serving
from tests.browser.shift import on_shift
from tests.browser.stocked import DAY
from tests.browser.wedge import Wedge
from tools import chromium, client

STARTS = 5
STOPS = 15
PAUSE_MS = 250
LOCATION = "MAIN"
SLOW = 4
TO_PAINT = """
() => {
  window.__waits = { paint: [], durable: [] };
  let heard = null;
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") heard = event.timeStamp;
  }, true);
  new PerformanceObserver((list) => {
    for (const mark of list.getEntries()) {
      const kind = { "scan:painted": "paint", "scan:durable": "durable" }[mark.name];
      if (kind && heard !== null) window.__waits[kind].push(mark.startTime - heard);
    }
  }).observe({ entryTypes: ["mark"] });
}
"""
CLAIMED = """
async () => {
  const done = (asked) => new Promise((then) => {
    asked.onsuccess = () => then(asked.result);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(...await done(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return found.flatMap((row) => [row, row?.task]).filter((task) => Array.isArray(task?.steps));
}
"""
SCANNABLE = "() => performance.getEntriesByName('scannable')[0]?.startTime ?? null"


@dataclass(frozen=True, slots=True)
class Felt:
    """Waits in milliseconds, as the browser measured them."""

    name: str
    waits_ms: Sequence[float]
    most_ms: tuple[float, float]
    """The budget for half of them, and for all but one in twenty."""

    def share_ms(self, share: float) -> float:
        """Return how long this share of the waits took at most."""
        ordered = sorted(self.waits_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def measure() -> Sequence[Felt]:
    """Measure each on a fresh house and fresh handhelds."""
    client.build_if_stale()
    async with _bench() as (house, handhelds):
        return [
            await _cold(handhelds),
            await _warm(handhelds),
            *[felt for slower in (1, SLOW) for felt in await _scans(house, handhelds, slower)],
        ]


class Handhelds:
    """Fresh devices, each with a folder of its own."""

    def __init__(self, playwright: Any, program: Path, folder: Path, url: str) -> None:
        """Put their folders into this one."""
        self._make: Callable[[str], Handheld] = lambda name: Handheld(
            playwright, program, folder / name, url
        )
        self._number = 0

    def fresh(self) -> Handheld:
        """Return one that was never switched on."""
        self._number += 1
        return self._make(f"handheld-{self._number}")


@asynccontextmanager
async def _bench() -> AsyncIterator[tuple[House, Handhelds]]:
    program = chromium.bring()
    if program is None:
        raise SystemExit(chromium.MISSING)
    with folder_of_our_own() as folder, Postgres(folder, settings=CARELESS) as addresses:
        await fill(addresses, first_of(DAY, 12))
        async with serving(addresses.app) as house, async_playwright() as playwright:
            yield house, Handhelds(playwright, program, folder / "devices", house.url)


async def _cold(handhelds: Handhelds) -> Felt:
    """Open the page on a device that was never here, far from the access point."""
    waits = []
    for _ in range(STARTS):
        handheld = handhelds.fresh()
        await handheld.switch_on("about:blank")
        await handheld.network("fast 3g")
        waits.append(await _until_scannable(handheld))
        await handheld.switch_off()
    return Felt(f"cold to scannable, Fast 3G, CPU / {SLOW}", waits, (2000, 2000))


async def _warm(handhelds: Handhelds) -> Felt:
    """Open it again, from what the service worker kept, in a browser that was started anew."""
    handheld = handhelds.fresh()
    page = await handheld.switch_on()
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await handheld.switch_off()
    waits = []
    for _ in range(STARTS):
        await handheld.switch_on("about:blank")
        await handheld.network("fast 3g")
        waits.append(await _until_scannable(handheld))
        await handheld.switch_off()
    return Felt(f"warm to scannable, Fast 3G, CPU / {SLOW}", waits, (500, 500))


async def _until_scannable(handheld: Handheld) -> float:
    await handheld.slow_down(SLOW)
    await handheld.page.goto("/")
    return await _mark(handheld.page)


async def _mark(page: Page) -> float:
    while (at := await page.evaluate(SCANNABLE)) is None:
        await page.wait_for_timeout(20)
    return float(at)


async def _scans(house: House, handhelds: Handhelds, slower: float) -> list[Felt]:
    """Pick a walk, each stop by its bin, its item and the tote, and wait a moment in between."""
    handheld = handhelds.fresh()
    await _release(house)
    page = await on_shift(handheld, house)
    await page.get_by_role("button", name="Start", exact=True).wait_for()
    codes = await _codes_of_claimed(page, f"T-BENCH{slower:g}")
    await page.evaluate(TO_PAINT)
    await handheld.slow_down(slower)
    wedge = Wedge(page, handheld.cdp, gap_ms=None)
    for code in codes:
        await wedge.scan(code)
        await page.wait_for_timeout(PAUSE_MS)
    waits = await page.evaluate("__waits")
    await handheld.switch_off()
    return [
        Felt(f"scan to paint, CPU / {slower:g}", waits["paint"], (30, 100)),
        Felt(f"scan to disk, CPU / {slower:g}", waits["durable"], (150, 150)),
    ]


async def _release(house: House) -> None:
    """Release an order of several lines: a walk for whoever asks next."""
    token, number = await house.token_of(), f"BENCH-{new_id()}"
    stock = (await house.ask("StockOnHand", token=token, location=LOCATION))["stock"]["nodes"]
    lines = [{"item": {"sku": row["item"]["sku"]}, "quantity": 1} for row in stock[:STOPS]]
    order = {"location": {"code": LOCATION}, "number": number, "lines": lines}
    await house.do("CreateOrder", token, **order)
    await house.do("ReleaseOrders", token, orders=[{"number": number}])


async def _codes_of_claimed(page: Page, tote: str) -> list[str]:
    """Return what the picker scans, stop by stop, of the tasks that the device holds."""
    tasks = sorted(await page.evaluate(CLAIMED), key=lambda task: task["sequence"])
    return [
        step["accepts"][0]["barcode"] if step["accepts"] else tote
        for task in tasks
        for step in task["steps"]
        if step["kind"] in {"SCAN_BIN", "SCAN_ITEM", "SCAN_CONTAINER"}
    ]
