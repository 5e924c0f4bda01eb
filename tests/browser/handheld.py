"""A handheld: a Chromium of its size on a folder of its own, which can lose power and network."""

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Playwright

from tests.browser.ears import listen
from tests.browser.wedge import Wedge
from tools import chromium

SIZE: Any = {"width": 360, "height": 640}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
GONE_WITHIN_S = 10
PATIENCE_MS = 15_000
NETWORKS = {  # latency in ms, then bytes a second down and up
    "poor wifi": (120, 250_000, 125_000),
    "fast 3g": (562, 180_000, 84_375),
    "slow 3g": (2000, 50_000, 50_000),
}


@dataclass
class Handheld:
    """One device; what it stored is in its folder and survives `kill`."""

    playwright: Playwright
    program: Path
    folder: Path
    house_url: str
    more: tuple[str, ...] = ()
    """Further arguments of its browser."""
    _context: BrowserContext | None = field(default=None, init=False)
    _page: Page | None = field(default=None, init=False)
    _cdp: CDPSession | None = field(default=None, init=False)

    @property
    def page(self) -> Page:
        assert self._page is not None, "switch it on first"
        return self._page

    @property
    def cdp(self) -> CDPSession:
        assert self._cdp is not None, "switch it on first"
        return self._cdp

    @property
    def wedge(self) -> Wedge:
        return Wedge(self.page, self.cdp)

    async def switch_on(self, path: str = "/", **options: Any) -> Page:
        """Start the browser on what the folder holds and open the page."""
        self._context = await self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=self.program,
            env=chromium.environment(self.program),
            args=[*ARGUMENTS, *self.more],
            **{"viewport": SIZE, "has_touch": True, "base_url": self.house_url} | options,
        )
        self._context.set_default_timeout(PATIENCE_MS)
        await listen(self._context)
        self._page = self._context.pages[0]
        self._cdp = await self._context.new_cdp_session(self._page)
        await self._page.goto(path)
        return self._page

    async def slow_down(self, times: float) -> None:
        """Make its processor so many times slower."""
        await self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": times})

    async def network(self, name: str) -> None:
        """Put it behind one of NETWORKS."""
        latency, down, up = NETWORKS[name]
        await self.cdp.send("Network.enable")
        await self.cdp.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": latency, "downloadThroughput": down,
             "uploadThroughput": up},
        )  # fmt: skip

    async def offline(self) -> None:
        """Carry it out of reach."""
        await self._on().set_offline(True)

    async def online(self) -> None:
        """Bring it back."""
        await self._on().set_offline(False)

    async def kill(self) -> None:
        """Take its battery out: no page, worker or database hears of it."""
        async with asyncio.timeout(GONE_WITHIN_S):
            while pids := _browsers_on(self.folder):
                for pid in pids:
                    with suppress(ProcessLookupError):  # it ended with its parent
                        os.kill(pid, signal.SIGKILL)
                await asyncio.sleep(0.01)
        with suppress(Error):  # Playwright may or may not have noticed yet
            await self._on().close()
        self._context = self._page = self._cdp = None

    async def switch_off(self) -> None:
        """End the browser in order."""
        if self._context is not None:
            await self._context.close()
        self._context = self._page = self._cdp = None

    def _on(self) -> BrowserContext:
        assert self._context is not None, "switch it on first"
        return self._context


def _browsers_on(folder: Path) -> list[int]:
    """Return the processes of the browser that we started on this folder."""
    wanted = f"--user-data-dir={folder}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it ended in between
            if wanted in words:
                found.append(int(entry.name))
    return found
