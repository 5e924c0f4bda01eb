"""Hears a number from the keypad, and the button that means all of them."""

from dataclasses import replace

from backend.tasks.flow.advance import say, settle, told, with_text
from backend.tasks.flow.halt import may_keep_more
from backend.tasks.flow.place import (
    is_answered,
    is_by_serial,
    limit_of,
    quantity_step,
    reach,
    wanted_of,
    weight_step,
)
from backend.tasks.flow.run import Run
from backend.tasks.flow.values import Asking, Halt

MANY_MORE = 10
"""A number so many times what is expected is asked about."""


def hear_quantity(run: Run, quantity: int) -> None:
    """Hear how many."""
    flow = run.flow
    index = quantity_step(flow)
    run.tone = "look"
    # The serials say how many.
    if quantity < 0 or is_by_serial(flow):
        return
    if flow.asking and flow.asking.kind == "shortReason":
        _hear_found(run, quantity)
        return
    if index < 0 or not (index in reach(flow) or is_answered(flow, index)):
        return
    step = flow.job.steps[index]
    # Zero is said, never assumed: only a count takes it.
    if quantity == 0 and "." not in step.field:
        return
    limit = limit_of(flow, step)
    if limit is not None and quantity > limit:
        _stop_at_limit(run, index, quantity, limit)
        return
    expected = wanted_of(flow, step)
    times = 1 if may_keep_more(flow) else MANY_MORE
    if expected is not None and quantity > expected * times and not flow.is_kept:
        flow.asking = Asking(kind="manyMore", quantity=quantity)
        return
    set_quantity(run, quantity)


def hear_all(run: Run) -> None:
    """Hear "all of them"; where nobody may know how many, it means nothing."""
    flow = run.flow
    index = quantity_step(flow)
    wanted = wanted_of(flow, flow.job.steps[index]) if index >= 0 else None
    if wanted:
        hear_quantity(run, wanted)
    else:
        run.tone = "look"


def set_quantity(run: Run, quantity: int) -> None:
    """Write a number down, in place of what was counted."""
    index = quantity_step(run.flow)
    is_new = not is_answered(run.flow, index)
    _write_down(run, index, quantity)
    if not is_new:
        _weigh_anew(run)


def set_weight(run: Run, grams: int) -> None:
    """Write down what they weigh, in place of what was said before."""
    _write_down(run, weight_step(run.flow), grams)


def _write_down(run: Run, index: int, number: int) -> None:
    flow = run.flow
    flow.halt = flow.asking = None
    run.tone = None
    if not is_answered(flow, index):
        say(run, index, told(number))
        return
    flow.answers = tuple(
        with_text(answer, told(number)) if answer.step == index else answer
        for answer in flow.answers
    )
    run.tone = "ok"


def _weigh_anew(run: Run) -> None:
    """Ask again what they weigh, as they are more or fewer than were weighed."""
    flow = run.flow
    index = weight_step(flow)
    if index < 0 or not is_answered(flow, index):
        return
    flow.answers = tuple(
        one for one in flow.answers if one.step != index and one.field != "reweighed"
    )
    flow.at = min(flow.at, index)
    settle(run)


def _hear_found(run: Run, found: int) -> None:
    flow = run.flow
    wanted = wanted_of(flow, flow.job.steps[quantity_step(flow)])
    if flow.asking is None or (wanted is not None and found >= wanted):
        return
    flow.asking = replace(flow.asking, found=found)
    run.tone = "ok"


def _stop_at_limit(run: Run, index: int, quantity: int, limit: int) -> None:
    run.flow.halt = Halt(
        why="tooMany",
        step=index,
        expected=str(limit),
        got=str(quantity),
        can_keep=False,
        is_keyed=True,
    )
    run.tone = "wrong"
