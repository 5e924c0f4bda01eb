"""What somebody brings to a bin: the task that it is of, and the goods in their hands."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from backend.inbound.putaway import sql
from backend.inbound.putaway.sources import Load
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.items import HOUSE_OWNER_ID, Item, item_of, items_by_id
from backend.master.lots import WrongLot
from backend.master.places import bin_of, bins_by_id, location_of
from backend.master.refs import ItemRef, LotRef, Ref
from backend.stock.containers import container as container_of_id
from backend.stock.containers import container_of_code
from backend.stock.keys import Disposition
from backend.stock.told_apart import Told, told_of
from backend.tasks.scans import QuantityTooLarge, WrongBin, WrongItem
from backend.tasks.task import Task, TaskKind, task_of


class Asked(Protocol):
    """The part of the question that says what is carried."""

    @property
    def task_id(self) -> UUID | None:
        """Which task."""

    @property
    def location(self) -> Ref | None:
        """Where, when there is no task."""

    @property
    def item(self) -> ItemRef | None:
        """What was scanned."""

    @property
    def source(self) -> Ref | None:
        """Out of which bin."""

    @property
    def container(self) -> Ref | None:
        """Out of which container."""

    @property
    def lot(self) -> LotRef | None:
        """Of which lot."""

    @property
    def serials(self) -> tuple[str, ...]:
        """Which ones."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Goods in somebody's hands; `task` is None when none asks for them."""

    task: Task | None
    item: Item
    load: Load
    told: Told
    location_id: UUID
    source_code: str


async def task_asked(reader: Reader, asked: Asked) -> Task | None:
    """Return the putaway that is meant; refuses NOT_FOUND when the task is of another kind."""
    if asked.task_id is None:
        return None
    task = await task_of(reader, asked.task_id)
    if task.kind != TaskKind.PUT_AWAY:
        raise NotFound(kind="putaway", key=str(asked.task_id))
    return task


async def carried_by_task(reader: Reader, task: Task, asked: Asked) -> Carried:
    """Return what a task has somebody carry; refuses WRONG_ITEM and WRONG_BIN."""
    assert task.item_id, f"putaway {task.id} is of no item"
    assert task.owner_id, f"putaway {task.id} is of nobody's goods"
    assert task.from_bin_id, f"putaway {task.id} begins nowhere"
    item = (await items_by_id(reader, [task.item_id]))[task.item_id]
    if asked.item is not None:
        scanned = await item_of(reader, asked.item)
        if scanned.id != item.id:
            raise WrongItem(scanned=scanned.sku, wanted=item.sku)
    source = (await bins_by_id(reader, [task.from_bin_id]))[task.from_bin_id]
    if asked.source is not None:
        scanned_bin = await bin_of(reader, asked.source, location_id=task.location_id)
        if scanned_bin.id != source.id:
            raise WrongBin(scanned=scanned_bin.code, wanted=source.code)
    load = Load(
        owner_id=task.owner_id,
        item_id=item.id,
        disposition=Disposition(task.disposition or Disposition.USABLE),
        bin_id=source.id,
        container_id=task.container_id,
        lot_id=task.lot_id,
    )
    told = await told_of(reader, item, lot=asked.lot, serials=asked.serials)
    if told.lot_id and task.lot_id not in {None, told.lot_id}:
        raise WrongLot(
            scanned=asked.lot.said if asked.lot else "", wanted="the lot of this putaway"
        )
    return Carried(task, item, load, told, task.location_id, source.code)


async def carried_by_scan(work: Work, asked: Asked) -> Carried:
    """Return what was scanned, with the open putaway that asks for it, if there is one."""
    if asked.location is None or asked.item is None or asked.source is None:
        raise InvalidInput(field="task", problem="is missing, and so is what was scanned instead")
    location = await location_of(work.reader, asked.location)
    item = await item_of(work.reader, asked.item)
    source = await bin_of(work.reader, asked.source, location_id=location.id)
    container_id = await _container(work.reader, asked.container)
    values = (source.id, item.id, work.actor.id, work.now, container_id)
    found = await work.reader.value(sql.PUTAWAY_OF_ITEM, *values)
    if found is not None:
        return await carried_by_task(work.reader, await task_of(work.reader, found), asked)
    load = Load(
        owner_id=HOUSE_OWNER_ID,
        item_id=item.id,
        disposition=Disposition.USABLE,
        bin_id=source.id,
        container_id=container_id,
    )
    told = await told_of(work.reader, item, lot=asked.lot, serials=asked.serials)
    return Carried(None, item, load, told, location.id, source.code)


def quantity_carried(carried: Carried, *, said: int | None) -> int:
    """Return how many base units are meant, all that remain when nothing was said."""
    remaining = carried.task.remaining if carried.task else None
    quantity = said if said is not None else remaining
    if quantity is None or quantity < 1:
        raise InvalidInput(field="quantity", problem="must be above 0")
    if remaining is not None and quantity > remaining:
        raise QuantityTooLarge(quantity=quantity, remaining=remaining)
    return quantity


async def _container(reader: Reader, ref: Ref | None) -> UUID | None:
    if ref is None:
        return None
    found = (
        await container_of_id(reader, ref.id)
        if ref.id
        else await container_of_code(reader, ref.code or ref.barcode or "")
    )
    if found is None:
        raise NotFound(kind="container", key=ref.said)
    return found.id
