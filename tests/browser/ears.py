"""Hear what the page plays and feel what it vibrates; both happen as they would otherwise."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, Page

SPY = """
(() => {
  const heard = (window.__heard = { tones: [], vibrations: [] });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    heard.tones.push(Math.round(this.frequency.value));
    return start.apply(this, when);
  };
  const vibrate = Navigator.prototype.vibrate;
  Object.defineProperty(Navigator.prototype, "vibrate", {
    configurable: true,
    value(pattern) {
      heard.vibrations.push(pattern);
      return vibrate ? vibrate.call(this, pattern) : false;
    },
  });
})();
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """The frequencies of the tones that were started, and the patterns that were vibrated."""

    tones: tuple[int, ...]
    vibrations: tuple[Any, ...]


async def listen(context: BrowserContext) -> None:
    """Give every page of a context ears, before its own scripts run."""
    await context.add_init_script(SPY)


async def heard(page: Page) -> Heard:
    """Return what was heard since the last time, and forget it."""
    got = await page.evaluate(
        "() => { const h = window.__heard, got = { ...h };"
        " h.tones = []; h.vibrations = []; return got; }"
    )
    return Heard(
        tuple(got["tones"]),
        tuple(tuple(v) if isinstance(v, list) else v for v in got["vibrations"]),
    )
