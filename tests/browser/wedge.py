"""What a scanner's trigger does to the page: key events, or a text committed by the keyboard."""

import asyncio
import time
from collections.abc import Sequence

from playwright.async_api import CDPSession, Page

GS = "\x1d"
CTRL = 2
SHIFT = 8
ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
BRACKET = {"key": "]", "code": "BracketRight", "windowsVirtualKeyCode": 221, "modifiers": CTRL}
GAP_MS = 7.5
"""Between two characters; what scanners are seen to leave."""


class Wedge:
    """A scanner that types. Each event bears the time at which the device sent it.

    Without a gap it bears the time at which the browser got it: for measuring.
    """

    def __init__(self, page: Page, cdp: CDPSession, *, gap_ms: float | None = GAP_MS) -> None:
        self._page = page
        self._cdp = cdp
        self._gap_s = None if gap_ms is None else gap_ms / 1000

    async def scan(self, text: str, *, suffix: dict[str, object] | None = ENTER) -> None:
        """Scan one code over key events and wait until the browser has taken them."""
        await self.burst([text], suffix=suffix)

    async def burst(
        self, texts: Sequence[str], *, suffix: dict[str, object] | None = ENTER
    ) -> None:
        """Scan code after code without a pause in between."""
        strokes = [
            stroke
            for text in texts
            for stroke in [*map(stroke_of, text), *([suffix] if suffix else [])]
        ]
        begun = time.time()  # the protocol wants the wall clock
        sent = []
        for number, stroke in enumerate(strokes):
            at = None if self._gap_s is None else begun + number * self._gap_s
            sent.append(self._key("keyDown" if "text" in stroke else "rawKeyDown", stroke, at))
            released = {name: value for name, value in stroke.items() if name != "text"}
            sent.append(self._key("keyUp", released, at))
        await asyncio.gather(*sent)

    async def commit(self, text: str, *, suffix: str = "\n") -> None:
        """Scan one code as an input method does: the text appears at once, without keys."""
        await self._page.keyboard.insert_text(text + suffix)

    async def commit_then_enter(self, text: str) -> None:
        """Scan as an input method whose suffix is a key."""
        await self._page.keyboard.insert_text(text)
        await self._page.keyboard.press("Enter")

    async def _key(self, kind: str, stroke: dict[str, object], at: float | None) -> None:
        event = {"type": kind, **({} if at is None else {"timestamp": at}), **stroke}
        await self._cdp.send("Input.dispatchKeyEvent", event)


def stroke_of(character: str) -> dict[str, object]:
    """Return the key that types a character; FNC1 is Ctrl+], as scanners send it."""
    if character == GS:
        return BRACKET
    if character.isdigit():
        code, number = f"Digit{character}", ord(character)
    elif character.isalpha() and character.isascii():
        code, number = f"Key{character.upper()}", ord(character.upper())
    else:
        code, number = "", 0
    return {
        "key": character,
        "code": code,
        "windowsVirtualKeyCode": number,
        "text": character,
        **({"modifiers": SHIFT} if character.isupper() else {}),
    }
