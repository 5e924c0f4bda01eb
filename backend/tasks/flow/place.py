"""Where a flow is: what the next scan may answer, what may be passed over, how much is wanted."""

from backend.tasks.flow.values import Flow
from backend.tasks.steps import Step, StepKind, StepPart


def first_of_each(flow: Flow) -> int:
    """Return the index of the first step that is said for each; behind all when there is none."""
    steps = flow.job.steps
    return next((at for at, step in enumerate(steps) if step.part == StepPart.EACH), len(steps))


def end_of_each(flow: Flow) -> int:
    """Return the index behind the last step that is said for each; 0 when there is none."""
    each = [at for at, step in enumerate(flow.job.steps) if step.part == StepPart.EACH]
    return each[-1] + 1 if each else 0


def is_answered(flow: Flow, index: int) -> bool:
    """Tell whether a step was answered and that is not sent yet."""
    return any(answer.step == index for answer in flow.answers)


def is_lap_empty(flow: Flow) -> bool:
    """Tell whether nothing was said of the one that comes next."""
    each = first_of_each(flow)
    return flow.counted == 0 and all(answer.step < each for answer in flow.answers)


def has_laps(flow: Flow) -> bool:
    """Tell whether some of the many were done: only then the end can come."""
    return bool(flow.laps) or any(done > 0 for done in flow.done.values())


def goods_of(flow: Flow) -> str:
    """Return by what goods are known in `done`."""
    if flow.line:
        return flow.line.item.sku
    task = flow.job.task
    return task.item.sku if task and task.item else ""


def wanted_of(flow: Flow, step: Step) -> int | None:
    """Return how many are still wanted here; None when blind or nobody's business."""
    line = flow.line
    expected = step.expected if step.expected is not None else (line.expected if line else None)
    return None if expected is None else max(0, expected - done_of(flow))


def limit_of(flow: Flow, step: Step) -> int | None:
    """Return above what the device says no; None without a limit."""
    line = flow.line
    maximum = step.maximum if step.maximum is not None else (line.maximum if line else None)
    return None if maximum is None else max(0, maximum - done_of(flow))


def preset_of(flow: Flow, step: Step) -> int | None:
    """Return what is taken when nothing is said; None when something must be."""
    if step.preset is None or flow.line is not None:
        return step.preset
    return max(0, step.preset - done_of(flow))


def done_of(flow: Flow) -> int:
    """Return how many of these goods this flow has done."""
    return flow.done.get(goods_of(flow), 0)


def is_needless(flow: Flow, step: Step) -> bool:
    """Tell whether the worker need not be asked: not of these goods."""
    line = flow.line
    # A task has these steps only where its goods need them.
    is_of_task = line is None and flow.job.task is not None
    if step.kind == StepKind.SCAN_LOT:
        return not (line and line.tracks_lot) and not is_of_task
    if step.kind == StepKind.SCAN_SERIAL:
        return not (line and line.tracks_serial) and not is_of_task
    return step.kind == StepKind.ENTER_EXPIRY and not (line and line.has_expiry)


def is_by_serial(flow: Flow) -> bool:
    """Tell whether each piece is named by its serial: the serials say how many."""
    return any(
        step.kind == StepKind.SCAN_SERIAL and not is_needless(flow, step) for step in flow.job.steps
    )


def is_passable(flow: Flow, index: int) -> bool:
    """Tell whether the next scan may pass over a step."""
    step = flow.job.steps[index]
    if step.is_optional or is_needless(flow, step) or is_answered(flow, index):
        return True
    if step.kind != StepKind.ENTER_QUANTITY or (is_by_serial(flow) and flow.counted == 0):
        return False
    return flow.counted > 0 or preset_of(flow, step) is not None


def reach(flow: Flow) -> list[int]:
    """Return the steps that the next answer may be for, nearest first."""
    each, end, last = first_of_each(flow), end_of_each(flow), len(flow.job.steps)
    is_in_each = each <= flow.at < end
    ahead, is_through = _span(flow, flow.at, end if is_in_each else last)
    if not is_in_each:
        return [*ahead, each] if flow.at >= end and each < end else ahead
    is_empty = is_lap_empty(flow)
    if not (has_laps(flow) if is_empty else is_through):
        return ahead
    return [*ahead, *([] if is_empty else [each]), *_span(flow, end, last)[0]]


def quantity_step(flow: Flow) -> int:
    """Return the index of the step that tells how many; -1 when none does."""
    steps = flow.job.steps
    found = (at for at, step in enumerate(steps) if step.kind == StepKind.ENTER_QUANTITY)
    return next(found, -1)


def _span(flow: Flow, start: int, end: int) -> tuple[list[int], bool]:
    found = []
    for index in range(start, end):
        found.append(index)
        if not is_passable(flow, index):
            return found, False
    return found, True
