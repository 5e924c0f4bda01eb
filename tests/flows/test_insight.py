"""What the board asks: queues, the floor, cut-offs and figures of today say what has happened."""

from dataclasses import replace
from datetime import timedelta

from backend.insight.kpis import KpiName
from backend.insight.set_kpi_target import SetKpiTarget, set_kpi_target
from backend.kernel.clock import now
from backend.master.refs import DocumentRef, Ref
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.tasks.task import TaskKind, TaskStatus
from tests.floor import WorkOn, claimed, queued, work_on
from tests.flows.control import Floor, submits
from tests.flows.dock import Dock
from tests.flows.outbound_floor import a_pick, an_order, another_pick
from tests.graph import ask
from tests.world import person

QUEUES = """
query ($at: Ref!) { queues(location: $at) {
  kind queued inProgress people oldestAt overdue blocks growth finishedLastHour projectedDoneAt
  trend { at open added finished } } }
"""
HEAT = """
query ($at: Ref!, $metric: HeatMetric!, $aisle: String!) {
  heatMap(location: $at, metric: $metric) {
    bays { aisle bay xMm yMm bins blocked unknown value }
    cells(aisle: $aisle) { code value isBlocked }
  }
}
"""
PEOPLE = """
query ($at: Ref!) { peopleOnFloor(location: $at) {
  user { id } task { id } work bin { code } lastKind lastAt } }
"""
CUT_OFFS = """
query ($at: Ref!) { cutOffs(location: $at) {
  shipBy orders lines linesDone linesPacked linesUnreleased linesPerHour projectedDoneAt
  spareMinutes startedAt carrier { code } } }
"""
KPIS = """
query ($at: Ref!) {
  kpis(names: [LINES_PER_HOUR, SHORT_PICKS, INVENTORY_ACCURACY, DOCK_TO_STOCK, FILL_RATE],
       location: $at) { name unit value count target better series { value count } }
}
"""


async def asked(world, document, by=None, **variables):
    data = await ask(
        world.database, by or world.worker, document, at={"code": world.code}, **variables
    )
    (answer,) = data.values()
    return answer


async def queue_of(world, kind):
    return next(queue for queue in await asked(world, QUEUES) if queue["kind"] == kind)


async def some_people(world, *people):
    for one in people:
        await world.owner.execute(
            "INSERT INTO person (id, code, name) VALUES ($1, $2, $3)", one.id, str(one.id), one.name
        )


async def test_a_queue_counts_what_waits_who_is_on_it_and_what_was_done(world):
    await some_people(world, world.worker)
    tasks = await queued(world, 5, kind=TaskKind.COUNT)
    await claimed(world, kinds=(TaskKind.COUNT,), prefetch=2)
    (first, second) = await claimed(world, kinds=(TaskKind.COUNT,), prefetch=2)
    await world.do(work_on, WorkOn(first, done=10, status=TaskStatus.DONE))
    await world.do(work_on, WorkOn(second))
    await world.owner.execute(
        "UPDATE task SET due_at = now() - interval '1 minute' WHERE id = $1", tasks[-1]
    )

    queue = await queue_of(world, "COUNT")

    assert (queue["queued"], queue["inProgress"], queue["people"]) == (3, 1, 1)
    assert (queue["overdue"], queue["finishedLastHour"], queue["growth"]) == (1, 1, 4)
    assert len(queue["trend"]) == 12
    assert queue["trend"][-1]["open"] == 4
    assert sum(piece["added"] for piece in queue["trend"]) == 5
    assert sum(piece["finished"] for piece in queue["trend"]) == 1


async def test_the_trend_tells_an_hour_in_pieces(world):
    old, done = await queued(world, 2, kind=TaskKind.COUNT)
    await world.do(work_on, WorkOn(done, status=TaskStatus.DONE))
    await world.owner.execute(
        "UPDATE task SET created_at = now() - interval '2 hours' WHERE id = ANY ($1)", [old, done]
    )
    await world.owner.execute(
        "UPDATE task SET finished_at = now() - interval '32 minutes' WHERE id = $1", done
    )

    queue = await queue_of(world, "COUNT")

    assert [piece["open"] for piece in queue["trend"]] == [2] * 5 + [1] * 7
    assert queue["growth"] == -1
    assert [piece["finished"] for piece in queue["trend"]].index(1) == 5


async def test_goods_on_the_way_to_a_bin_say_which_lines_wait_for_them(world):
    dock = await Dock.at(world)
    await world.bin("A-01")
    tea = await world.item()
    await an_order(world, tea, quantity=3)
    await dock.arrived((tea, 10))

    assert (await queue_of(world, "RECEIVE"))["blocks"] == 1


async def test_what_is_picked_waits_to_be_packed(world):
    pick = await a_pick(world)
    await pick.picks(5)

    assert (await queue_of(world, "PACK"))["queued"] == 1
    await world.do(pack_tote, PackTote(tote=pick.tote()))
    assert [queue for queue in await asked(world, QUEUES) if queue["kind"] == "PACK"] == []


async def test_the_floor_is_colored_by_picks_fullness_counts_and_variance(world):
    pick = await a_pick(world)
    await pick.picks(5)
    await world.owner.execute(
        "UPDATE bin SET aisle = 'A', bay = '01', x_mm = 100, y_mm = 200, volume_max_ml = 10,"
        " last_counted_at = now() - interval '3 days' WHERE id = $1",
        pick.bin_id,
    )
    await world.bin("A-01-2", aisle="A", bay="01", level="2", block="INBOUND")
    await world.owner.execute(
        "UPDATE item SET length_mm = 10, width_mm = 10, height_mm = 10 WHERE id = $1", pick.item_id
    )

    async def value(metric):
        heat = await asked(world, HEAT, metric=metric, aisle="A")
        (bay,) = heat["bays"]
        assert (bay["bins"], bay["blocked"], bay["xMm"]) == (2, 1, 100)
        return bay["value"], bay["unknown"], {cell["code"]: cell["value"] for cell in heat["cells"]}

    assert await value("PICKS") == (1, 0, {"A-01": 1, "A-01-2": 0})
    assert await value("OCCUPANCY") == (70, 1, {"A-01": 70, "A-01-2": None})
    days, unknown, _ = await value("DAYS_SINCE_COUNT")
    assert (round(days), unknown) == (3, 1)
    assert (await value("VARIANCE"))[:2] == (None, 2)


async def test_counts_that_differ_heat_their_bin(world):
    here, there = await world.bin("A"), await world.bin("B")
    tea = await world.item()
    await world.stock(here, tea, 100)
    await submits(Floor(world, here, there, tea), 90)

    heat = await asked(world, HEAT, metric="VARIANCE", aisle="")

    assert heat["bays"] == []
    (kpi,) = [kpi for kpi in await asked(world, KPIS) if kpi["name"] == "INVENTORY_ACCURACY"]
    assert (kpi["value"], kpi["count"]) == (0, 1)


async def test_a_cut_off_says_what_is_done_and_whether_it_will_be(world):
    pick = await a_pick(world, stock=100)
    other = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=2)
    later = now() + timedelta(minutes=10)
    noon = f"Etc/GMT{now().hour - 12:+}"  # where no day ends in the next ten minutes
    await world.owner.execute(
        "UPDATE location SET time_zone = $2 WHERE id = $1", world.location_id, noon
    )
    await world.owner.execute(
        "UPDATE customer_order SET ship_by = $2 WHERE id = ANY ($1)",
        [pick.order_id, other.order_id], later,
    )  # fmt: skip
    await pick.picks(5)

    (one,) = await asked(world, CUT_OFFS)

    assert (one["orders"], one["lines"], one["linesDone"], one["linesPacked"]) == (2, 2, 1, 0)
    assert (one["linesPerHour"], one["linesUnreleased"]) == (1, 0)
    assert one["spareMinutes"] in {-51, -50}
    assert one["startedAt"] is not None


async def test_the_day_in_figures(world):
    pick = await a_pick(world)
    await world.do(confirm_pick, pick.of(5))
    packed = (await world.do(pack_tote, PackTote(tote=pick.tote()))).answer
    shipment = DocumentRef(id=packed.shipment_id)
    await world.do(confirm_shipment, ConfirmShipment(shipment=shipment))

    found = {kpi["name"]: kpi for kpi in await asked(world, KPIS)}

    assert (found["LINES_PER_HOUR"]["value"], found["LINES_PER_HOUR"]["unit"]) == (1, "PER_HOUR")
    assert (found["SHORT_PICKS"]["value"], found["SHORT_PICKS"]["better"]) == (0, "DESC")
    assert (found["FILL_RATE"]["value"], found["FILL_RATE"]["count"]) == (100, 1)
    assert found["DOCK_TO_STOCK"]["value"] is None
    assert found["LINES_PER_HOUR"]["series"] == [{"value": 1, "count": 1}]


async def test_a_figure_has_the_target_that_was_set_until_it_is_taken_back(world):
    def aim(target):
        place = Ref(id=world.location_id)
        return SetKpiTarget(name=KpiName.FILL_RATE, location=place, target=target)

    async def told():
        found = {kpi["name"]: kpi["target"] for kpi in await asked(world, KPIS)}
        return found.pop("FILL_RATE"), set(found.values())

    assert await told() == (None, {None})
    await world.do(set_kpi_target, aim(98))
    await world.do(set_kpi_target, aim(97.5))
    assert await told() == (97.5, {None})
    await world.do(set_kpi_target, aim(None))
    assert await told() == (None, {None})


async def test_a_target_is_a_number_set_by_whoever_edits_rules(world):
    aim = SetKpiTarget(
        name=KpiName.FILL_RATE, location=Ref(id=world.location_id), target=float("nan")
    )

    assert (await world.refused(set_kpi_target, aim)).code == "INVALID_INPUT"
    by = person("Picker", "PICK")
    assert (
        await world.refused(set_kpi_target, replace(aim, target=1), by=by)
    ).code == "NOT_ALLOWED"


async def test_who_may_not_see_a_place_is_told_nothing_of_it(world):
    await queued(world, 1)
    stranger = person("Stranger", "PICK")

    for document in (QUEUES, CUT_OFFS, KPIS):
        assert await asked(world, document, by=stranger) is None
