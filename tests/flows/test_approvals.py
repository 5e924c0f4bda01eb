"""A second person says yes: never who asked, never who counted, never beyond their limit."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks.approval import ApprovalKind, NewApproval, request_approval
from backend.tasks.decide_approval import DecideApproval, Verdict, decide_approval
from backend.tasks.withdraw_approval import WithdrawApproval, withdraw_approval
from tests.world import World, person


@dataclass(frozen=True, slots=True)
class Ask:
    location_id: UUID
    approval_id: UUID
    value_minor: int
    not_by: UUID | None


@dataclass(frozen=True, slots=True)
class Asked:
    approval_id: UUID


@command
async def ask(work: Work, asked: Ask) -> Plan[Asked]:
    wanted = NewApproval(
        id=asked.approval_id,
        kind=ApprovalKind.WRITE_OFF,
        location_id=asked.location_id,
        subject_kind="Adjustment",
        subject_id=new_id(),
        sentence="Write off 3 of TEA",
        value_minor=asked.value_minor,
        currency="GBP",
        not_by=asked.not_by,
    )
    writes = (request_approval(work, wanted),)
    return Plan(answer=Asked(wanted.id), writes=writes, kind="TEST")


async def asked_for(world: World, *, value_minor: int = 5000, not_by: UUID | None = None) -> UUID:
    asked = Ask(world.location_id, new_id(), value_minor, not_by)
    return (await world.do(ask, asked)).answer.approval_id


def yes(approval_id: UUID, if_version: int | None = 1) -> DecideApproval:
    return DecideApproval(
        approval_id=approval_id, if_version=if_version, verdict=Verdict.APPROVE, note="Seen it"
    )


async def status(world: World, approval_id: UUID) -> str:
    return await world.owner.fetchval("SELECT status FROM approval WHERE id = $1", approval_id)


async def test_another_person_says_yes_and_the_department_hears_of_it(world):
    approval_id = await asked_for(world)

    done = await world.do(decide_approval, yes(approval_id), by=world.supervisor)

    assert await status(world, approval_id) == "APPROVED"
    told = await world.owner.fetchrow(
        "SELECT body->>'subject_id' AS subject, body->>'subject_kind' AS kind,"
        " body->>'verdict' AS verdict, body->>'decided_by' AS decided_by, body->>'note' AS note"
        " FROM outbox_event WHERE name = 'ApprovalDecided' AND body->>'approval_id' = $1",
        str(approval_id),
    )
    assert dict(told) == {
        "subject": str(done.answer.subject_id), "kind": "Adjustment", "verdict": "APPROVE",
        "decided_by": str(world.supervisor.id), "note": "Seen it",
    }  # fmt: skip


async def test_whoever_asked_may_not_decide(world):
    approval_id = await asked_for(world)

    refusal = await world.refused(decide_approval, yes(approval_id), by=world.worker)

    assert refusal.code == "SELF_APPROVAL"
    assert await status(world, approval_id) == "PENDING"


async def test_whoever_recounted_may_not_decide(world):
    approval_id = await asked_for(world, not_by=world.other.id)

    refusal = await world.refused(decide_approval, yes(approval_id), by=world.other)

    assert refusal.code == "SELF_APPROVAL"


async def test_the_database_itself_refuses_a_self_approval(world):
    approval_id = await asked_for(world, not_by=world.other.id)

    for who in (world.worker, world.other):
        async with world.database.session() as session:
            with pytest.raises(asyncpg.CheckViolationError, match="needs_another_person"):
                await session.execute(
                    "UPDATE approval SET status = 'APPROVED', decided_by = $2, decided_at = now()"
                    " WHERE id = $1",
                    approval_id,
                    who.id,
                )


async def test_a_supervisor_decides_up_to_their_limit_and_an_admin_beyond(world):
    approval_id = await asked_for(world, value_minor=-100_001)
    supervisor = person("Susan", Permission.APPROVE)

    refusal = await world.refused(decide_approval, yes(approval_id), by=supervisor)

    assert (refusal.code, refusal.facts["limit"]) == ("LIMIT_EXCEEDED", 100_000)
    await world.do(decide_approval, yes(approval_id), by=world.supervisor)
    assert await status(world, approval_id) == "APPROVED"


async def test_deciding_takes_the_right_and_a_no_takes_words(world):
    approval_id = await asked_for(world)
    no = DecideApproval(approval_id=approval_id, if_version=1, verdict=Verdict.REJECT)

    worker = person("Paul", Permission.PICK)
    assert (await world.refused(decide_approval, no, by=worker)).code == "NOT_ALLOWED"
    assert (await world.refused(decide_approval, no, by=world.other)).code == "INVALID_INPUT"


async def test_an_approval_is_decided_once(world):
    approval_id = await asked_for(world)
    await world.do(decide_approval, yes(approval_id), by=world.other)

    again = yes(approval_id, if_version=None)
    refusal = await world.refused(decide_approval, again, by=world.supervisor)

    assert refusal.code == "NOT_IN_THIS_STATE"
    stale = await world.refused(decide_approval, yes(approval_id), by=world.supervisor)
    assert stale.code == "VERSION_CHANGED"


async def test_whoever_asked_takes_the_question_back(world):
    approval_id = await asked_for(world)
    asked = WithdrawApproval(approval_id=approval_id, if_version=1)

    assert (await world.refused(withdraw_approval, asked, by=world.other)).code == "NOT_ALLOWED"
    await world.do(withdraw_approval, asked)

    assert await status(world, approval_id) == "WITHDRAWN"
    late = yes(approval_id, if_version=None)
    refusal = await world.refused(decide_approval, late, by=world.supervisor)
    assert refusal.code == "NOT_IN_THIS_STATE"
