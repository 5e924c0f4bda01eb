"""Gives out operations: when the last step of one is answered, with an id that nothing else has."""

import json
from collections.abc import Mapping, Sequence

from backend.tasks.flow.compose import Told, operation_of
from backend.tasks.flow.place import end_of_each, first_of_each, goods_of, is_needless
from backend.tasks.flow.run import Run
from backend.tasks.flow.values import Answer, Flow, Lap, Line, Sent
from backend.tasks.steps import Step

SENT_MAX = 20


def send_after(run: Run, index: int) -> None:
    """Give out an operation if this step was its last one."""
    flow, steps = run.flow, run.flow.job.steps
    name = steps[index].operation
    ahead = [step for step in steps[index + 1 :] if step.operation == name]
    if name is None or any(not is_needless(flow, step) for step in ahead):
        return
    opens_in_each = any(name in {step.operation, *step.also} for step in _each(flow))
    if index >= end_of_each(flow) and flow.laps and opens_in_each:
        _send_laps(run, name)
    else:
        _send_one(run, name, flow.answers, line=flow.line, operation_id=run.ids.pop(0))


def is_gathered(flow: Flow) -> bool:
    """Tell whether what is said for each goes out with the end, not lap by lap."""
    last = {step.operation for step in flow.job.steps[end_of_each(flow) :]} - {None}
    return any(step.operation in last for step in _each(flow))


def send_plain(
    run: Run, name: str, fields: Mapping[str, object], *, sku: str = "", quantity: int = 0
) -> None:
    """Give out something that no step asks for: a short pick, a skip, a case, an undo."""
    operation_id = run.ids.pop(0)
    stamp = {"operationId": operation_id, "occurredAt": run.event.at}
    run.operations.append({name: {**stamp, **fields}})
    _remember(run, Sent(operation_id=operation_id, name=name, sku=sku, quantity=quantity))


def _each(flow: Flow) -> Sequence[Step]:
    return flow.job.steps[first_of_each(flow) : end_of_each(flow)]


def _send_laps(run: Run, name: str) -> None:
    flow = run.flow
    each, end = first_of_each(flow), end_of_each(flow)
    shared = [answer for answer in flow.answers if answer.step < each or answer.step >= end]
    if any(step.operation == name and "." in step.field for step in flow.job.steps):
        every = [*shared, *(answer for lap in flow.laps for answer in lap.answers)]
        _send_one(run, name, every, line=None, operation_id=run.ids.pop(0))
        return
    for lap in _distinct(flow.laps, name):
        operation_id = lap.answers[0].operation_id
        _send_one(run, name, [*lap.answers, *shared], line=lap.line, operation_id=operation_id)


def _distinct(laps: Sequence[Lap], name: str) -> list[Lap]:
    """Laps that say the same to an operation are one: two cartons of one shipment."""
    found: dict[str, Lap] = {}
    for lap in laps:
        said = lap.line.fixed.get(name) if lap.line else None
        found.setdefault(json.dumps(said if said is not None else lap.answers[0].value), lap)
    return list(found.values())


def _send_one(
    run: Run, name: str, answers: Sequence[Answer], *, line: Line | None, operation_id: str
) -> None:
    flow = run.flow
    told = Told(name=name, answers=answers, line=line, operation_id=operation_id, at=run.event.at)
    run.operations.append(operation_of(flow, told))
    mine = [answer for answer in answers if answer.operations[:1] == (name,)]
    said = next((answer.value for answer in mine if answer.field == "quantity"), None)
    quantity = said if isinstance(said, int) else 0
    sku = line.item.sku if line else goods_of(flow)
    if quantity > 0:
        flow.done = {**flow.done, sku: flow.done.get(sku, 0) + quantity}
    flow.in_lap = (*flow.in_lap, operation_id)
    named = next((answer.value for answer in mine if answer.field == "serials"), ())
    serials = tuple(named) if isinstance(named, list) else ()
    sent = Sent(operation_id=operation_id, name=name, sku=sku, quantity=quantity, serials=serials)
    _remember(run, sent)


def _remember(run: Run, sent: Sent) -> None:
    run.flow.sent = (*run.flow.sent, sent)[-SENT_MAX:]
    run.flow.before = None
