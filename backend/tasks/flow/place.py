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
    if step.kind == StepKind.ENTER_WEIGHT:
        return weighs_of(flow) is None
    return step.kind == StepKind.ENTER_EXPIRY and not (line and line.has_expiry)


def weighs_of(flow: Flow) -> tuple[int, int] | None:
    """Return what one of the goods in hand weighs, at least and at most; None if not sold so."""
    task = flow.job.task
    item = flow.line.item if flow.line else (task.item if task else None)
    if item is None or item.least_weight_grams is None or item.most_weight_grams is None:
        return None
    return item.least_weight_grams, item.most_weight_grams


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
    if step.kind == StepKind.ENTER_WEIGHT:
        return label_weight(flow, pieces_of(flow)) is not None
    if step.kind != StepKind.ENTER_QUANTITY or (is_by_serial(flow) and flow.counted == 0):
        return False
    return flow.counted > 0 or preset_of(flow, step) is not None


UNSETTLED = frozenset({"manyMore", "shortReason", "shortWeight", "weighAgain"})
"""Questions about a number that was said."""


def has_unsettled(flow: Flow) -> bool:
    """Tell whether a number was said that is not settled: asked about, too many, or short."""
    is_asked = flow.asking is not None and flow.asking.kind in UNSETTLED
    return is_asked or (flow.halt is not None and flow.halt.is_keyed)


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


def weight_step(flow: Flow) -> int:
    """Return the index of the step that tells what they weigh; -1 when none does."""
    steps = flow.job.steps
    found = (at for at, step in enumerate(steps) if step.kind == StepKind.ENTER_WEIGHT)
    return next(found, -1)


def pieces_of(flow: Flow) -> int:
    """Return how many are in hand: as said, else as is usual, else as counted."""
    index = quantity_step(flow)
    said = next((answer.value for answer in flow.answers if answer.step == index), None)
    if isinstance(said, int):
        return said
    preset = None if is_by_serial(flow) else preset_of(flow, flow.job.steps[index])
    return preset if preset is not None and flow.pulls <= 1 else flow.counted


def label_weight(flow: Flow, pieces: int) -> int | None:
    """Return what so many weigh by their labels; None unless each bore it, and it can be."""
    units, grams = flow.labels
    return grams if units == pieces and can_weigh(flow, pieces, grams) else None


def can_weigh(flow: Flow, pieces: int, grams: int) -> bool:
    """Tell whether so many can weigh that, by what one of them weighs."""
    weighs = weighs_of(flow)
    if weighs is None or pieces < 1:
        return False
    least, most = weighs
    return least * pieces <= grams <= most * pieces


def _span(flow: Flow, start: int, end: int) -> tuple[list[int], bool]:
    found = []
    for index in range(start, end):
        found.append(index)
        if not is_passable(flow, index):
            return found, False
    return found, True
