"""Keep the demo alive: a shift of simulated people, and another when one is broken off."""

import asyncio
from dataclasses import asdict, dataclass
from random import Random

from backend.server.crew.desk import Desk
from backend.server.crew.floor import Floor
from backend.server.crew.pace import Pace
from backend.server.crew.reserve import COUNTS, PICKS, TRUCKS
from backend.server.crew.shift import Shift, shift_at
from backend.server.crew.sight import Sight
from backend.server.crew.stock import Stock, opened_with
from backend.server.demo.events import Sale, events
from backend.server.demo.generate import Demo, generate
from backend.server.demo.retail import read_book
from backend.server.demo.warehouse import LOCATION
from backend.server.logs import logger
from backend.server.replay.floor import House, Worker
from backend.server.replay.goods import barcodes_of, pick_faces_of
from backend.server.resources import resource
from backend.server.trouble import Trouble

LOOK_EVERY_S = 2.0
AGAIN_S = 5.0
OPENING_PACE = 1200.0
RUNS = (90_000, 99_999)
log = logger("stockwright.crew")


@dataclass(frozen=True, slots=True)
class Alive:
    """Where the warehouse is, whom to trust there, and how fast people work; 0: not at all."""

    url: str
    authority: str | None
    lines_a_minute: float


async def keep_alive(asked: Alive) -> None:
    """Work until canceled. A shift that loses the server, or its login, is begun anew."""
    demo = generate(read_book(resource("demo") / "retail"))
    while True:
        try:
            await work_a_shift(asked, demo)
        except* Trouble as troubles:
            log.warning("the shift was broken off", because=str(troubles.exceptions[0]))
        await asyncio.sleep(AGAIN_S)


async def work_a_shift(asked: Alive, demo: Demo) -> None:
    """Open the warehouse of this demo and work in it until canceled."""
    pace = Pace(OPENING_PACE)
    async with shift_at(asked.url, authority=asked.authority, pace=pace) as shift:
        house = House(
            LOCATION,
            run=Random().randint(*RUNS),  # noqa: S311 - no secret
            barcodes=barcodes_of(demo.items),
            pick_faces=pick_faces_of(demo.bins),
        )
        desk = _desk(shift, house, demo)
        floor = Floor(shift.office, house)
        workers = [Worker(line, house) for line in shift.workers]
        await _lay_out_all(desk)
        await floor.open_for(workers[0], lambda: Sight.over(desk.line))
        log.info("the warehouse is open", lines_a_minute=asked.lines_a_minute)
        async with asyncio.TaskGroup() as group:
            group.create_task(_oversee(desk, floor))
            if asked.lines_a_minute:
                pace.lines_a_minute = asked.lines_a_minute
                for worker in workers:
                    group.create_task(floor.work(worker))


def _desk(shift: Shift, house: House, demo: Demo) -> Desk:
    return Desk(
        line=shift.office,
        approver=shift.approver,
        house=house,
        sales=[event for event in events(demo.book) if isinstance(event, Sale)],
        bins=sorted(house.pick_faces.values()),
        stock=Stock(opened_with(demo.stock)),
    )


async def _lay_out_all(desk: Desk) -> None:
    """Lay out what visitors find, one of each at a time, until there is enough."""
    for _ in range(2 * (PICKS.target + TRUCKS.target + COUNTS.target)):
        seen = await Sight.over(desk.line)
        if seen.picks >= PICKS.target and seen.counts >= COUNTS.target:
            return
        await desk.lay_out(seen)


async def _oversee(desk: Desk, floor: Floor) -> None:
    while True:
        floor.seen = await Sight.over(desk.line)
        log.debug("seen", **asdict(floor.seen), refused=dict(desk.house.refused))
        await desk.lay_out(floor.seen)
        await asyncio.sleep(LOOK_EVERY_S)
