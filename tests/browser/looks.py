"""Look at a screen: who is kept out of it (axe), and how it looks in light and dark."""

import os
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.pictures import keep

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHOTS = os.environ.get("STOCKWRIGHT_SHOTS") == "1"


async def violations(page: Page) -> list[str]:
    """Return what breaks WCAG 2.2 AA on the screen as it stands, one line each."""
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    found = (await Axe().run(page, options=options)).response["violations"]
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


async def inspect(page: Page, name: str) -> None:
    """Fail when anybody is kept out, in light or in dark; keep pictures when asked to."""
    for scheme in SCHEMES:
        # Half-way from light to dark no color is the one that was meant.
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if SHOTS:
            await keep(page, f"{name}-{scheme}")
        found = await violations(page)
        assert not found, f"{name} in {scheme}:\n" + "\n".join(found)
    await page.emulate_media(color_scheme="light", reduced_motion="no-preference")
