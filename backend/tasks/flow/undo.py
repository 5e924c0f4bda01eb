"""Takes back: first what was said and not sent, then the last operation, by an entry of its own."""

from dataclasses import replace

from backend.tasks.flow.place import end_of_each, first_of_each
from backend.tasks.flow.run import Run
from backend.tasks.flow.send import send_plain
from backend.tasks.flow.values import Flow, Sent

UNDOABLE = frozenset(
    {
        "changeDisposition",
        "confirmPick",
        "confirmPutaway",
        "moveStock",
        "packItem",
        "packTote",
        "putBack",
        "receiveLine",
        "submitCount",
    }
)
"""What the house can take back; the rest a supervisor sets right."""


BEFORE_MAX = 20
"""So many things that were said and not sent can be taken back."""


def remembered(flow: Flow, left: int = BEFORE_MAX) -> Flow:
    """Return a flow to come back to; what was long before it is forgotten."""
    if flow.before is None:
        return flow
    return replace(flow, before=None if left == 1 else remembered(flow.before, left - 1))


def hear_undo(run: Run, target: str) -> None:
    """Take back what was said last, or an operation of the drawer."""
    flow = run.flow
    run.tone = "ok"
    if not target and flow.before is not None:
        run.flow = replace(flow.before, sent=flow.sent, last=None, halt=None, asking=None)
        return
    known = [
        one for one in flow.sent if not one.is_undone and target in {"", one.operation_id}
    ]  # fmt: skip
    if not known or known[-1].name not in UNDOABLE:
        run.tone = "look"
    else:
        _undo(run, known[-1])


def _undo(run: Run, sent: Sent) -> None:
    flow = run.flow
    send_plain(run, "undoOperation", {"target": sent.operation_id}, sku=sent.sku)
    flow.sent = tuple(
        replace(one, is_undone=True) if one.operation_id == sent.operation_id else one
        for one in flow.sent[:-1]
    )
    flow.halt = flow.asking = flow.last = None
    if sent.sku in flow.done:
        flow.done = {**flow.done, sent.sku: max(0, flow.done[sent.sku] - sent.quantity)}
    if not flow.is_done and 0 < end_of_each(flow) <= flow.at:
        flow.at = first_of_each(flow)
