"""A short replay on a real server: bins are counted among the trade, and everything reconciles."""

import asyncio
import random
from contextlib import asynccontextmanager
from datetime import date

import asyncpg
import pytest
import pytest_asyncio

from backend.kernel import clock
from backend.server.demo.events import Sale, SaleLine
from backend.server.demo.generate import business_days, generate
from backend.server.postgres import Postgres
from backend.server.replay.counting import Counting
from backend.server.replay.crew import signed_in
from backend.server.replay.days import Floor, count_the_rest
from backend.server.replay.floor import House, Worker
from backend.server.replay.goods import barcodes_of, on_hand, pick_faces_of
from backend.server.replay.line import Line
from backend.server.replay.office import Office
from backend.server.replay.rounds import CountDue, lines_of, with_counts
from backend.server.replay.run import replay, settled
from bench.house import first_of, served

DAY = date(2010, 12, 12)
DOCUMENTS = 5
TIMES = 8
TIMEOUT_S = 120
ENOUGH = 20
PAUSES_S = (0.05, 0.3)


@pytest_asyncio.fixture(scope="module")
async def house():
    """Serve the warehouse of a few documents."""
    demo = generate(first_of(DAY, DOCUMENTS))
    async with served(demo.book) as running:
        yield running, demo


@asynccontextmanager
async def counting_in(house, *, workers):
    """Sign so many workers in, and look at what lies where; give the counts and the workers."""
    running, demo = house
    async with signed_in(running.url, workers=workers, location="MAIN") as crew:
        place = House("MAIN", 1, barcodes_of(demo.items), pick_faces_of(demo.bins))
        place.tally.opening = await on_hand(crew.office, "MAIN")
        counting = Counting(Office(crew.office, crew.approvers, place))
        yield counting, [Worker(line, place) for line in crew.workers]


async def rows(house, statement, *values):
    """Ask the database itself."""
    running, _ = house
    with Postgres(running.folder) as guest:
        connection = await asyncpg.connect(guest.owner)
        found = await connection.fetch(statement, *values)
        await connection.close()
    return found


@pytest.mark.prove
async def test_where_one_person_works_alone_the_office_counts_again(house):
    async with counting_in(house, workers=1) as (counting, workers), Floor(workers) as floor:
        faces = sorted(counting.office.house.pick_faces.values())
        await counting.ask_for(faces[:40])

        await count_the_rest(counting, floor)

        assert await settled(counting) == []
        assert (counting.open, counting.misread) == ({}, [])
        assert counting.ended["counted"] == 40
        assert counting.ended["counted again"] > 0
        assert counting.ended["approved"] > 0


@pytest.mark.prove
async def test_a_count_while_others_carry_goods_away_finds_only_what_was_wrong(house, seed):
    draw = random.Random(seed)  # noqa: S311 - a test that can be run again
    async with counting_in(house, workers=4) as (counting, (counter, taker, *carriers)):
        sku, here = await fullest_face(counting)
        reserve = next(row.code for row in house[1].bins if row.kind == "RESERVE")
        over = asyncio.Event()

        async def to_and_fro(worker):
            while not over.is_set():
                await carry(worker, sku, here, reserve)
                await asyncio.sleep(draw.uniform(*PAUSES_S))
                await carry(worker, sku, reserve, here)

        async def taken():
            await carry(taker, sku, here, reserve)

        carrying = [asyncio.create_task(to_and_fro(worker)) for worker in carriers]
        slow = Slow(counter.line.client, counter.line.documents, counter.line.token)
        slow.slow_at, slow.meanwhile = "SubmitCount", taken
        async with asyncio.timeout(TIMEOUT_S):
            for _ in range(TIMES):
                await counting.ask_for([here])
                while counting.open:
                    await counting.count_some(slow, at_most=1)
                    await counting.count_some(counting.office.line, at_most=1)
                    await counting.book()
            over.set()
            await asyncio.gather(*carrying)

        assert await settled(counting) == []
        assert counting.misread == []
        assert counting.ended["counted"] == TIMES
        assert counting.ended["differed"] > 0


class Slow(Line):
    """Somebody who takes a while to type in what they did: meanwhile another takes goods away."""

    __slots__ = ("meanwhile", "slow_at")

    async def tell(self, name, /, **told):
        if name == self.slow_at:
            await self.meanwhile()
        return await Line.tell(self, name, **told)


async def fullest_face(counting):
    """Return the SKU of which most lies in its pick face, and that bin."""
    house = counting.office.house
    for sku, _ in house.tally.opening.most_common():
        lying = await counting.office.line.ask("WhereItLies", sku=sku, location="MAIN")
        for node in lying["balances"]["nodes"]:
            if node["bin"]["code"] == house.pick_faces[sku] and node["available"] >= ENOUGH:
                return sku, node["bin"]["code"]
    raise AssertionError("nothing is left")


async def carry(worker, sku, source, target):
    """Carry one unit from one bin into another."""
    said = await worker.line.tell(
        "MoveStock",
        **{"from": {"code": source}},
        to={"code": target},
        location={"code": "MAIN"},
        item={"sku": sku},
        quantity=1,
        reason="To and fro",
    )
    assert said.refused is None, said["message"]


async def test_a_count_that_the_server_took_otherwise_is_noticed(house):
    async with counting_in(house, workers=2) as (counting, workers):
        (code, *_) = sorted(counting.office.house.pick_faces.values())
        await counting.ask_for([code])
        for worker in workers:
            await counting.count_some(worker.line, at_most=1)
        (asked,) = counting.open.values()
        asked.difference = {"85123A": 1_000}

        await settled(counting)

        (misread,) = counting.misread
        assert misread.found == {"85123A": 1_000}
        assert misread.server != misread.found


async def test_goods_in_a_hand_that_the_book_has_lost_meanwhile_are_counted_as_found(house):
    async with counting_in(house, workers=2) as (counting, (picker, other)):
        office, tally = counting.office, counting.office.house.tally
        sku, here = await fullest_face(counting)

        async def lost():
            there = sum(node["onHand"] for node in await lying(office, sku, here))
            gone = [office._adjusted(sku, here, -there)]
            await office._adjust("RequestWriteOff", sku, "It fell", gone, other)
            for _ in range(int(TIMEOUT_S / PAUSES_S[0])):
                if not await lying(office, sku, here):
                    return
                await asyncio.sleep(PAUSES_S[0])
            raise AssertionError("the write-off was not carried out")

        line = Slow(picker.line.client, picker.line.documents, picker.line.token)
        line.slow_at, line.meanwhile = "ConfirmPick", lost
        order = await office.sell(
            Sale("LATE-1", clock.now(), "", "", (SaleLine(sku, 3, 100, is_goods=True),))
        )
        await Worker(line, office.house).pick_pack_and_ship(order)
        await picker.put_back()

        assert office.house.beyond_book
        assert await settled(counting) == []
        assert tally.found[sku] == 3


async def lying(office, sku, here):
    """Return what lies of an item in a bin, key by key."""
    answer = await office.line.ask("WhereItLies", sku=sku, location="MAIN")
    return [one for one in answer["balances"]["nodes"] if one["bin"]["code"] == here]


async def test_a_slice_of_a_day_counts_bins_and_reconciles(house):
    running, demo = house
    heard = []

    done = await replay(
        running.url,
        demo,
        location="MAIN",
        workers=3,
        speed=None,
        progress=lambda begun, total: heard.append((begun, total)),
    )

    works = list(with_counts(business_days(demo), demo.stock))
    total = sum(map(lines_of, works))
    due = [code for work in works if isinstance(work, CountDue) for code in work.bins]
    documents = sum(len(document.lines) for document in demo.book.documents)
    assert total == documents + len(demo.purchase_orders) + len(due)
    assert (heard[-1], done.lines) == ((total, total), total)
    assert (done.differences, done.misread, done.unended) == ([], [], [])
    assert done.is_exact
    assert len(set(due)) <= done.counts["counted"] <= len(due)  # one bin may be drawn twice
    assert done.counts["differed"] > 0
    assert done.counts["counted again"] > 0
    assert done.counts["approved"] > 0
    assert any(done.tally.variance.values())
    await assert_nobody_did_two_things(house)


async def assert_nobody_did_two_things(house):
    """See that whoever counted did not count again or approve."""
    people = await rows(
        house,
        "SELECT array_agg(attempt.counted_by) AS counters, approval.decided_by"
        "  FROM count_attempt attempt JOIN bin_count ON bin_count.id = count_id"
        "  LEFT JOIN approval ON approval.id = approval_id GROUP BY count_id, decided_by",
    )

    twice = [row["counters"] for row in people if len(row["counters"]) > 1]
    decided = [row for row in people if row["decided_by"]]
    assert twice
    assert all(first != second for first, second in twice)
    assert decided
    assert all(row["decided_by"] not in row["counters"] for row in decided)
