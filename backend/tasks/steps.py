"""The steps of a task as data, so that a device can judge each scan alone. Pure.

A new way of working is a new list of steps; it needs no new client.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from backend.master.lots import TRACKS_SERIAL
from backend.tasks.step_facts import Accepted, StepFacts
from backend.tasks.task import Task, TaskKind

ACCEPTED_MAX = 200


class StepKind(StrEnum):
    """What a step asks for."""

    SCAN_BIN = "SCAN_BIN"
    SCAN_ITEM = "SCAN_ITEM"
    SCAN_CONTAINER = "SCAN_CONTAINER"
    SCAN_LOT = "SCAN_LOT"
    SCAN_SERIAL = "SCAN_SERIAL"
    SCAN_DOCUMENT = "SCAN_DOCUMENT"
    SCAN_ANY = "SCAN_ANY"
    ENTER_EXPIRY = "ENTER_EXPIRY"
    ENTER_QUANTITY = "ENTER_QUANTITY"
    ENTER_WEIGHT = "ENTER_WEIGHT"
    CONFIRM_EMPTY = "CONFIRM_EMPTY"
    CHOOSE_REASON = "CHOOSE_REASON"
    CHOOSE_GRADE = "CHOOSE_GRADE"
    CONFIRM_DONE = "CONFIRM_DONE"


class StepPart(StrEnum):
    """Said once, said for each of many, or said when all of them are done."""

    ONCE = "ONCE"
    EACH = "EACH"
    END = "END"


class MismatchRule(StrEnum):
    """What to do when something else is scanned."""

    STOP = "STOP"
    RESCAN_TO_KEEP = "RESCAN_TO_KEEP"
    ASK_REASON = "ASK_REASON"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: send the code, show the label.

    `implies` is what it also answers at the step after: a grade says where the goods go.
    """

    code: str
    label: str
    implies: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do; its answer fills the input field `field` of the mutation `operation`.

    `also` names further mutations whose field of that name it fills; an empty `field` is a proof
    that is not sent. The operation is complete with its last step. `again` names an earlier field
    whose answer must be given again. `preset` is taken when the worker says nothing. An empty
    `accepts` means that any of the kind will do. `expected` is None when it is nobody's business,
    or when the worker counts blind.
    """

    kind: StepKind
    field: str
    prompt: str
    operation: str | None = None
    also: tuple[str, ...] = ()
    again: str | None = None
    part: StepPart = StepPart.ONCE
    accepts: tuple[Accepted, ...] = ()
    expected: int | None = None
    maximum: int | None = None
    preset: int | None = None
    check_digits: str | None = None
    choices: tuple[Choice, ...] = ()
    is_optional: bool = False
    on_mismatch: MismatchRule = MismatchRule.STOP


WEIGHT = Step(kind=StepKind.ENTER_WEIGHT, field="weightGrams", prompt="What do they weigh?")


def steps_of(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    """Return what to do for a task, in order."""
    kind = TaskKind(task.kind)
    return tuple(
        step if step.operation else replace(step, operation=_OPERATIONS[kind])
        for step in _STEPS[kind](task, facts)
    )


def _receive(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    return (
        _item(task, facts, on_mismatch=MismatchRule.RESCAN_TO_KEEP),
        _quantity(task, "How many came in?"),
    )


def _inspect(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    choices = (Choice("PASSED", "Passed"), Choice("FAILED", "Failed"))
    grade = Step(kind=StepKind.CHOOSE_GRADE, field="grade", prompt="How is it?", choices=choices)
    return (_item(task, facts), _quantity(task, "How many did you inspect?"), grade)


def _put_away(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    goods = _container(task.container_id, facts, field="container", prompt="Scan {}")
    first = goods if task.container_id else _item(task, facts)
    # Another bin than the suggested one is fine where rules permit: a second scan says so.
    to = _bin(task.to_bin_id, facts, field="to", on_mismatch=MismatchRule.RESCAN_TO_KEEP)
    if task.item_id is None:
        return (first, to)
    return (first, _all(task, "How many?"), to)


def _move(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    if task.container_id:
        return _put_back(task, facts)
    return (
        _bin(task.from_bin_id, facts, field="from"),
        _item(task, facts),
        _all(task, "How many do you move?"),
        _bin(task.to_bin_id, facts, field="to"),
    )


def _put_back(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    """Goods that no order wants any more go from a tote or carton onto a shelf."""
    box = _container(task.container_id, facts, field="", prompt="Scan {}")
    steps = (
        box,
        replace(_item(task, facts), field=""),
        _all(task, "How many do you put back?"),
        _bin(task.to_bin_id, facts, field="to", on_mismatch=MismatchRule.RESCAN_TO_KEEP),
    )
    return tuple(replace(step, operation="putBack") for step in steps)


def _pick(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    # The item proves the place: the server takes a pick without its bin.
    return (
        replace(_bin(task.from_bin_id, facts, field="bin"), is_optional=True),
        _item(task, facts),
        *_lot(task, facts),
        *_serials(task, facts),
        _quantity(task, "How many did you take?"),
        *((WEIGHT,) if task.item_id in facts.sold_by_weight else ()),
        _container(task.to_container_id, facts, field="into", prompt="Put into {}"),
    )


def _pack(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    return (
        _container(task.container_id, facts, field="from", prompt="Scan {}"),
        _item(task, facts),
        _quantity(task, "How many go into the carton?"),
        _container(task.to_container_id, facts, field="into", prompt="Pack into {}"),
    )


def _load(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    return (_container(task.container_id, facts, field="carton", prompt="Load {}"),)


def _count(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    empty = Step(
        kind=StepKind.CONFIRM_EMPTY, field="isEmpty", prompt="Is the bin empty?", is_optional=True
    )  # fmt: skip
    bin_ = _bin(task.from_bin_id or task.to_bin_id, facts, field="bin")
    item = _item(task, facts, on_mismatch=MismatchRule.RESCAN_TO_KEEP, field="lines.item")
    quantity = _quantity(task, "How many do you count?", field="lines.quantity")
    return (
        bin_,
        empty,
        replace(item, part=StepPart.EACH),
        replace(quantity, part=StepPart.EACH),
        replace(
            bin_, field="", again="bin", part=StepPart.END, prompt="Scan the bin again: finished"
        ),
    )


_STEPS: Mapping[TaskKind, Callable[[Task, StepFacts], tuple[Step, ...]]] = {
    TaskKind.RECEIVE: _receive,
    TaskKind.INSPECT: _inspect,
    TaskKind.PUT_AWAY: _put_away,
    TaskKind.REPLENISH: _move,
    TaskKind.PICK: _pick,
    TaskKind.PACK: _pack,
    TaskKind.LOAD: _load,
    TaskKind.MOVE: _move,
    TaskKind.COUNT: _count,
}

_OPERATIONS: Mapping[TaskKind, str | None] = {
    TaskKind.RECEIVE: "receiveLine",
    TaskKind.INSPECT: None,
    TaskKind.PUT_AWAY: "confirmPutaway",
    TaskKind.REPLENISH: "moveStock",
    TaskKind.PICK: "confirmPick",
    TaskKind.PACK: "packItem",
    TaskKind.LOAD: "confirmShipment",
    TaskKind.MOVE: "moveStock",
    TaskKind.COUNT: "submitCount",
}
"""The mutation that the answers of a task fill."""


def _bin(
    bin_id: UUID | None,
    facts: StepFacts,
    *,
    field: str,
    on_mismatch: MismatchRule = MismatchRule.STOP,
) -> Step:
    label = facts.bins.get(bin_id) if bin_id else None
    return Step(
        kind=StepKind.SCAN_BIN,
        field=field,
        prompt=f"Go to {label.code}" if label else "Scan the bin",
        accepts=(Accepted(label.code),) if label else (),
        check_digits=label.check_digits if label else None,
        on_mismatch=on_mismatch,
    )


def _item(
    task: Task,
    facts: StepFacts,
    *,
    field: str = "item",
    on_mismatch: MismatchRule = MismatchRule.STOP,
) -> Step:
    sku = facts.skus.get(task.item_id) if task.item_id else None
    scans = facts.scans.get(task.item_id, ()) if task.item_id else ()
    return Step(
        kind=StepKind.SCAN_ITEM,
        field=field,
        prompt=f"Scan {sku}" if sku else "Scan the item",
        accepts=scans[:ACCEPTED_MAX],
        on_mismatch=on_mismatch,
    )


def _lot(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    """Ask for the lot where several lie together; elsewhere a label that names it is judged."""
    lots = facts.lots.get(task.id)
    if lots is None:
        return ()
    accepts = tuple(Accepted(number) for number in lots.numbers)
    step = Step(kind=StepKind.SCAN_LOT, field="lot", prompt="Scan or type the lot", accepts=accepts)
    return (replace(step, is_optional=not lots.are_several),)


def _serials(task: Task, facts: StepFacts) -> tuple[Step, ...]:
    """Name each piece, where each is told apart: the serials say how many."""
    tracking = facts.trackings.get(task.item_id) if task.item_id else None
    if tracking not in TRACKS_SERIAL:
        return ()
    return (Step(kind=StepKind.SCAN_SERIAL, field="serials", prompt="Scan each serial"),)


def _quantity(task: Task, prompt: str, *, field: str = "quantity") -> Step:
    known = None if task.is_blind or task.quantity is None else task.remaining
    is_bounded = task.kind in {TaskKind.PICK, TaskKind.PUT_AWAY, TaskKind.PACK, TaskKind.INSPECT}
    return Step(
        kind=StepKind.ENTER_QUANTITY,
        field=field,
        prompt=prompt,
        expected=known,
        maximum=known if is_bounded else None,
    )


def _all(task: Task, prompt: str) -> Step:
    """Ask how many; whoever says nothing means all of it."""
    quantity = _quantity(task, prompt)
    return replace(quantity, preset=quantity.expected)


def _container(container_id: UUID | None, facts: StepFacts, *, field: str, prompt: str) -> Step:
    code = facts.containers.get(container_id) if container_id else None
    return Step(
        kind=StepKind.SCAN_CONTAINER,
        field=field,
        prompt=prompt.format(code or "a tote or carton"),
        accepts=(Accepted(code),) if code else (),
    )
