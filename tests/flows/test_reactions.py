"""What happened wakes what must follow: each reaction takes effect exactly once."""

import asyncio
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

import pytest

from backend.kernel.command import command
from backend.kernel.ids import derived_id, new_id
from backend.kernel.plan import Event, Plan
from backend.kernel.reactor import TRIES_MAX, Wiring, by_name, drain, keep_reacting, react
from backend.kernel.refusals import NotFound, Refusal
from backend.kernel.work import Work
from backend.server.wiring import WIRING
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.report_trouble import report_trouble
from backend.tasks.system import SYSTEM
from tests.world import World


class NotYetRipe(Refusal):
    """It may be accepted later."""

    code: ClassVar[str] = "TEST_NOT_YET_RIPE"
    sentence: ClassVar[str] = "Not yet."
    retryable: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Tell:
    name: str
    location_id: UUID


@dataclass(frozen=True, slots=True)
class Told:
    case_id: UUID


@dataclass(frozen=True, slots=True)
class Note:
    location_id: UUID
    told: str


@command
async def tell(work: Work, asked: Tell) -> Plan[Told]:
    told = Event(asked.name, {"location_id": asked.location_id, "told": asked.name, "more": 1})
    return Plan(answer=Told(work.operation_id), writes=(), kind="TEST", events=(told,))


@command
async def note(work: Work, asked: Note) -> Plan[Told]:
    case = NewCase(
        id=new_id(),
        kind=CaseKind.OTHER,
        severity=Severity.INFO,
        title=asked.told,
        location_id=asked.location_id,
    )
    writes = (open_case(work, case),)
    return Plan(answer=Told(case.id), writes=writes, kind="TEST", location_id=asked.location_id)


@command
async def refuse(work: Work, asked: Note) -> Plan[Told]:
    raise NotFound(kind="bin", key=asked.told)


@command
async def refuse_for_now(work: Work, asked: Note) -> Plan[Told]:
    raise NotYetRipe


@command
async def fall(work: Work, asked: Note) -> Plan[Told]:
    raise ZeroDivisionError(asked.told)


REACTIONS = {
    "Seen": (by_name(note),),
    "Impossible": (by_name(refuse), by_name(note)),
    "TooEarly": (by_name(refuse_for_now),),
    "Broken": (by_name(fall),),
}
TEST_WIRING = Wiring(MappingProxyType(REACTIONS), SYSTEM, alarm=by_name(report_trouble))


async def cases(world: World) -> list[str]:
    rows = await world.owner.fetch(
        "SELECT title FROM work_case WHERE location_id = $1 ORDER BY title", world.location_id
    )
    return [row["title"] for row in rows]


async def event(world: World, operation_id: UUID):
    return await world.owner.fetchrow(
        "SELECT handled_at IS NOT NULL AS handled, trouble, tries, due_at > now() AS waits,"
        " due_at = 'infinity' AS stuck FROM outbox_event WHERE operation_id = $1",
        operation_id,
    )


async def told(world: World, name: str) -> UUID:
    return (await world.do(tell, Tell(name, world.location_id))).answer.case_id


async def due_again(world: World, operation_id: UUID) -> None:
    await world.owner.execute(
        "UPDATE outbox_event SET due_at = now(), handled_at = NULL WHERE operation_id = $1",
        operation_id,
    )


@pytest.fixture
async def world(database, owner):
    yield await World.build(database, owner)
    await owner.execute("UPDATE outbox_event SET handled_at = now() WHERE handled_at IS NULL")


async def test_an_event_wakes_its_command_as_the_house(world):
    operation_id = await told(world, "Seen")

    await drain(world.database, TEST_WIRING)

    assert await cases(world) == ["Seen"]
    assert (await event(world, operation_id))["handled"]
    done_by = await world.owner.fetchval(
        "SELECT actor_id FROM operation WHERE id = $1", derived_id(operation_id, "1:note")
    )
    assert done_by == SYSTEM.id


async def test_an_event_that_nobody_waits_for_is_done_with(world):
    operation_id = await told(world, "Unheard")

    await drain(world.database, TEST_WIRING)

    assert (await event(world, operation_id))["handled"]


async def test_a_crash_between_the_effect_and_its_mark_makes_no_second_effect(world):
    operation_id = await told(world, "Seen")
    await drain(world.database, TEST_WIRING)
    await due_again(world, operation_id)

    await drain(world.database, TEST_WIRING)

    assert await cases(world) == ["Seen"]
    assert (await event(world, operation_id))["handled"]


async def test_a_reactor_that_dies_in_the_middle_leaves_the_event_to_the_next(world):
    operation_id = await told(world, "Seen")
    dying = asyncio.create_task(react(world.database, TEST_WIRING))
    while (await event(world, operation_id))["tries"] == 0:  # noqa: ASYNC110 - the database says
        await asyncio.sleep(0)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    await due_again(world, operation_id)
    await drain(world.database, TEST_WIRING)

    assert await cases(world) == ["Seen"]


async def test_four_reactors_handle_each_of_many_events_once(world):
    for _ in range(40):
        await told(world, "Seen")

    handled = await asyncio.gather(*(drain(world.database, TEST_WIRING) for _ in range(4)))

    assert sum(handled) == 40
    assert len(await cases(world)) == 40


async def test_a_refused_reaction_is_noted_and_the_others_still_run(world):
    operation_id = await told(world, "Impossible")

    await drain(world.database, TEST_WIRING)

    found = await event(world, operation_id)
    assert found["handled"]
    assert found["trouble"].startswith("refuse: NOT_FOUND: There is no bin")
    assert await cases(world) == ["Impossible"]


async def test_a_refusal_that_may_pass_is_tried_again_later(world):
    operation_id = await told(world, "TooEarly")

    await drain(world.database, TEST_WIRING)

    found = await event(world, operation_id)
    assert (found["handled"], found["waits"], found["stuck"], found["tries"]) == (
        False, True, False, 1,
    )  # fmt: skip


async def test_a_reaction_that_keeps_falling_ends_as_a_case_and_stays_open(world, caplog):
    operation_id = await told(world, "Broken")

    for _ in range(TRIES_MAX):
        await due_again(world, operation_id)
        await drain(world.database, TEST_WIRING)

    found = await event(world, operation_id)
    assert (found["handled"], found["stuck"], found["tries"]) == (False, True, TRIES_MAX)
    assert found["trouble"] == "fall: ZeroDivisionError: Broken"
    assert await cases(world) == ["The house could not react to Broken"]
    assert len(caplog.records) == TRIES_MAX


async def test_the_bell_wakes_the_reactor(world):
    reactor = asyncio.create_task(keep_reacting(world.database, TEST_WIRING))
    await asyncio.sleep(0.05)

    await told(world, "Seen")
    async with asyncio.timeout(2):
        while await cases(world) != ["Seen"]:  # noqa: ASYNC110 - the database says
            await asyncio.sleep(0.01)

    reactor.cancel()
    await asyncio.gather(reactor, return_exceptions=True)


async def test_a_loss_that_leaves_a_pool_overpromised_opens_a_case(world):
    item_id = await world.item()
    body = (
        f'{{"pool_id": "{new_id()}", "item_id": "{item_id}", "quantity": 3,'
        f' "location_id": "{world.location_id}"}}'
    )
    operation_id = await told(world, "Unheard")
    await world.owner.execute(
        "UPDATE outbox_event SET name = 'PoolOverpromised', body = $2::text::jsonb"
        " WHERE operation_id = $1",
        operation_id,
        body,
    )

    await drain(world.database, WIRING)

    assert await cases(world) == [f"3 more of TEA-{world.code} are promised than there are"]
