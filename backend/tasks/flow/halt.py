"""The full stop: what was expected and what was got, and what a second scan of the same means."""

from dataclasses import replace

from backend.tasks.flow.judge import THING, Fit, Read, fit_of, kept_fit
from backend.tasks.flow.place import limit_of, quantity_step, reach, wanted_of
from backend.tasks.flow.run import Run
from backend.tasks.flow.shapes import thing_of
from backend.tasks.flow.values import Flow, Halt
from backend.tasks.steps import MismatchRule, Step, StepKind

WHY = {
    StepKind.SCAN_ITEM: "wrongItem",
    StepKind.ENTER_QUANTITY: "wrongItem",
    StepKind.SCAN_BIN: "wrongBin",
    StepKind.SCAN_CONTAINER: "wrongContainer",
    StepKind.SCAN_DOCUMENT: "wrongDocument",
}
OF_GOODS = frozenset({StepKind.SCAN_ITEM, StepKind.ENTER_QUANTITY})


def is_read(halt: Halt) -> bool:
    """Tell whether a label was read, and not digits or a number keyed."""
    return halt.why not in {"wrongDigits", "tooMany"}


def stop(run: Run, read: Read) -> None:
    """Stop: this is not what any step here wants."""
    index = _stopped_at(run.flow, read)
    if _is_for_later(run.flow, index, read):
        steps = run.flow.job.steps
        needed = (
            at for at in reach(run.flow) if steps[at].kind in THING and not steps[at].is_optional
        )
        _halt(run, read, why="notYet", step=next(needed, index), can_keep=False)
        return
    step = run.flow.job.steps[index]
    thing, wanted = thing_of(read.scan, read.target), THING.get(step.kind)
    may_keep = step.on_mismatch != MismatchRule.STOP and step.again is None
    _halt(
        run,
        read,
        why=_why(step, read),
        step=index,
        can_keep=wanted is not None and thing in {None, wanted} and may_keep,
        wants_reason=step.on_mismatch == MismatchRule.ASK_REASON,
    )
    if read.target is None:
        run.calls.append({"kind": "lookUp", "text": read.scan.text})


def stop_wrong_lot(run: Run, read: Read, step: int) -> None:
    """Stop: the goods are right, and their label names a lot that is not."""
    _halt(run, read, why="wrongLot", step=step, can_keep=False)


def stop_twice(run: Run, fit: Fit, read: Read) -> None:
    """Stop: this single thing was scanned before; there is only one of it."""
    _halt(run, read, why="twice", step=fit.step, can_keep=False)


def stop_unknown(run: Run, read: Read, step: int) -> None:
    """Stop: it was taken for goods, and nobody knows it."""
    _halt(run, read, why="unknown", step=step, can_keep=False)


def stop_too_many(run: Run, fit: Fit, read: Read) -> None:
    """Stop: it is right, but there are more than wanted."""
    can_keep = not _is_over_limit(run.flow, fit) and may_keep_more(run.flow)
    _halt(run, read, why="tooMany", step=fit.step, can_keep=can_keep)


def is_too_many(flow: Flow, fit: Fit) -> bool:
    """Tell whether a scan brings more than the device may take without asking."""
    is_of_goods = flow.job.steps[fit.step].kind in OF_GOODS
    if flow.is_kept or not is_of_goods or quantity_step(flow) < 0:
        return False
    return _is_over_limit(flow, fit) or (may_keep_more(flow) and _is_over(flow, fit))


def keeping(flow: Flow, read: Read) -> Fit | None:
    """Return what the second scan of a wrong code keeps; None when it does not mean "yes"."""
    halt = flow.halt
    if halt is None or not halt.can_keep or halt.got != read.scan.text:
        return None
    return fit_of(flow, halt.step, read) or kept_fit(flow, halt.step, read)


def may_keep_more(flow: Flow) -> bool:
    """Tell whether another than expected, or more, may be kept by a second scan."""
    return any(
        step.kind == StepKind.SCAN_ITEM and step.on_mismatch != MismatchRule.STOP
        for step in flow.job.steps
    )


def stop_digits(run: Run, index: int, digits: str) -> None:
    """Stop: the digits are not those of the label."""
    expected = _expected(run.flow, index)
    run.flow.halt = Halt(
        why="wrongDigits", step=index, expected=expected, got=digits, can_keep=False
    )
    run.tone = "wrong"


def _why(step: Step, read: Read) -> str:
    """Goods that nobody knows are not called by the name of what comes next; nor are others."""
    thing = thing_of(read.scan, read.target)
    if step.kind == StepKind.SCAN_LOT and read.target is None and thing is None:
        return "wrongLot"
    if read.target is None and thing in {None, "item"}:
        return "unknown"
    return "wrongItem" if thing == "item" else WHY.get(step.kind, "notNow")


def _halt(
    run: Run, read: Read, *, why: str, step: int, can_keep: bool, wants_reason: bool = False
) -> None:
    run.flow.halt = Halt(
        why=why,
        step=step,
        expected=_expected(run.flow, step),
        got=read.scan.text,
        can_keep=can_keep,
        wants_reason=wants_reason,
        elements=read.scan.elements,
    )
    run.tone = "wrong"


def _expected(flow: Flow, index: int) -> str:
    step, task = flow.job.steps[index], flow.job.task
    if step.kind in OF_GOODS:
        item = flow.line.item if flow.line else (task.item if task else None)
        return item.sku if item else ""
    return step.accepts[0].barcode if step.accepts else ""


def _stopped_at(flow: Flow, read: Read) -> int:
    """Return the step that a scan should have been for: the nearest that wants such a thing."""
    thing = thing_of(read.scan, read.target)
    steps = flow.job.steps
    scanned = [index for index in reach(flow) if steps[index].kind in THING]
    same = [index for index in scanned if THING[steps[index].kind] == thing]
    # Goods that come while others are counted are other goods.
    counted = [
        index
        for index in reach(flow)
        if thing == "item" and steps[index].kind == StepKind.ENTER_QUANTITY
    ]
    # What nobody knows may be what the worker means to keep.
    kept = [
        index
        for index in scanned
        if thing is None and steps[index].on_mismatch != MismatchRule.STOP
    ]
    return next(iter([*same, *counted, *kept, *scanned]), flow.at)


def _is_for_later(flow: Flow, index: int, read: Read) -> bool:
    """Tell whether such a thing is wanted at a later step: the bin before the goods are scanned."""
    steps, near = flow.job.steps, reach(flow)
    thing = thing_of(read.scan, read.target)
    for at, step in enumerate(steps):
        is_later = at > index and step.again is None and at not in near
        if not is_later or step.kind == steps[index].kind:
            continue
        fit = fit_of(flow, at, read)
        if (thing is not None and THING.get(step.kind) == thing) or (fit and fit.is_sure):
            return True
    return False


def _is_over_limit(flow: Flow, fit: Fit) -> bool:
    lined = replace(flow, line=fit.line or flow.line)
    limit = limit_of(lined, flow.job.steps[quantity_step(flow)])
    if limit is None:
        return False
    if flow.job.steps[fit.step].kind != StepKind.ENTER_QUANTITY:
        return limit == 0
    return flow.counted + _amount(fit) > limit


def _is_over(flow: Flow, fit: Fit) -> bool:
    lined = replace(flow, line=fit.line or flow.line)
    wanted = wanted_of(lined, flow.job.steps[quantity_step(flow)])
    is_more = flow.job.steps[fit.step].kind == StepKind.ENTER_QUANTITY
    return wanted is not None and (flow.counted if is_more else 0) + _amount(fit) > wanted


def _amount(fit: Fit) -> int:
    return fit.units if fit.said is None else fit.said
