"""Moves a flow on: writes an answer down, passes over what was not said, ends laps and the job."""

from dataclasses import dataclass, replace

from backend.tasks.flow.judge import Fit, Read, lot_value
from backend.tasks.flow.laps import end_lap, end_round
from backend.tasks.flow.place import (
    end_of_each,
    is_answered,
    is_by_serial,
    is_lap_empty,
    is_needless,
    label_weight,
    limit_of,
    pieces_of,
    preset_of,
    quantity_step,
    wanted_of,
)
from backend.tasks.flow.run import Run
from backend.tasks.flow.send import send_after
from backend.tasks.flow.shapes import day_of, grams_on
from backend.tasks.flow.values import Answer, Flow
from backend.tasks.steps import Step, StepKind


@dataclass(frozen=True, slots=True)
class Told:
    """What is written down at a step."""

    value: object
    shown: str
    text: str
    key: str
    method: str = "SCANNED"


def told(value: str | int, method: str = "SCANNED") -> Told:
    """Return a number, a day or a code as it is written down."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Told(value, text, text, text, method)


def told_by(fit: Fit, read: Read) -> Told:
    """Return a scan as it is written down."""
    return Told(fit.value, fit.shown, read.scan.text, fit.key, read.scan.method)


def take(run: Run, fit: Fit, read: Read) -> None:
    """Take a scan that is right at its step."""
    flow = run.flow
    pass_to(run, fit.step)
    step = flow.job.steps[flow.at]
    run.tone = run.tone or "ok"
    flow.is_kept = flow.is_kept or run.keeps
    if step.kind == StepKind.ENTER_QUANTITY:
        flow.counted += fit.pieces
        flow.pulls += 1
        _add_label(flow, read, fit.pieces)
        settle(run)
        return
    if step.kind == StepKind.SCAN_SERIAL:
        _add_serial(run, fit, read)
        settle(run)
        return
    write(run, told_by(fit, read), fit.field)
    if step.kind == StepKind.SCAN_ITEM:
        _begin_goods(run, fit, read)
        is_guess = not step.accepts and fit.line is None and read.target is None
        if is_guess and not run.keeps:
            run.calls.append({"kind": "check", "text": read.scan.text})
    leave(run)
    settle(run)


def serials_of(flow: Flow) -> tuple[str, ...]:
    """Return the single things that were named and are not sent yet."""
    steps = flow.job.steps
    said = (
        one.value
        for one in flow.answers
        if one.step >= 0 and steps[one.step].kind == StepKind.SCAN_SERIAL
    )
    value = next(said, ())
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def say(run: Run, index: int, said: Told) -> None:
    """Write down at a step what was typed, tapped or chosen, and go on."""
    pass_to(run, index)
    run.tone = run.tone or "ok"
    write(run, said, run.flow.job.steps[run.flow.at].field)
    leave(run)
    settle(run)


def pass_to(run: Run, index: int) -> None:
    """Pass over what was not said, up to a step; one that is behind begins the next lap."""
    flow = run.flow
    end = end_of_each(flow)
    for _ in range(2 * len(flow.job.steps)):
        if flow.at == index:
            return
        if flow.at >= end and index < flow.at:
            flow.at = index
        elif flow.at < end <= index and is_lap_empty(flow):
            flow.at = end
        else:
            _pass(run)


def write(run: Run, said: Told, field: str) -> None:
    """Write an answer at the step where the flow is; it takes the place of an earlier one."""
    flow = run.flow
    step = flow.job.steps[flow.at]
    answer = Answer(
        step=flow.at,
        operations=(step.operation, *step.also) if step.operation else step.also,
        field=field,
        value=said.value,
        shown=said.shown,
        text=said.text,
        key=said.key,
        method=said.method,
        is_kept=flow.is_kept,
        operation_id=run.event.ids[0],
    )
    others = [other for other in flow.answers if other.step != flow.at]
    flow.answers = tuple(sorted([*others, answer], key=lambda one: one.step))


def leave(run: Run) -> None:
    """Go behind the step where the flow is; what is complete with it goes out."""
    flow = run.flow
    if is_answered(flow, flow.at):
        send_after(run, flow.at)
    flow.at += 1
    if flow.at == end_of_each(flow):
        end_lap(run)
    elif flow.at >= len(flow.job.steps):
        end_round(run)


def settle(run: Run) -> None:
    """Answer what needs no asking: the label said it, the count is full, the goods have no lot."""
    flow = run.flow
    while not flow.is_done:
        step = flow.job.steps[flow.at]
        is_serial = step.kind == StepKind.SCAN_SERIAL and not is_needless(flow, step)
        if is_serial and not _is_complete(flow):
            return
        is_over = is_answered(flow, flow.at) or is_needless(flow, step)
        known = None if is_over else _known(run)
        if not is_over and known is None:
            return
        if known is not None:
            write(run, told(known), step.field)
        leave(run)


def _add_serial(run: Run, fit: Fit, read: Read) -> None:
    """Name one more single thing: the serials say how many. Their item says nothing new."""
    flow = run.flow
    if fit.value is None:
        run.tone = "again"
        return
    serials = [*serials_of(flow), str(fit.value)]
    _add_label(flow, read, 1)
    write(run, Told(serials, "", read.scan.text, fit.key, read.scan.method), fit.field)
    flow.counted = len(serials)


def _is_complete(flow: Flow) -> bool:
    """Tell whether every single thing that is wanted was named."""
    wanted = wanted_of(flow, flow.job.steps[quantity_step(flow)])
    return wanted is not None and flow.counted > 0 and flow.counted >= wanted


def _known(run: Run) -> int | None:
    """Return the number that nobody has to say: all are counted, or their labels weigh them."""
    flow = run.flow
    if flow.job.steps[flow.at].kind == StepKind.ENTER_WEIGHT:
        return label_weight(flow, pieces_of(flow))
    return flow.counted if _is_full(run) else None


def _is_full(run: Run) -> bool:
    flow = run.flow
    step = flow.job.steps[flow.at]
    if step.kind == StepKind.ENTER_QUANTITY and is_by_serial(flow):
        return flow.counted > 0
    if step.kind != StepKind.ENTER_QUANTITY or flow.counted == 0 or flow.is_kept:
        return False
    wanted = wanted_of(flow, step)
    may_be_whole = step.preset is not None and flow.pulls <= 1
    return wanted is not None and not may_be_whole and flow.counted >= wanted


def _pass(run: Run) -> None:
    flow = run.flow
    step = flow.job.steps[flow.at]
    if step.kind == StepKind.ENTER_QUANTITY and not is_answered(flow, flow.at):
        preset = None if is_by_serial(flow) else preset_of(flow, step)
        is_whole = preset is not None and flow.pulls <= 1
        write(run, told(preset if preset is not None and is_whole else flow.counted), step.field)
    grams = label_weight(flow, pieces_of(flow)) if step.kind == StepKind.ENTER_WEIGHT else None
    if grams is not None and not is_answered(flow, flow.at):
        write(run, told(grams), step.field)
    leave(run)


def _begin_goods(run: Run, fit: Fit, read: Read) -> None:
    flow, steps = run.flow, run.flow.job.steps
    flow.line = fit.line
    quantities = (step for step in steps[flow.at + 1 :] if step.kind == StepKind.ENTER_QUANTITY)
    step = next(quantities, None)
    if step is None:
        return
    # A case that holds more than is wanted proves the item; how many of it the worker says.
    limit = limit_of(flow, step)
    is_too_much = limit is not None and fit.pieces > limit
    is_box = fit.line is not None and fit.line.container == fit.key
    is_counted = not is_too_much and not is_box and not is_by_serial(flow)
    flow.counted = fit.units if is_counted else 0
    flow.pulls = 1 if is_counted else 0
    flow.labels = (0, 0)
    if not is_by_serial(flow):
        _add_label(flow, read, fit.pieces)
    elif "21" in read.scan.elements:
        _add_label(flow, read, 1)
    _fill(run, read, None if is_too_much or is_by_serial(flow) else fit.said)
    if is_by_serial(flow):
        flow.counted = len(serials_of(flow))


def _add_label(flow: Flow, read: Read, pieces: int) -> None:
    """Add what a label says of its own weight; one that says none leaves its pieces unweighed."""
    grams = grams_on(read.scan)
    if grams is not None:
        flow.labels = (flow.labels[0] + pieces, flow.labels[1] + grams)


def _fill(run: Run, read: Read, said: int | None) -> None:
    """Write down what else the label says: how many, of which lot, until when, which one."""
    flow = run.flow
    here, steps = flow.at, flow.job.steps
    for index in range(here + 1, len(steps)):
        filled = _filled(flow, steps[index], read, said)
        if filled is not None and steps[index].part == steps[here].part:
            flow.at = index
            write(run, filled, steps[index].field)
    flow.at = here


def _filled(flow: Flow, step: Step, read: Read, said: int | None) -> Told | None:
    elements = read.scan.elements
    lot, serial = elements.get("10"), elements.get("21")
    if step.kind == StepKind.SCAN_LOT and lot is not None:
        return replace(told(lot), value=lot_value(step, lot))
    if step.kind == StepKind.SCAN_SERIAL and serial is not None and not is_needless(flow, step):
        return replace(told(serial), value=[serial], shown="")
    values = {
        StepKind.ENTER_EXPIRY: day_of(elements.get("17")),
        StepKind.ENTER_QUANTITY: said,
    }
    value = values.get(step.kind)
    return None if value is None else told(value)


def with_text(answer: Answer, said: Told) -> Answer:
    """Return an answer with another value."""
    return replace(
        answer, value=said.value, shown=said.shown, text=said.text, key=said.key, method=said.method
    )  # fmt: skip
