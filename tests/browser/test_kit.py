"""The instruments themselves: a scanner that loses no key, ears that hear, a battery taken out."""

from itertools import pairwise
from statistics import median

import pytest

from tests.browser.ears import heard
from tests.browser.looks import violations
from tests.browser.wedge import GS

RECORD = """
() => {
  window.typed = [];
  window.times = [];
  let text = "";
  addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "]") text += "\\u001d";
    else if (event.key === "Enter") { window.typed.push(text); text = ""; }
    else if (event.key.length === 1) text += event.key;
    window.times.push(event.timeStamp);
  }, true);
}
"""
CODES = [f"01{5012345678900 + number}" for number in range(30)]


def test_there_is_a_browser(program):
    assert program.is_file()


@pytest.mark.parametrize("slower", [1, 4])
async def test_a_burst_of_scans_arrives_key_by_key_in_order(handheld, slower):
    page = await handheld.switch_on()
    await page.evaluate(RECORD)
    await handheld.slow_down(slower)

    await handheld.wedge.burst([*CODES, f"010501234567890010ABC{GS}21x"])

    assert await page.evaluate("typed") == [*CODES, f"010501234567890010ABC{GS}21x"]
    times = await page.evaluate("times")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) > 0
    assert median(gaps) == pytest.approx(7.5, abs=0.2)


async def test_an_input_method_commits_a_text_without_keys(handheld):
    page = await handheld.switch_on()
    await page.evaluate(RECORD)
    await page.evaluate(
        "() => { const field = document.createElement('textarea');"
        " document.body.append(field); field.focus(); }"
    )

    await handheld.wedge.commit("B-1001")

    assert await page.evaluate("document.querySelector('textarea').value") == "B-1001\n"
    assert await page.evaluate("times") == []


async def test_tones_and_vibrations_are_heard_once(handheld):
    page = await handheld.switch_on()

    await page.evaluate(
        "() => { const audio = new AudioContext(), tone = audio.createOscillator();"
        " tone.frequency.value = 1800; tone.connect(audio.destination); tone.start();"
        " navigator.vibrate([120, 60, 120]); navigator.vibrate(40); }"
    )

    first, second = await heard(page), await heard(page)
    assert (first.tones, first.vibrations) == ((1800,), ((120, 60, 120), 40))
    assert (second.tones, second.vibrations) == ((), ())


async def test_what_was_stored_before_the_battery_was_taken_is_there_afterwards(handheld):
    page = await handheld.switch_on()
    await page.evaluate(
        """() => new Promise((done, failed) => {
          const open = indexedDB.open("kept", 1);
          open.onupgradeneeded = () => open.result.createObjectStore("rows");
          open.onsuccess = () => {
            const change = open.result.transaction("rows", "readwrite", { durability: "strict" });
            change.objectStore("rows").put("a scan", 1);
            change.oncomplete = done;
            change.onerror = failed;
          };
        })"""
    )

    await handheld.kill()
    page = await handheld.switch_on()

    kept = await page.evaluate(
        """() => new Promise((done) => {
          const open = indexedDB.open("kept", 1);
          open.onsuccess = () => {
            const found = open.result.transaction("rows").objectStore("rows").get(1);
            found.onsuccess = () => done(found.result);
          };
        })"""
    )
    assert kept == "a scan"


async def test_axe_finds_what_keeps_people_out(page):
    await page.goto("/board")
    await page.set_content("<html lang=en><title>x</title><main><h1>x</h1><input></main>")

    found = await violations(page)

    assert [line.split()[0] for line in found] == ["label"]
