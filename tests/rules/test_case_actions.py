"""What can be done about a case follows from what it is about, and from who looks."""

from dataclasses import replace

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.work import Actor
from backend.tasks.case_actions import CaseAction, Standing, actions_of
from backend.tasks.task import TaskKind
from tests.rules.test_steps import a_task
from tests.world import person

HERE = new_id()
BOSS = person("Boss")
DONE = a_task(
    TaskKind.PICK, status="SHORT", document_kind="Order", line_id=new_id(), finished_at=now()
)
SHORT = Standing(status="OPEN", location_id=HERE, bin_id=new_id(), assignee_id=None, task=DONE)


def here(*permissions: str) -> Actor:
    return Actor(new_id(), "Someone", frozenset(), {HERE: frozenset(permissions)})


def test_a_short_pick_can_be_counted_its_line_canceled_and_the_case_resolved():
    assert actions_of(SHORT, BOSS) == [
        CaseAction.TAKE,
        CaseAction.COUNT,
        CaseAction.CANCEL_LINE,
        CaseAction.RESOLVE,
    ]


def test_an_open_task_can_be_given_to_another_or_called_off():
    stuck = replace(SHORT, bin_id=None, task=a_task(TaskKind.PUT_AWAY, status="QUEUED"))

    assert actions_of(stuck, BOSS) == [
        CaseAction.TAKE,
        CaseAction.REASSIGN,
        CaseAction.CANCEL_TASK,
        CaseAction.RESOLVE,
    ]


def test_whoever_works_on_it_need_not_take_it():
    assert CaseAction.TAKE not in actions_of(replace(SHORT, assignee_id=BOSS.id), BOSS)


def test_one_may_do_only_what_one_has_the_right_to():
    assert actions_of(SHORT, here("REQUEST_COUNT")) == [CaseAction.COUNT]
    assert actions_of(SHORT, here("PICK")) == []
    assert actions_of(replace(SHORT, location_id=new_id()), here("RESOLVE_CASES")) == []


def test_nothing_is_left_to_do_about_what_is_resolved():
    assert actions_of(replace(SHORT, status="RESOLVED"), BOSS) == []
