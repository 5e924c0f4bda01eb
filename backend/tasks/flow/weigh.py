"""Hears what the pieces weigh: a number from the keypad, and a yes to one that surprises."""

from backend.tasks.flow.ask import send_weighed
from backend.tasks.flow.place import (
    can_weigh,
    is_answered,
    is_needless,
    pieces_of,
    reach,
    weight_step,
)
from backend.tasks.flow.quantity import set_weight
from backend.tasks.flow.run import Run
from backend.tasks.flow.values import Asking


def hear_weight(run: Run, grams: int) -> None:
    """Hear grams; what so many pieces never weigh is asked about."""
    flow, asking = run.flow, run.flow.asking
    index = weight_step(flow)
    run.tone = "look"
    if grams < 1 or index < 0 or is_needless(flow, flow.job.steps[index]):
        return
    found = asking.found if asking and asking.kind == "shortWeight" else None
    if found is None and not (index in reach(flow) or is_answered(flow, index)):
        return
    if not can_weigh(flow, pieces_of(flow) if found is None else found, grams):
        reason = asking.reason if asking else ""
        flow.asking = Asking(kind="weighAgain", grams=grams, found=found, reason=reason)
    elif asking is not None and found is not None:
        send_weighed(run, asking, {"weightGrams": grams})
    else:
        flow.answers = tuple(answer for answer in flow.answers if answer.field != "reweighed")
        set_weight(run, grams)
