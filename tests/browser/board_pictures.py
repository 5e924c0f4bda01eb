"""Take the pictures of the board in docs/screens from a demo that runs.

./dev demo --pace 30                                          and, in another shell,
./dev python -m tests.browser.board_pictures http://localhost:8000
"""

import asyncio
import io
import sys
from dataclasses import dataclass
from typing import Any, Literal

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.desk import DESK, PHONE, sign_in
from tests.browser.handheld import ARGUMENTS
from tests.browser.pictures import FOLDER, few
from tools import chromium

WALL: Any = {"width": 1920, "height": 1080}
WIDTH_MAX = 1280
SETTLE_MS = 8_000
PRESSED_MS = 2_000


@dataclass(frozen=True, slots=True)
class Picture:
    """What to show, and what to press first."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    size: Any = None
    path: str = "/board"
    presses: tuple[str, ...] = ()


PICTURES = (
    Picture("board-light"),
    Picture("board-dark", "dark"),
    Picture("board-wall", "dark", WALL, "/board?wall"),
    Picture("board-phone", "light", PHONE),
    Picture("board-why", presses=("text=By bin", ".stock tbody tr:nth-child(3) .why")),
    Picture("board-bay", presses=(".heat .h1 button",)),
    Picture("board-queue", "dark", presses=(".queues h3 .why >> nth=1",)),
    Picture("board-bins", path="/board#/bins", presses=(".list tbody .why",)),
    Picture("board-labels", path="/board#/printers"),
)


async def take(browser: Browser, url: str, picture: Picture) -> None:
    """Sign in, press what is to be pressed, and keep what is seen in few colors."""
    context = await browser.new_context(
        base_url=url, viewport=picture.size or DESK, color_scheme=picture.scheme
    )
    page = await context.new_page()
    await sign_in(page, path=picture.path)
    await page.wait_for_timeout(SETTLE_MS)
    for press in picture.presses:
        await page.locator(press).first.click()
        await page.wait_for_timeout(PRESSED_MS)
    await keep(page, picture.name)
    await context.close()


async def keep(page: Page, name: str) -> None:
    """Write the picture, small."""
    seen = Image.open(io.BytesIO(await page.screenshot(animations="disabled"))).convert("RGB")
    if seen.width > WIDTH_MAX:
        seen = seen.resize((WIDTH_MAX, seen.height * WIDTH_MAX // seen.width))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    few(seen).save(path, optimize=True)
    print(path, path.stat().st_size)  # noqa: T201 - whoever runs this wants to see it


async def main(url: str, names: list[str]) -> None:
    """Take all pictures, or those that are named."""
    program = chromium.find()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for picture in PICTURES:
            if not names or picture.name in names:
                await take(browser, url, picture)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
