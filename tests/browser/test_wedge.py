"""Whatever a scanner sends is heard whole, once and in order, with nothing set on the scanner."""

import asyncio
import subprocess

import pytest
import pytest_asyncio

from tests.browser.kept import scans_traced
from tests.browser.shift import on_shift
from tests.browser.wedge import GS, TAB, Wedge
from tools.client import APP, find_node

HEARD_WITHIN_S = 60
TRACED_WITHIN_S = 3
SCANS = 200
CODES = [str(5901234000000 + number) for number in range(SCANS)]
BUNDLE = """
import { build } from "vite";
const plugin = {
  name: "bench",
  resolveId: (id) => (id.endsWith("bench") ? "bench" : null),
  load: (id) => id === "bench" ? `export { listen } from "/src/scan/wedge.ts";
    export { loadReader } from "/src/scan/scan.ts";` : null,
};
const lib = { entry: "bench", formats: ["iife"], name: "wedge", fileName: () => "wedge.js" };
const asked = { configFile: false, logLevel: "error", plugins: [plugin] };
const made = await build({ ...asked, build: { write: false, lib } });
process.stdout.write(made[0].output[0].code);
"""
PAGE = """<!doctype html><title>Wedge</title><body>
<button onclick="pressed += 1">Button</button>
<label>Quantity <input id="quantity" inputmode="decimal"></label>
<label>Note <textarea id="note"></textarea></label>
<script src="/bench/wedge.js"></script>
<script>
  let pressed = 0;
  const scans = [];
  const listening = wedge.listen(document, (scan) => scans.push(scan));
</script>"""


@pytest.fixture(scope="session")
def code(built):
    """Give the wedge alone, bundled from the sources."""
    programs = find_node().programs
    program = f"{programs}/node" if programs else "node"
    words = [program, "--input-type=module", "-e", BUNDLE]
    made = subprocess.run(words, cwd=APP, capture_output=True, text=True, check=True, timeout=120)
    return made.stdout


@pytest_asyncio.fixture
async def bench(page, house, code):
    """Open a page with a button, two fields and the wedge, and nothing else."""

    async def answer(route):
        if route.request.url.endswith(".js"):
            await route.fulfill(body=code, content_type="text/javascript")
        else:
            await route.fulfill(body=PAGE, content_type="text/html")

    await page.route("**/bench/*", answer)
    await page.goto(f"{house.url}/bench/page")
    await page.evaluate("wedge.loadReader()")
    return page


@pytest_asyncio.fixture
async def wedge(bench):
    return Wedge(bench, await bench.context.new_cdp_session(bench))


async def heard(page, count):
    """Return the texts heard, once there are so many or the time is over."""
    async with asyncio.timeout(HEARD_WITHIN_S):
        while await page.evaluate("scans.length") < count:  # noqa: ASYNC110 - it tells no other way
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)  # whatever would come too much
    return await page.evaluate("scans.map((scan) => scan.text)")


@pytest.mark.parametrize(
    "times_slower",
    [4, *(pytest.param(times, marks=pytest.mark.prove) for times in (1, 6))],
)
async def test_two_hundred_scans_without_a_pause_lose_none(bench, wedge, times_slower):
    cdp = await bench.context.new_cdp_session(bench)
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": times_slower})

    await wedge.burst(CODES)

    assert await heard(bench, SCANS) == CODES


async def test_a_suffix_ends_a_scan_at_once_and_no_timer_is_waited_for(bench):
    texts = await bench.evaluate(
        """(code) => {
        for (const key of [...code, "Enter"]) {
            const given = { key, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", given));
        }
        return scans.map((scan) => scan.text);
    }""",
        CODES[0],
    )

    assert texts == CODES[:1]


@pytest.mark.parametrize("suffix", [TAB, None])
async def test_scans_that_end_with_tab_or_with_nothing(bench, wedge, suffix):
    for number, text in enumerate(CODES[:5], 1):
        await wedge.scan(text, suffix=suffix)
        assert await heard(bench, number) == CODES[:number]


async def test_a_stall_of_the_page_in_the_middle_of_scans_splits_none(bench, wedge):
    stall = "(() => { const end = performance.now() + 700; while (performance.now() < end) { } })()"
    stalling = asyncio.gather(*(bench.evaluate(stall) for _ in range(3)))

    await wedge.burst(CODES[:50])

    await stalling
    assert await heard(bench, 50) == CODES[:50]


async def test_texts_that_an_input_method_commits(bench, wedge):
    await wedge.commit(CODES[0], suffix="")
    await heard(bench, 1)
    await wedge.commit_then_enter(CODES[1])
    await heard(bench, 2)
    await wedge.commit(f"]C10109506000134352{GS}10LOT", suffix="")

    texts = await heard(bench, 3)

    assert texts == [*CODES[:2], f"]C10109506000134352{GS}10LOT"]


async def test_a_separator_that_a_scanner_types_as_a_shortcut_of_the_browser(bench, wedge):
    label = f"]C10109506000134352{GS}10LOT7{GS}3712"

    await wedge.scan(label)

    assert await heard(bench, 1) == [label]
    elements = await bench.evaluate("scans[0].elements.map(({ ai, value }) => [ai, value])")
    assert elements == [["01", "09506000134352"], ["10", "LOT7"], ["37", "12"]]


async def test_a_separator_that_a_scanner_types_as_alt_0029(bench, wedge):
    keyboard = bench.keyboard
    await keyboard.type("]d2010950600013435210LOT")
    await keyboard.down("Alt")
    for digit in "0029":
        await keyboard.press(f"Numpad{digit}")
    await keyboard.up("Alt")
    await keyboard.type("21SER")
    await keyboard.press("Enter")

    assert await heard(bench, 1) == [f"]d2010950600013435210LOT{GS}21SER"]


async def test_a_scanner_that_holds_alt_with_every_key(bench):
    cdp = await bench.context.new_cdp_session(bench)
    for character in "AB12":
        event = {"key": character, "modifiers": 1}
        await cdp.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
        await cdp.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    await bench.keyboard.press("Enter")

    assert await heard(bench, 1) == ["AB12"]


async def test_a_scan_into_a_field_is_heard_and_the_field_keeps_what_stood_there(bench, wedge):
    field = bench.locator("#quantity")
    await field.fill("125")
    await field.focus()

    await wedge.scan(CODES[0])

    assert await heard(bench, 1) == CODES[:1]
    assert await field.input_value() == "125"


async def test_people_type_in_fields_as_ever(bench):
    note = bench.locator("#note")
    await note.press_sequentially("box torn at the corner", delay=60)
    await note.press("Enter")
    await bench.locator("#quantity").press_sequentially("48", delay=150)

    await asyncio.sleep(0.5)
    assert await bench.evaluate("scans") == []
    assert await note.input_value() == "box torn at the corner\n"
    assert await bench.locator("#quantity").input_value() == "48"


async def test_a_letter_left_in_a_field_does_not_stick_to_the_next_scan(bench, wedge):
    await bench.locator("#note").press("k")
    await bench.locator("#note").blur()

    await wedge.scan("5901234114000")

    assert await heard(bench, 1) == ["5901234114000"]


async def test_a_scan_presses_no_button_that_has_the_focus(bench, wedge):
    await bench.get_by_role("button").focus()

    await wedge.scan("A 01 03")

    assert await heard(bench, 1) == ["A 01 03"]
    assert await bench.evaluate("pressed") == 0
    await bench.keyboard.press("Enter")
    assert await bench.evaluate("pressed") == 1


async def test_the_scanner_has_the_focus_again_after_a_tap_and_after_a_field(bench):
    focused = "document.activeElement.id"
    assert await bench.evaluate(focused) == "scanner-input"

    await bench.get_by_role("button").click()
    await asyncio.sleep(0.1)
    assert await bench.evaluate(focused) == "scanner-input"

    await bench.locator("#quantity").focus()
    await asyncio.sleep(0.1)
    assert await bench.evaluate(focused) == "quantity"
    await bench.locator("#quantity").blur()
    await asyncio.sleep(0.1)
    assert await bench.evaluate(focused) == "scanner-input"


async def test_one_who_fails_to_hear_does_not_cost_the_next_scans(bench, wedge):
    await bench.evaluate("""() => {
        listening.stop();
        wedge.listen(document, (scan) => {
            scans.push(scan);
            if (scans.length === 1) throw new Error("deaf");
        });
    }""")

    await wedge.burst(CODES[:3])

    assert await heard(bench, 3) == CODES[:3]


@pytest.mark.prove
@pytest.mark.parametrize("times_slower", [1, 4])
async def test_the_scanner_itself_hears_two_hundred_scans_in_a_row(handheld, house, times_slower):
    page = await on_shift(handheld, house)
    await page.get_by_text("Ready for work").wait_for()
    await asyncio.sleep(TRACED_WITHIN_S)
    before = await scans_traced(page)
    await handheld.slow_down(times_slower)

    await handheld.wedge.burst(CODES)

    async with asyncio.timeout(90):
        while len(await scans_traced(page)) < len(before) + SCANS:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.2)
    rows = (await scans_traced(page))[len(before) :]
    assert [row.split()[-1] for row in rows] == ["13"] * SCANS
