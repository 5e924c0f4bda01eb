"""The camera of a handheld, played by a film that Chromium takes for one."""

import re
from pathlib import Path

import barcode as bars
import pytest_asyncio
from barcode.writer import ImageWriter
from PIL import Image, ImageFilter
from playwright.async_api import expect

from tests.browser.handheld import Handheld
from tests.browser.shift import on_shift

WIDE, HIGH = 1280, 720
FRAMES = 30


def film(folder: Path, code: Image.Image) -> tuple[str, ...]:
    """Write a film that shows a code, and return the arguments that make it the camera."""
    frame = Image.new("L", (WIDE, HIGH), 255)
    frame.paste(code, ((WIDE - code.width) // 2, (HIGH - code.height) // 2))
    path = folder / "film.y4m"
    plane = frame.filter(ImageFilter.GaussianBlur(0.6)).tobytes() + bytes([128]) * (
        WIDE * HIGH // 2
    )
    with path.open("wb") as out:
        out.write(b"YUV4MPEG2 W%d H%d F15:1 Ip A1:1 C420jpeg\n" % (WIDE, HIGH))
        for _ in range(FRAMES):
            out.write(b"FRAME\n" + plane)
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    )


def ean13(number: str) -> Image.Image:
    options = {"write_text": False, "module_width": 0.375, "dpi": 203, "quiet_zone": 6.5}
    return bars.get("ean13", number, writer=ImageWriter()).render(options).convert("L")


@pytest_asyncio.fixture
async def seeing(playwright, program, shop, tmp_path):
    """Give a handheld of the shop before whose camera a code lies."""
    handhelds = []

    def place(code: Image.Image) -> Handheld:
        more = film(tmp_path, code)
        handhelds.append(Handheld(playwright, program, tmp_path / "device", shop.house.url, more))
        return handhelds[-1]

    yield place
    for handheld in handhelds:
        await handheld.switch_off()


async def open_camera(handheld, shop):
    page = await on_shift(handheld, shop)
    await page.get_by_text("Ready for work").wait_for()
    await page.get_by_role("button", name=re.compile("^Can.t scan$")).click()
    await page.get_by_role("button", name="Use the camera").click()
    return page


async def test_what_the_device_knows_counts_at_once_and_the_camera_closes(seeing, shop):
    number = (await shop.goods("Tea")).gtin
    page = await open_camera(seeing(ean13(number)), shop)

    await expect(page.locator("video")).to_have_count(0)
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_what_nobody_knows_is_compared_by_a_person(seeing, shop):
    page = await open_camera(seeing(ean13("5901234123457")), shop)

    await expect(page.get_by_text("Is this what stands on the label?")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_contain_text("5901234123457")
    await page.get_by_role("button", name="Yes, take it").click()

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("body")).to_contain_text("5901234123457")
