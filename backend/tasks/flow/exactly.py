"""Exactly which goods: a lot that is not the one to take, a single thing named before."""

from backend.tasks.flow.advance import serials_of
from backend.tasks.flow.judge import Fit, Read
from backend.tasks.flow.place import goods_of
from backend.tasks.flow.values import Flow
from backend.tasks.steps import StepKind


def wrong_lot_at(flow: Flow, fit: Fit, read: Read) -> int:
    """Return the step whose lot is another than on the label; -1 where the label is right."""
    lot, steps = read.scan.elements.get("10"), flow.job.steps
    here = steps[fit.step]
    if lot is None or here.kind == StepKind.SCAN_LOT:
        return -1
    asking = (
        at
        for at, step in enumerate(steps)
        if step.kind == StepKind.SCAN_LOT and step.part == here.part and step.accepts
        if lot not in {one.barcode for one in step.accepts}
    )
    return next(asking, -1)


def is_twice(flow: Flow, fit: Fit, read: Read) -> bool:
    """Tell whether a single thing was named before, in this lap or in work that stands."""
    here = flow.job.steps[fit.step]
    is_serial = here.kind == StepKind.SCAN_SERIAL
    serial = fit.value if is_serial else read.scan.elements.get("21")
    is_naming = any(
        step.kind == StepKind.SCAN_SERIAL and step.part == here.part for step in flow.job.steps
    )
    if serial is None or not is_naming:
        return False
    sku = fit.line.item.sku if fit.line else goods_of(flow)
    is_sent = any(
        serial in one.serials
        for one in flow.sent
        if not one.is_undone and (one.name, one.sku) == (here.operation, sku)
    )
    return is_sent or (is_serial and serial in serials_of(flow))
