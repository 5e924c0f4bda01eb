"""Read photos of barcodes with the scanner's own decoder in a real browser, and with zxing-cpp.

A text counts where it is accepted by the camera's rules (it reads well and is known); what reads
well and is not known is shown to a person; anything else is as if nothing had been seen.
"""

import base64
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright

from backend.master.barcodes.reading import read
from tools import chromium
from tools.client import APP, MODULES, with_packages

ORIGIN = "http://photos.test"
WASM = MODULES / "zxing-wasm" / "dist" / "reader" / "zxing_reader.wasm"
SHORT_UPC = re.compile(r"\]E0[0-9]{12}")


@dataclass(frozen=True, slots=True)
class Shot:
    """What a decoder made of one photo."""

    text: str | None
    """Without its AIM identifier; None where nothing was seen that reads well."""
    verdict: str
    """accept, ask or pass, as the camera judges."""
    ms: float


def by_reference(photo: Path, known: Collection[str]) -> Shot:
    """Ask zxing-cpp with all its efforts; it judges by the rules of the camera."""
    with Image.open(photo) as image:
        grey = image.convert("L")
    before = perf_counter()
    found = zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)
    ms = (perf_counter() - before) * 1000
    for one in found:
        raw = one.symbology_identifier + one.text
        verdict = judge(raw.replace("]E0", "]E00", 1) if SHORT_UPC.fullmatch(raw) else raw, known)
        if verdict != "pass":
            return Shot(one.text, verdict, ms)
    return Shot(None, "pass", ms)


def judge(raw: str, known: Collection[str]) -> str:
    """Judge what was seen, as scan/camera/seen.ts does."""
    reading = read(raw)
    if reading.problem or not reading.plain:
        return "pass"
    return "accept" if reading.plain in known else "ask"


def by_scanner(photos: Sequence[Path], known: Collection[str]) -> Iterator[Shot]:
    """Ask the scanner's decoder in Chromium, photo by photo."""
    with tempfile.TemporaryDirectory() as folder, _page(Path(folder)) as page:
        for photo in photos:
            picture = base64.b64encode(photo.read_bytes()).decode()
            said = page.evaluate(
                "([picture, known]) => readPhoto(picture, known)", [picture, sorted(known)]
            )
            raw = said["raw"]
            yield Shot(None if raw is None else read_off(raw), said["verdict"], said["ms"])


def read_off(raw: str) -> str:
    """Take the AIM identifier off."""
    return raw[3:] if raw.startswith("]") else raw


@contextmanager
def _page(folder: Path) -> Iterator[Page]:
    program = folder / "photos.mjs"
    entry = str(APP / "tests" / "photos.ts")
    words = (entry, "--file", str(program), "--platform", "browser", "--format", "esm")
    with_packages().run("exec", "--no", "--", "rolldown", *words)
    files = {
        "/photos.mjs": (program, "text/javascript"),
        "/reader.wasm": (WASM, "application/wasm"),
    }

    def serve(route: Route) -> None:
        path, kind = files[route.request.url.removeprefix(ORIGIN)]
        route.fulfill(body=path.read_bytes(), content_type=kind)

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium.find()), args=["--no-sandbox"])
        page = browser.new_page()
        for name in files:
            page.route(f"{ORIGIN}{name}", serve)
        html = '<script type="module" src="/photos.mjs"></script>'
        page.route(f"{ORIGIN}/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{ORIGIN}/")
        page.wait_for_function("() => 'openPhotos' in globalThis")
        page.evaluate("wasm => openPhotos(wasm)", f"{ORIGIN}/reader.wasm")
        yield page
        browser.close()
