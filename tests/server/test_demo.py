"""The demo is alive: people work in it, leave work to visitors, and stop when they are told to."""

import asyncio
import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx2
import pytest
import zxingcpp

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.server.crew.reserve import COUNTS, PICKS, PUTAWAYS
from backend.server.demo.partners import CARRIERS
from backend.server.replay.line import documents
from tests.server.test_cli import COMMAND, free_port, gone_within

WORK = {"PICK", "PACK", "SHIP", "RECEIVE", "PUT_AWAY", "COUNT", "RETURN", "ORDER"}
PATIENCE_S = 300
SLACK = 3
"""Workers that look at the same moment may together go a little below a reserve."""


@dataclass
class Demo:
    """A demo that was started as it is typed."""

    process: subprocess.Popen
    url: str
    data: Path
    started: float

    async def operations(self) -> Counter[str]:
        """Count what happened, by kind, from the ledger itself."""
        return Counter(dict(await self._rows("SELECT kind, count(*) FROM operation GROUP BY 1")))

    async def waiting(self) -> Counter[str]:
        """Count the tasks that nobody has."""
        queued = "SELECT kind, count(*) FROM task WHERE status = 'QUEUED' GROUP BY 1"
        return Counter(dict(await self._rows(queued)))

    async def orders(self) -> list[tuple[str, object]]:
        """Return carrier and latest departure of each order."""
        return await self._rows(
            "SELECT carrier.code, ship_by FROM customer_order"
            " LEFT JOIN carrier ON carrier.id = carrier_id"
        )

    async def _rows(self, statement: str) -> list[tuple]:
        said = (self.data / "postgres" / "postmaster.pid").read_text().splitlines()
        session = await asyncpg.connect(
            host=said[4], port=int(said[3]), user="stockwright_app", database="stockwright"
        )
        rows = await session.fetch(statement)
        await session.close()
        return [tuple(row) for row in rows]


def start(data: Path, *words: str) -> Demo:
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    with (data.parent / f"{data.name}.said").open("a") as said:
        process = subprocess.Popen(
            [*COMMAND, "demo", "--port", str(port), *words],
            env=clean | {"STOCKWRIGHT_DATA": str(data), "COLUMNS": "200"},
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
    demo = Demo(process, f"http://127.0.0.1:{port}", data, time.monotonic())
    until(lambda: answers(demo), "it never was ready")
    return demo


def answers(demo: Demo) -> bool:
    assert demo.process.poll() is None, "the demo ended"
    try:
        return httpx2.get(f"{demo.url}/readyz").is_success
    except httpx2.HTTPError:
        return False


def until(so: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


@pytest.fixture(scope="module")
def demo(short_folder: Path) -> Iterator[Demo]:
    running = start(short_folder / "demo", "--pace", "1200")
    yield running
    running.process.kill()
    running.process.wait()


async def worked(demo: Demo, *, more_than: Counter[str]) -> None:
    """Wait until each kind of work was done again."""
    end = time.monotonic() + PATIENCE_S
    while missing := {kind for kind in WORK if (await demo.operations())[kind] <= more_than[kind]}:
        assert time.monotonic() < end, f"nobody did {missing}"
        await asyncio.sleep(0.5)


async def test_every_kind_of_work_goes_on_by_itself_and_some_of_each_is_left(demo):
    await worked(demo, more_than=Counter())

    waiting = await demo.waiting()
    assert waiting["PICK"] >= PICKS.reserve - SLACK
    assert waiting["COUNT"] >= COUNTS.reserve - SLACK
    assert waiting["PUT_AWAY"] >= PUTAWAYS.reserve - SLACK


async def test_orders_leave_with_one_of_three_carriers_before_their_cut_off(demo):
    orders = await demo.orders()

    assert {carrier for carrier, _ in orders} == {carrier.code for carrier in CARRIERS}
    assert all(ship_by > now() for _, ship_by in orders)


async def test_the_page_shows_badges_and_codes_for_every_job(demo):
    await worked(demo, more_than=Counter())

    async with httpx2.AsyncClient(base_url=demo.url) as browser:
        page = await browser.get("/demo")
        seen = (await browser.get("/demo/jobs")).json()

    titles = [job["title"] for job in seen["jobs"]]
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert [one["badge"] for one in seen["badges"]] == ["B-1001", "B-1002", "B-2001"]
    assert titles == ["Receive", "Put away", "Pick", "Pack", "Ship", "Count", "Take a return"]
    assert all(job["rows"] for job in seen["jobs"])
    assert all(code["text"] for job in seen["jobs"] for row in job["rows"] for code in row)


async def test_a_visitor_s_browser_becomes_a_handheld_and_has_work(demo):
    known = documents()
    async with httpx2.AsyncClient(base_url=demo.url) as browser:

        async def say(name: str, **told: object) -> dict:
            body = {"documentId": known[name], "variables": {"input": told}}
            headers = {"x-stockwright": "1"}
            answer = await browser.post("/graphql", json=body, headers=headers)
            (said,) = answer.json()["data"].values()
            return said

        plain = await browser.post("/demo/handheld")
        enrolled = await browser.post("/demo/handheld", headers={"x-stockwright": "1"})
        code = enrolled.json()["setupBarcode"]
        assert (plain.status_code, enrolled.status_code) == (403, 201)

        assert (await say("SetUpDevice", setupBarcode=code))["__typename"] == "DeviceSetUp"
        signed_in = await say("SignIn", operationId=str(new_id()), badge="B-1001", pin="2580")
        assert signed_in["__typename"] == "SignedIn"
        for kind in ("PICK", "COUNT"):
            claimed = await say("ClaimTasks", operationId=str(new_id()), kinds=[kind], prefetch=1)
            assert claimed["__typename"] == "TasksClaimed", json.dumps(claimed)


async def test_no_more_visitors_are_enrolled_in_a_minute_than_the_demo_takes(demo):
    async with httpx2.AsyncClient(base_url=demo.url) as browser:
        headers = {"x-stockwright": "1"}
        said = [(await browser.post("/demo/handheld", headers=headers)) for _ in range(21)]

    assert {answer.status_code for answer in said} == {201, 429}
    assert "try again" in said[-1].json()["message"]


@pytest.mark.parametrize("text", ["", "x" * 65, "\u00e9", "a\nb"])
async def test_only_short_plain_texts_become_codes(demo, text):
    async with httpx2.AsyncClient(base_url=demo.url) as browser:
        assert (await browser.get("/demo/code.svg", params={"text": text})).status_code == 400
        good = await browser.get("/demo/code.svg", params={"text": "<script>"})

    assert good.status_code == 200
    assert b"<script" not in good.content


def test_a_badge_s_bars_say_what_is_on_it():
    drawn = zxingcpp.create_barcode("B-1001", zxingcpp.BarcodeFormat.Code128)

    read = zxingcpp.read_barcodes(drawn.to_image(scale=3))

    assert [(code.text, str(code.format)) for code in read] == [("B-1001", "Code 128")]


@pytest.mark.prove
async def test_a_told_demo_stops_at_once_and_goes_on_where_it_was(demo):
    await worked(demo, more_than=Counter())
    before = await demo.operations()
    family = children(demo.process.pid)
    assert len(family) >= 2, "the database and the people"

    asked = time.monotonic()
    for pid in (*people_of(family), demo.process.pid):  # as a terminal does to all of them
        os.kill(pid, signal.SIGINT)
    assert demo.process.wait(30) == 0
    assert time.monotonic() - asked < 15
    assert [pid for pid in family if not gone_within(pid, 5)] == []

    again = start(demo.data, "--pace", "1200")
    try:
        await worked(again, more_than=before)
    finally:
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(30) == 0


def people_of(family: list[int]) -> list[int]:
    return [pid for pid in family if "crew" in Path(f"/proc/{pid}/cmdline").read_text()]


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
