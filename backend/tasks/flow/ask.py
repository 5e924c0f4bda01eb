"""Questions that wait for an answer: why short, which tote, so many more, why another."""

from collections.abc import Mapping
from dataclasses import replace

from backend.tasks.flow.advance import say, serials_of, take, told, write
from backend.tasks.flow.judge import Read, answer_to, fit_of, kept_fit
from backend.tasks.flow.place import end_of_each, label_weight, pieces_of, weighs_of, weight_step
from backend.tasks.flow.quantity import set_quantity, set_weight
from backend.tasks.flow.run import Run
from backend.tasks.flow.send import send_plain
from backend.tasks.flow.shapes import thing_of
from backend.tasks.flow.values import Asking, Flow
from backend.tasks.step_facts import Accepted
from backend.tasks.steps import MismatchRule


def ask_short(run: Run) -> None:
    """Ask why the bin gave less."""
    flow = run.flow
    run.tone = "look"
    if not any(step.operation == "confirmPick" for step in flow.job.steps):
        return
    said = answer_to(flow, "quantity")
    is_said = said is not None and isinstance(said.value, int)
    found = int(str(said.value)) if said and is_said else flow.counted
    flow.halt = None
    flow.asking = Asking(kind="shortReason", found=found)


def ask_tote(run: Run) -> None:
    """Ask for the tote that takes the place of a full one."""
    task = run.flow.job.task
    run.tone = "look"
    if task and task.has_walk:
        run.flow.asking = Asking(kind="newTote", tote=_tote_of(run.flow))


def ask_keep_reason(run: Run, read: Read) -> None:
    """Ask why another than asked for is meant."""
    run.flow.asking = Asking(kind="keepReason", scan=read.scan, target=read.target)
    run.tone = "look"


def answer_asked(run: Run, code: str) -> bool:
    """Take a tap on a choice of the question; False when none is asked that it answers."""
    asking = run.flow.asking
    if asking and asking.kind == "shortReason":
        _tell_short(run, asking.found or 0, code)
        return True
    if asking is None or asking.kind != "keepReason" or asking.scan is None:
        return False
    _keep_with_reason(run, Read(asking.scan, asking.target), code)
    return True


def hear_yes(run: Run) -> None:
    """Take a yes."""
    flow, asking = run.flow, run.flow.asking
    flow.asking = None
    if asking is None:
        return
    if asking.kind == "manyMore":
        flow.is_kept = True
        set_quantity(run, asking.quantity or 0)
    elif asking.kind == "weighAgain":
        _keep_weight(run, asking)
    elif asking.kind == "closeShort":
        say(run, end_of_each(flow), told(True))  # noqa: FBT003 - what is written down
    elif asking.kind == "leave":
        flow.is_done = True
        run.tone = "ok"


def hear_tote(run: Run, read: Read) -> bool:
    """Take a scan that answers a question for a tote; False when none is asked."""
    flow, asking = run.flow, run.flow.asking
    if asking is None or asking.kind not in {"newTote", "shortTote"}:
        return False
    if thing_of(read.scan, read.target) not in {None, "container"}:
        run.tone = "look"
    elif asking.kind == "shortTote":
        into = {"barcode": read.scan.text}
        _send_short(run, asking, into)
    elif asking.tote is None:
        flow.asking = Asking(kind="newTote", tote=read.scan.text)
        run.tone = "ok"
    else:
        _change_tote(run, asking.tote, read.scan.text)
    return True


def add_extra(run: Run, field: str, value: str | int, index: int) -> None:
    """Write down what no step asks for, for the operation of a step."""
    flow = run.flow
    at, before = flow.at, flow.answers
    flow.at = index
    write(run, told(value), field)
    made = next(answer for answer in flow.answers if answer.step == index)
    others = [answer for answer in before if answer.step >= 0 or answer.field != field]
    operation = flow.job.steps[index].operation
    extra = replace(made, step=-1, operations=(operation,) if operation else ())
    flow.answers = (extra, *others)
    flow.at = at


def send_weighed(run: Run, asking: Asking, weight: Mapping[str, object]) -> None:
    """Go on with a short pick whose goods are weighed: into their tote, or ask for it."""
    tote = _tote_of(run.flow)
    asking = replace(asking, kind="shortTote", grams=None, weight=weight)
    if tote is not None:
        _send_short(run, asking, {"barcode": tote})
    else:
        run.flow.asking = asking
        run.tone = "look"


def _tell_short(run: Run, found: int, reason: str) -> None:
    asking = Asking(kind="shortWeight", found=found, reason=reason)
    weight = _weight_of(run.flow, found)
    if found == 0:
        _send_short(run, asking, None)
    elif weight is not None:
        send_weighed(run, asking, weight)
    else:
        run.flow.asking = asking
        run.tone = "look"


def _weight_of(flow: Flow, found: int) -> Mapping[str, object] | None:
    """Return what is known of the weight of so many; None where they must be weighed."""
    if weighs_of(flow) is None:
        return {}
    said = answer_to(flow, "weightGrams")
    if said is not None and found == pieces_of(flow):
        again = answer_to(flow, "reweighed")
        return {"weightGrams": said.value} | ({"reweighed": True} if again else {})
    grams = label_weight(flow, found)
    return None if grams is None else {"weightGrams": grams}


def _keep_weight(run: Run, asking: Asking) -> None:
    """Take a weight that surprises: it was weighed again."""
    grams = asking.grams or 0
    if asking.found is not None:
        send_weighed(run, asking, {"weightGrams": grams, "reweighed": True})
        return
    add_extra(run, "reweighed", True, weight_step(run.flow))  # noqa: FBT003 - what is written down
    set_weight(run, grams)


def _send_short(run: Run, asking: Asking, into: Mapping[str, str] | None) -> None:
    flow, found = run.flow, asking.found or 0
    item = flow.job.task.item if flow.job.task else None
    fields: dict[str, object] = {**flow.job.fixed.get("shortPick", {})}
    serials = list(serials_of(flow))
    fields |= {"serials": serials} if serials else {}
    fields |= {"found": found, "reason": asking.reason, **asking.weight}
    fields |= {"into": into} if into else {}
    send_plain(run, "shortPick", fields, sku=item.sku if item else "", quantity=found)
    flow.asking = None
    flow.is_done = True
    run.tone = "taskDone"


def _change_tote(run: Run, before: str, after: str) -> None:
    flow = run.flow
    fixed = flow.job.fixed.get("changeTote", {})
    totes = {"from": {"barcode": before}, "to": {"barcode": after}}
    send_plain(run, "changeTote", {**fixed, **totes})
    steps = tuple(
        replace(step, accepts=(Accepted(after),)) if step.field == "into" else step
        for step in flow.job.steps
    )
    flow.job = replace(flow.job, steps=steps)
    flow.asking = None
    run.tone = "ok"


def _keep_with_reason(run: Run, read: Read, reason: str) -> None:
    flow = run.flow
    flow.asking = None
    run.keeps = True
    asks = (
        at for at, step in enumerate(flow.job.steps) if step.on_mismatch == MismatchRule.ASK_REASON
    )
    index = next(asks, 0)
    fit = fit_of(flow, index, read) or kept_fit(flow, index, read)
    add_extra(run, "reason", reason, index)
    take(run, fit, read)


def _tote_of(flow: Flow) -> str | None:
    """Return the tote that goods go into now; None when nobody has said."""
    said = answer_to(flow, "into")
    if said is not None:
        return said.text
    step = next((step for step in flow.job.steps if step.field == "into"), None)
    return step.accepts[0].barcode if step and len(step.accepts) == 1 else None
