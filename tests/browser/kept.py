"""What a handheld keeps in its own database, read through its page."""

import json
from typing import Any

from playwright.async_api import Page

READ = """([store]) => new Promise((resolve, reject) => {
    const asked = indexedDB.open("stockwright");
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
        const all = asked.result.transaction(store).objectStore(store).getAll();
        all.onerror = () => reject(all.error);
        all.onsuccess = () => { asked.result.close(); resolve(JSON.stringify(all.result)); };
    };
})"""


async def kept(page: Page, store: str) -> list[Any]:
    """Return the rows of one store, such as `outbox` or `history`."""
    rows: list[Any] = json.loads(await page.evaluate(READ, [store]))
    return rows


async def scans_traced(page: Page) -> list[str]:
    """Return what the device remembers of its scans."""
    return [row["what"] for row in await kept(page, "trace") if row["kind"] == "scan"]
