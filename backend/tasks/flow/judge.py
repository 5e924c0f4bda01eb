"""Judges a scan against one step: right here or not, and what it answers."""

from dataclasses import dataclass, replace

from backend.tasks.flow.place import is_by_serial, is_needless
from backend.tasks.flow.shapes import count_on, day_of, item_text, matching, target_of, thing_of
from backend.tasks.flow.values import Answer, Flow, ItemFacts, Line, Scan, Target
from backend.tasks.step_facts import Accepted
from backend.tasks.steps import Step, StepKind

THING = {
    StepKind.SCAN_BIN: "bin",
    StepKind.SCAN_CONTAINER: "container",
    StepKind.SCAN_DOCUMENT: "document",
    StepKind.SCAN_ITEM: "item",
}
"""What a step wants to have scanned."""


@dataclass(frozen=True, slots=True)
class Read:
    """A scan with what the device knows of it."""

    scan: Scan
    target: Target | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A scan that is right at a step; `is_sure` is False when only its shape speaks for it."""

    step: int
    field: str
    value: object
    shown: str
    key: str
    line: Line | None = None
    units: int = 1
    said: int | None = None
    is_sure: bool = True

    @property
    def pieces(self) -> int:
        """How many base units it stands for: as the label says, else as its barcode does."""
        return self.units if self.said is None else self.said


def read_of(flow: Flow, scan: Scan, given: Target | None) -> Read:
    """Return the text with all that the device knows of it."""
    return Read(scan, target_of(scan, given, flow.job))


def fit_of(flow: Flow, index: int, read: Read) -> Fit | None:
    """Return what a scan answers at a step; None when it is not right there."""
    step = flow.job.steps[index]
    if is_needless(flow, step):
        return None
    fit = None
    match step.kind:
        case StepKind.SCAN_BIN | StepKind.SCAN_CONTAINER | StepKind.SCAN_DOCUMENT:
            fit = _code_fit(flow, index, read)
        case StepKind.SCAN_ITEM:
            fit = _item_fit(flow, index, read)
        case StepKind.ENTER_QUANTITY:
            fit = None if is_by_serial(flow) else _same_item_fit(flow, index, read)
        case StepKind.SCAN_LOT:
            fit = _lot_fit(index, step, read)
        case StepKind.SCAN_SERIAL:
            fit = _serial_fit(flow, index, read)
        case StepKind.ENTER_EXPIRY:
            fit = _text_fit(index, step, day_of(read.scan.elements.get("17")), read)
    return fit


def kept_fit(flow: Flow, index: int, read: Read) -> Fit:
    """Return the fit of what a worker means although it is not what was asked for."""
    step, target = flow.job.steps[index], read.target
    is_item = step.kind == StepKind.SCAN_ITEM
    text = item_text(read.scan) if is_item else read.scan.text
    units = (target.quantity if target else None) or 1
    return Fit(
        step=index,
        field=step.field,
        value={"barcode": text},
        shown=target.code if target else text,
        key=target.id if target else text,
        units=units,
        said=_times(count_on(read.scan), units) if is_item else None,
    )


def line_of(flow: Flow, read: Read) -> tuple[Line, Accepted | None] | None:
    """Return the scanned item among the lines of a job: those with something left come first."""
    found = []
    for line in flow.job.lines:
        accepted = matching(line.accepts, read.scan)
        if accepted or _is_this(line.item, read) or line.container == read.scan.text:
            found.append((line, accepted))
    is_open = (
        one
        for one in found
        if one[0].expected is None or one[0].expected > flow.done.get(one[0].item.sku, 0)
    )
    return next(is_open, found[0] if found else None)


def answer_to(flow: Flow, field: str) -> Answer | None:
    """Return what was answered to a field that is not sent yet."""
    return next((answer for answer in flow.answers if answer.field == field), None)


def _code_fit(flow: Flow, index: int, read: Read) -> Fit | None:
    step, text, target = flow.job.steps[index], read.scan.text, read.target
    wanted = THING[step.kind]
    fit = Fit(
        step=index,
        field=step.field,
        value={"barcode": text},
        shown=target.code if target else text,
        key=text,
    )
    if step.again is not None:
        before = answer_to(flow, step.again)
        return fit if before and text in {before.text, before.shown, before.key} else None
    if step.accepts:
        code = target.code if target and target.kind == wanted else None
        right = matching(step.accepts, read.scan)
        accepted = right or next((one for one in step.accepts if one.barcode == code), None)
        if accepted is None:
            return None
        return replace(fit, shown=accepted.barcode, key=accepted.barcode)
    if _is_where_they_were(flow, index, text):
        return None
    thing = thing_of(read.scan, target)
    return replace(fit, is_sure=thing is not None) if thing in {None, wanted} else None


def _is_where_they_were(flow: Flow, index: int, text: str) -> bool:
    """Tell whether the goods lie there already: nothing is moved to where it was."""
    steps = flow.job.steps
    return any(
        0 <= one.step < index and steps[one.step].kind == steps[index].kind and one.text == text
        for one in flow.answers
    )


def _is_this(item: ItemFacts | None, read: Read) -> bool:
    """Tell whether the item is told by another name than a barcode, such as its SKU typed."""
    target = read.target
    if item is None or target is None:
        return item is not None and read.scan.text == item.sku
    return target.kind == "item" and target.id == item.id


def _item_fit(flow: Flow, index: int, read: Read) -> Fit | None:
    step, scan, target = flow.job.steps[index], read.scan, read.target
    own, known = matching(step.accepts, scan), line_of(flow, read)
    of_task = flow.job.task.item if flow.job.task else None
    is_named = _is_this(of_task, read)
    if own is None and known is None and not is_named:
        is_open = not step.accepts and not flow.job.lines
        is_place = any(one.step < index and one.text == scan.text for one in flow.answers)
        return _any_item_fit(index, step, read) if is_open and not is_place else None
    line, of_line = known or (None, None)
    if line and line.container == scan.text:
        field = "container" if step.field == "item" else step.field
        value = {"code": scan.text}
        return Fit(
            step=index, field=field, value=value, shown=scan.text, key=scan.text, line=line
        )  # fmt: skip
    accepted = own or of_line
    units = (accepted.quantity if accepted else None) or (target.quantity if target else None) or 1
    item = line.item if line else of_task
    return Fit(
        step=index,
        field=step.field,
        value={"barcode": accepted.barcode} if accepted else {"id": item.id if item else None},
        shown=item.sku if item else item_text(scan),
        key=item.id if item else "",
        line=line,
        units=units,
        said=_times(count_on(scan), units),
    )


def _any_item_fit(index: int, step: Step, read: Read) -> Fit | None:
    thing, target = thing_of(read.scan, read.target), read.target
    if thing not in {None, "item"}:
        return None
    text = item_text(read.scan)
    units = (target.quantity if target else None) or 1
    return Fit(
        step=index,
        field=step.field,
        value={"barcode": text},
        shown=target.code if target else text,
        key=target.id if target else text,
        units=units,
        said=_times(count_on(read.scan), units),
        is_sure=thing is not None,
    )


def _same_item_fit(flow: Flow, index: int, read: Read) -> Fit | None:
    steps = flow.job.steps
    items = [
        one
        for one in flow.answers
        if 0 <= one.step < index and steps[one.step].kind == StepKind.SCAN_ITEM
    ]
    if not items:
        return None
    item = items[-1]
    kept = kept_fit(flow, item.step, read)
    is_kept = item.is_kept and item.key == kept.key
    same = kept if is_kept else _item_fit(flow, item.step, read)
    if same is None or same.key != item.key:
        return None
    return replace(same, step=index, is_sure=True)


def lot_value(step: Step, number: str) -> object:
    """Return a lot as its field takes it: by number, or as a reference."""
    return {"number": number} if step.field == "lot" else number


def _lot_fit(index: int, step: Step, read: Read) -> Fit | None:
    """Fit a lot by its label or as plain text; where it is known which are right, one of those."""
    fit = _text_fit(index, step, read.scan.elements.get("10"), read)
    if fit is None or (step.accepts and fit.key not in {one.barcode for one in step.accepts}):
        return None
    return replace(fit, value=lot_value(step, fit.key))


def _serial_fit(flow: Flow, index: int, read: Read) -> Fit | None:
    """Fit a serial on a label of the goods, or a text that is nothing else.

    The barcode of the goods alone names none of them.
    """
    step, elements = flow.job.steps[index], read.scan.elements
    serial = elements.get("21")
    is_same = _same_item_fit(flow, index, read) is not None
    fit = Fit(
        step=index, field=step.field, value=None, shown="", key="", is_sure=serial is not None
    )
    if is_same and serial is None:
        return fit
    is_label = "01" in elements or "02" in elements
    is_free = read.target is None and thing_of(read.scan, read.target) in {None, "item"}
    is_plain = is_free and not is_label and line_of(flow, read) is None
    if (not is_same) if is_label else (serial is None and not is_plain):
        return None
    value = serial or read.scan.text
    return replace(fit, value=value, key=value)


def _text_fit(index: int, step: Step, value: str | None, read: Read) -> Fit | None:
    text = read.scan.text
    if value is not None:
        return Fit(step=index, field=step.field, value=value, shown=value, key=value)
    if step.kind != StepKind.SCAN_LOT or thing_of(read.scan, read.target) is not None:
        return None
    return Fit(step=index, field=step.field, value=text, shown=text, key=text, is_sure=False)


def _times(count: int | None, units: int) -> int | None:
    return None if count is None else count * units
