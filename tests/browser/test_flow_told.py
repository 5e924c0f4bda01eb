"""What the house found otherwise than the worker said is told once, and never again."""

from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.master.refs import Ref
from backend.tasks.assign_task import AssignTask, assign_task
from tests.browser.kept import kept

TOLD = "Your lead looks at it"


async def test_a_conflict_is_told_once(shop, worker):
    barley = await shop.goods("Barley")
    await shop.shelf("K-01-1", barley)
    await shop.received((barley, 3))
    await worker.tap("Put away")
    await worker.is_sent_to("K-01-1")
    await worker.handheld.offline()
    await worker.scan(barley.gtin, "K-01-1")
    await worker.is_home()
    await colleague_does_it(shop, barley)

    await worker.handheld.online()
    await worker.sees(TOLD, "no longer theirs")
    assert await worker.all_sent() == ["APPLIED_WITH_CASE"]

    await worker.page.reload()
    await worker.is_home()
    assert [row["isNews"] for row in await kept(worker.page, "history") if row["isNews"]] == []
    assert not await worker.page.get_by_text(TOLD).count()
    cases = await shop.world.owner.fetchval(
        "SELECT count(*) FROM work_case WHERE item_id = $1", barley.id
    )
    assert cases == 1


async def colleague_does_it(shop, goods):
    """Give the task to a colleague, who puts the goods away first."""
    task = await shop.world.owner.fetchval(
        "SELECT id FROM task WHERE item_id = $1 AND kind = 'PUT_AWAY'", goods.id
    )
    other = shop.world.other
    given = AssignTask(task_id=task, if_version=None, assignee_id=other.id)
    await shop.world.do(assign_task, given)
    there = ConfirmPutaway(to=Ref(id=shop.bins["K-01-1"]), task_id=task)
    await shop.world.do(confirm_putaway, there, by=other)
