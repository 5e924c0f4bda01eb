"""Hears what is tapped or typed: choices, texts, digits in place of a scan, "empty", "done"."""

import re
from dataclasses import replace

from backend.tasks.flow.advance import Told, leave, pass_to, say, settle, told, write
from backend.tasks.flow.ask import add_extra, answer_asked
from backend.tasks.flow.halt import stop_digits, stop_wrong_lot
from backend.tasks.flow.judge import Read, answer_to, lot_value, read_of
from backend.tasks.flow.laps import missing
from backend.tasks.flow.place import end_of_each, has_laps, is_lap_empty, reach
from backend.tasks.flow.run import Run
from backend.tasks.flow.scans import hear_read
from backend.tasks.flow.values import Asking, Flow, Scan
from backend.tasks.steps import StepKind

DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
LAST_DIGITS = 4
YES = told(True)  # noqa: FBT003 - what is written down


def hear_choice(run: Run, code: str) -> None:
    """Hear a tap on a choice."""
    flow, steps = run.flow, run.flow.job.steps
    if answer_asked(run, code):
        return
    offering = [at for at in reach(flow) if any(one.code == code for one in steps[at].choices)]
    if not offering:
        run.tone = "look"
        return
    flow.halt = None
    pass_to(run, offering[0])
    step = steps[flow.at]
    run.tone = run.tone or "ok"
    write(run, told(code), step.field)
    implied = next((one.implies for one in step.choices if one.code == code), None)
    if implied is not None:
        _imply(run, implied)
    leave(run)
    settle(run)


def hear_text(run: Run, text: str) -> None:
    """Hear a typed text: a lot, a day, or a code in place of its scan."""
    flow = run.flow
    if flow.asking and flow.asking.kind == "keepReason":
        answer_asked(run, text)
        return
    kind = flow.job.steps[flow.at].kind
    if not text or (kind == StepKind.ENTER_EXPIRY and not DAY.fullmatch(text)):
        run.tone = "look"
    elif kind == StepKind.SCAN_LOT:
        _say_lot(run, text)
    elif kind == StepKind.ENTER_EXPIRY:
        say(run, flow.at, told(text, "TYPED"))
    else:
        _hear_typed(run, text, "TYPED")


def hear_empty(run: Run) -> None:
    """Hear that the bin is empty; zero is said, never assumed."""
    flow, steps = run.flow, run.flow.job.steps
    asks = [at for at, step in enumerate(steps) if step.kind == StepKind.CONFIRM_EMPTY]
    is_fresh = is_lap_empty(flow) and not has_laps(flow)
    is_just_past = bool(asks) and flow.at == asks[0] + 1 and is_fresh
    if not asks or not (is_just_past or asks[0] in reach(flow)):
        run.tone = "look"
        return
    say(run, asks[0], YES)
    _finish_again(run)


def hear_digits(run: Run, digits: str) -> None:
    """Hear check digits, or the last four under the bars."""
    flow = run.flow
    for index in reach(flow):
        step = flow.job.steps[index]
        if step.kind == StepKind.SCAN_BIN and step.check_digits == digits and step.accepts:
            flow.halt = None
            _hear_typed(run, step.accepts[0].barcode, "CHECK_DIGITS")
            return
        found = _ending_with(flow, index, digits)
        if found is not None:
            flow.halt = None
            _hear_typed(run, found, "TYPED")
            return
    stop_digits(run, flow.at, digits)


def take_unproved(run: Run) -> None:
    """Take the one thing that is right here, without any proof."""
    accepts = run.flow.job.steps[run.flow.at].accepts
    if accepts:
        _hear_typed(run, accepts[0].barcode, "UNPROVED")


def hear_damaged(run: Run) -> None:
    """Hear that goods are damaged: what is received next is set aside."""
    steps = run.flow.job.steps
    run.tone = "look"
    index = next((at for at, step in enumerate(steps) if step.operation == "receiveLine"), -1)
    if index >= 0:
        add_extra(run, "discrepancy", "DAMAGED", index)
        add_extra(run, "disposition", "DAMAGED", index)


def hear_finish(run: Run) -> None:
    """Hear "done": the job ends as far as it got."""
    flow, steps = run.flow, run.flow.job.steps
    end = end_of_each(flow)
    last = steps[end] if 0 < end < len(steps) else None
    is_empty = is_lap_empty(flow)
    can_end = is_empty or any(index < flow.at or index >= end for index in reach(flow))
    flow.halt = None
    if flow.answers and (not can_end or end == 0):
        flow.asking = Asking(kind="leave")
        run.tone = "look"
    elif last and last.kind == StepKind.CONFIRM_DONE:
        _close(run, end)
    elif last and last.again is not None and (has_laps(flow) or not is_empty):
        _finish_again(run)
    elif last and (flow.answers or flow.laps):
        # It goes out with the scan that ends it, such as the lane: without that nothing is done.
        run.tone = "look"
    else:
        flow.is_done = True
        run.tone = "taskDone" if has_laps(flow) else "ok"


def _close(run: Run, end: int) -> None:
    pass_to(run, end)
    if missing(run.flow):
        run.flow.asking = Asking(kind="closeShort")
        run.tone = "look"
    else:
        say(run, end, YES)


def _finish_again(run: Run) -> None:
    """Give the answer again that the last step wants again."""
    flow = run.flow
    end = end_of_each(flow)
    again = flow.job.steps[end].again
    before = answer_to(flow, again) if again else None
    if before is not None:
        said = Told(before.value, before.shown, before.text, before.key, before.method)
        say(run, end, said)


def _imply(run: Run, code: str) -> None:
    flow, here = run.flow, run.flow.at
    following = flow.job.steps[here + 1 : here + 2]
    if any(one.code == code for step in following for one in step.choices):
        flow.at = here + 1
        write(run, told(code), following[0].field)
        flow.at = here


def _ending_with(flow: Flow, index: int, digits: str) -> str | None:
    """Return the one barcode at a step that ends with these digits; None for none or several."""
    step = flow.job.steps[index]
    if len(digits) < LAST_DIGITS or step.kind not in {StepKind.SCAN_ITEM, StepKind.SCAN_CONTAINER}:
        return None
    lines = flow.job.lines if step.kind == StepKind.SCAN_ITEM else ()
    firsts = [
        next((one.barcode for one in accepts if one.barcode.endswith(digits)), None)
        for accepts in (step.accepts, *(line.accepts for line in lines))
    ]
    found = {barcode for barcode in firsts if barcode is not None}
    return found.pop() if len(found) == 1 else None


def _say_lot(run: Run, text: str) -> None:
    step = run.flow.job.steps[run.flow.at]
    if step.accepts and text not in {one.barcode for one in step.accepts}:
        stop_wrong_lot(run, Read(Scan(text, method="TYPED"), None), run.flow.at)
    else:
        run.flow.halt = None
        say(run, run.flow.at, replace(told(text, "TYPED"), value=lot_value(step, text)))


def _hear_typed(run: Run, text: str, method: str) -> None:
    hear_read(run, read_of(run.flow, Scan(text, method=method), None))
