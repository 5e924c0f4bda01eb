"""Ends one of many, and ends the job: what was said is kept for the end, counted, or forgotten."""

from collections.abc import Sequence
from dataclasses import replace

from backend.tasks.flow.place import end_of_each, first_of_each, goods_of, wanted_of
from backend.tasks.flow.run import Run
from backend.tasks.flow.send import is_gathered
from backend.tasks.flow.values import Answer, Flow, Lap, Line
from backend.tasks.steps import StepKind, StepPart


def end_lap(run: Run) -> None:
    """One of many is done: keep what was said for the end, or forget it; then the next one."""
    flow = run.flow
    each = first_of_each(flow)
    said = tuple(answer for answer in flow.answers if answer.step >= each or answer.step < 0)
    if is_gathered(flow):
        flow.laps = (*flow.laps, Lap(said, flow.line))
        _count(flow, said)
    flow.answers = tuple(answer for answer in flow.answers if 0 <= answer.step < each)
    _clear_lap(flow)
    run.tone = "lineDone"
    flow.at = end_of_each(flow) if _is_all_done(flow) else each


def end_round(run: Run) -> None:
    """All steps are answered: the job ends, or begins again while goods are left of it."""
    flow = run.flow
    _clear_lap(flow)
    quantity = (
        step
        for step in flow.job.steps
        if step.kind == StepKind.ENTER_QUANTITY and step.part == StepPart.ONCE
    )
    step = next(quantity, None)
    left = wanted_of(flow, step) if step and step.expected is not None else 0
    flow.answers, flow.laps = (), ()
    if left:
        flow.at = 0
        run.tone = "lineDone"
        return
    flow.is_done = True
    run.tone = "taskDone"


def missing(flow: Flow) -> list[Line]:
    """Return lines of which something is missing, by what this flow has done, and how many."""
    done = dict(flow.done)
    found = []
    for line in flow.job.lines:
        if line.expected is None:
            continue
        here = done.get(line.item.sku, 0)
        if line.expected > here:
            found.append(replace(line, expected=line.expected - here))
        done[line.item.sku] = max(0, here - line.expected)
    return found


def _is_all_done(flow: Flow) -> bool:
    lines = flow.job.lines
    is_known = bool(lines) and all(line.expected is not None for line in lines)
    return is_known and end_of_each(flow) < len(flow.job.steps) and not missing(flow)


def _count(flow: Flow, said: Sequence[Answer]) -> None:
    value = next((answer.value for answer in said if answer.field.endswith("quantity")), None)
    expected = flow.line.expected if flow.line else None
    units = value if isinstance(value, int) else (1 if expected is None else expected)
    sku = goods_of(flow)
    flow.done = {**flow.done, sku: flow.done.get(sku, 0) + units}


def _clear_lap(flow: Flow) -> None:
    flow.counted = 0
    flow.pulls = 0
    flow.labels = (0, 0)
    flow.line = None
    flow.is_kept = False
    flow.in_lap = ()
