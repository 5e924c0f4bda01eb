"""The live log: every operation that committed appears once, and nothing appears in front of it."""

import asyncio

from backend.kernel.ids import new_id
from backend.kernel.live import LiveLog
from backend.kernel.log import head, read_on
from backend.stock.live import BALANCE, SUM, touched_stock
from tests.world import OpeningLine, PostOpening, post_opening


async def read_all(database, start, *, limit=500):
    """Read the log from a cursor to its end, stretch by stretch."""
    seen, position = [], start
    while True:
        async with database.session() as session:
            stretch = await read_on(session, position, limit=limit)
        assert stretch.start == position
        seen += stretch.operations
        position = stretch.end
        if len(stretch.operations) < limit:
            return seen, position


def anything(touched):
    return bool(touched.operations)


async def log_head(database):
    async with database.session() as session:
        return await head(session, database.epoch)


async def test_what_commits_appears_once_however_the_stretches_fall(world, database):
    shelf, tea = await world.bin("A"), await world.item()
    start = await log_head(database)
    lines = PostOpening(world.location_id, (OpeningLine(shelf, "PICK_FACE", tea, 1),))

    done = await asyncio.gather(*(world.do(post_opening, lines) for _ in range(40)))

    seen, _ = await read_all(database, start, limit=7)
    assert sorted(seen) == sorted(each.cursor.operation_id for each in done)
    whole, _ = await read_all(database, start)
    assert whole == seen


async def test_an_open_writer_holds_back_what_committed_after_it(world, database, owner):
    shelf, tea = await world.bin("A"), await world.item()
    lines = PostOpening(world.location_id, (OpeningLine(shelf, "PICK_FACE", tea, 1),))
    start = await log_head(database)
    slow = owner.transaction()
    await slow.start()
    early = new_id()
    await owner.execute(
        "INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest,"
        " outcome, answer) VALUES ($1, 'MOVE', 'test', $1, now(), now(), '', 'APPLIED', '{}')",
        early,
    )

    done = await world.do(post_opening, lines)

    assert await read_all(database, start) == ([], start)
    await slow.commit()
    seen, end = await read_all(database, start)
    assert seen == [early, done.cursor.operation_id]
    assert end >= done.cursor


async def test_a_subscriber_is_told_of_each_change_from_where_it_began(world, database):
    shelf, tea = await world.bin("A"), await world.item()
    lines = PostOpening(world.location_id, (OpeningLine(shelf, "PICK_FACE", tea, 1),))
    live = await LiveLog.at_head(database, [touched_stock])
    following = asyncio.create_task(live.follow())

    with live.subscriber(BALANCE, SUM, is_news=anything) as subscriber:
        start = subscriber.position
        done = [await world.do(post_opening, lines) for _ in range(3)]
        heard, end = [], start
        while len(heard) < 3:
            await subscriber.news(seconds=5)
            touched = subscriber.take()
            assert touched.start == end
            heard, end = heard + touched.operations, touched.end

    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert heard == [each.cursor.operation_id for each in done]
    with live.subscriber(BALANCE, is_news=anything) as late:
        missed = await live.missed(late, start)
    assert (missed.operations, missed.end) == (heard, late.position)
    assert (len(missed.of(BALANCE)), missed.of(SUM)) == (1, set())
