"""What went wrong is worked on by somebody until they say how it ended."""

import json

import asyncpg
import pytest

from backend.kernel.ids import new_id
from backend.tasks.assign_case import AssignCase, assign_case
from backend.tasks.case import CaseKind
from backend.tasks.note_case import NoteCase, note_case
from backend.tasks.open_case import OpenCase, open_case
from backend.tasks.resolve_case import ResolveCase, resolve_case
from tests.world import World, counts, person


async def help_wanted(world: World, **asked):
    asked = {"location_id": world.location_id, "note": "The rack leans"} | asked
    return (await world.do(open_case, OpenCase(**asked))).answer.case_id


async def row(world: World, case_id):
    return await world.owner.fetchrow("SELECT * FROM work_case WHERE id = $1", case_id)


async def test_a_worker_asks_for_help_about_a_bin(world):
    bin_id = await world.bin("A-01")

    case_id = await help_wanted(world, bin_id=bin_id)

    found = await row(world, case_id)
    assert (found["kind"], found["severity"], found["status"]) == ("HELP", "CRITICAL", "OPEN")
    assert found["title"] == "Wanda Worker asks for help"
    assert (found["bin_id"], found["opened_by"]) == (bin_id, world.worker.id)
    said = await world.owner.fetchval("SELECT text FROM case_note WHERE case_id = $1", case_id)
    assert said == "The rack leans"
    assert json.loads(found["facts"]) == {"note": "The rack leans"}


async def test_a_kind_that_only_the_house_opens_is_refused_to_people(world):
    before = await counts(world.owner, "work_case")
    asked = OpenCase(location_id=world.location_id, kind=CaseKind.VARIANCE)

    assert (await world.refused(open_case, asked)).code == "INVALID_INPUT"
    assert await counts(world.owner, "work_case") == before


async def test_a_case_is_given_to_somebody_noted_and_resolved(world):
    case_id = await help_wanted(world)

    await world.do(
        assign_case, AssignCase(case_id=case_id, if_version=1, assignee_id=world.other.id)
    )
    assert (await row(world, case_id))["status"] == "IN_PROGRESS"
    await world.do(note_case, NoteCase(case_id, "Called the builder"), by=world.other)
    await world.do(
        resolve_case,
        ResolveCase(case_id=case_id, if_version=2, resolution="Bolted to the wall"),
        by=world.other,
    )

    found = await row(world, case_id)
    assert (found["status"], found["resolution"]) == ("RESOLVED", "Bolted to the wall")
    assert (found["resolved_by"], found["assignee_id"]) == (world.other.id, world.other.id)


async def test_a_resolved_case_is_not_resolved_again(world):
    case_id = await help_wanted(world)
    asked = ResolveCase(case_id=case_id, if_version=None, resolution="Done")
    await world.do(resolve_case, asked)

    assert (await world.refused(resolve_case, asked)).code == "NOT_IN_THIS_STATE"


async def test_resolving_takes_the_right_the_version_and_words(world):
    case_id = await help_wanted(world)
    asked = ResolveCase(case_id=case_id, if_version=9, resolution="Done")
    silent = ResolveCase(case_id=case_id, if_version=1, resolution="  ")

    assert (await world.refused(resolve_case, asked, by=person("P", "PICK"))).code == "NOT_ALLOWED"
    assert (await world.refused(resolve_case, asked)).code == "VERSION_CHANGED"
    assert (await world.refused(resolve_case, silent)).code == "INVALID_INPUT"
    nowhere = ResolveCase(case_id=new_id(), if_version=1, resolution="Done")
    assert (await world.refused(resolve_case, nowhere)).code == "NOT_FOUND"
    assert (await row(world, case_id))["status"] == "OPEN"


async def test_what_was_said_about_a_case_cannot_be_unsaid(world):
    case_id = await help_wanted(world)

    async with world.database.session() as session:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await session.execute("DELETE FROM case_note WHERE case_id = $1", case_id)
