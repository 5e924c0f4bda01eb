"""Hears the trigger: counts it, takes it, changes what was said, or stops."""

from backend.tasks.flow.advance import take, told_by, write
from backend.tasks.flow.ask import ask_keep_reason, hear_tote
from backend.tasks.flow.exactly import is_twice, wrong_lot_at
from backend.tasks.flow.halt import (
    is_too_many,
    keeping,
    stop,
    stop_too_many,
    stop_twice,
    stop_wrong_lot,
)
from backend.tasks.flow.judge import THING, Fit, Read, fit_of, read_of
from backend.tasks.flow.place import is_answered, quantity_step, reach
from backend.tasks.flow.run import Run
from backend.tasks.flow.shapes import thing_of
from backend.tasks.flow.values import Flow, Scan, Target
from backend.tasks.steps import StepKind, StepPart

SAME_PULL_MS = 700
"""The same code within this time is the same pull of the trigger."""


def hear_scan(run: Run, scan: Scan, given: Target | None) -> None:
    """Hear one scan."""
    flow = run.flow
    read = read_of(flow, scan, given)
    is_same = _is_same_pull(flow, read, run.event.ms)
    flow.last = (scan.text, run.event.ms)
    if is_same:
        run.tone = "again"
        return
    if hear_tote(run, read):
        return
    flow.asking = None
    hear_read(run, read)


def hear_read(run: Run, read: Read) -> None:
    """Take a scan where it fits; the nearest step comes first, and what is sure before a guess."""
    flow = run.flow
    kept = keeping(flow, read)
    if kept is not None:
        _keep(run, kept, read)
        return
    fit = best_fit(flow, read)
    wrong_lot = -1 if fit is None else wrong_lot_at(flow, fit, read)
    if fit is None:
        _hear_other(run, read)
    elif wrong_lot >= 0:
        stop_wrong_lot(run, read, wrong_lot)
    elif is_twice(flow, fit, read):
        stop_twice(run, fit, read)
    elif is_too_many(flow, fit):
        stop_too_many(run, fit, read)
    else:
        flow.halt = None
        take(run, fit, read)


def best_fit(flow: Flow, read: Read) -> Fit | None:
    """Return where a scan fits best; None when nowhere."""
    fits = [fit for index in reach(flow) if (fit := fit_of(flow, index, read))]
    return next((fit for fit in fits if fit.is_sure), fits[0] if fits else None)


def _keep(run: Run, fit: Fit, read: Read) -> None:
    wants_reason = run.flow.halt is not None and run.flow.halt.wants_reason
    run.flow.halt = None
    run.keeps = True
    if wants_reason:
        ask_keep_reason(run, read)
    else:
        take(run, fit, read)


def _hear_other(run: Run, read: Read) -> None:
    """Hear a scan that no step waits for."""
    flow, text = run.flow, read.scan.text
    thing = thing_of(read.scan, read.target)
    if any(step.kind == StepKind.SCAN_ANY for step in flow.job.steps):
        run.calls.append({"kind": "lookUp", "text": text})
        run.tone = "ok"
    elif _change(run, read):
        flow.halt = None
    elif thing == "user":
        run.calls.append({"kind": "switchUser", "badge": text})
        run.tone = "ok"
    elif thing == "document" and not flow.answers and not flow.laps:
        run.calls.append({"kind": "begin", "text": text})
        run.tone = "look"
    else:
        _stop_or_too_many(run, read)


def _stop_or_too_many(run: Run, read: Read) -> None:
    flow = run.flow
    full = quantity_step(flow)
    more = fit_of(flow, full, read) if full >= 0 and is_answered(flow, full) else None
    if more is None:
        stop(run, read)
    else:
        stop_too_many(run, more, read)


def _change(run: Run, read: Read) -> bool:
    """Take a valid scan of a step that is past: another bin, another carton, not sent yet."""
    flow = run.flow
    at = flow.at
    for index in range(at - 1, -1, -1):
        step = flow.job.steps[index]
        is_place = step.kind in THING and step.kind != StepKind.SCAN_ITEM and step.again is None
        fit = fit_of(flow, index, read) if is_place else None
        if fit is None or not fit.is_sure:
            continue
        if any(one.step == index and one.key == fit.key for one in flow.answers):
            run.tone = "again"
            return True
        is_elsewhere = step.part not in {StepPart.ONCE, flow.job.steps[at].part}
        if flow.laps or is_elsewhere:
            return False
        run.tone = "ok"
        flow.at = index
        write(run, told_by(fit, read), fit.field)
        flow.at = at
        return True
    return False


def _is_same_pull(flow: Flow, read: Read, ms: int) -> bool:
    """Tell whether it is the same code at once, unless the flow counts repeats."""
    if flow.last is None or flow.last[0] != read.scan.text:
        return False
    if not 0 <= ms - flow.last[1] < SAME_PULL_MS:
        return False
    step = flow.job.steps[flow.at]
    is_counting = step.kind == StepKind.ENTER_QUANTITY and step.preset is None
    return not (is_counting and fit_of(flow, flow.at, read) is not None)
