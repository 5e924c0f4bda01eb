"""The one reducer of all work: a flow and an event give the next flow, a tone and operations."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from backend.tasks.flow.ask import ask_short, ask_tote, hear_yes
from backend.tasks.flow.halt import is_read
from backend.tasks.flow.place import has_unsettled
from backend.tasks.flow.quantity import hear_all, hear_quantity
from backend.tasks.flow.run import Run, heard_of, run_of
from backend.tasks.flow.scans import SAME_PULL_MS, hear_scan
from backend.tasks.flow.send import send_plain
from backend.tasks.flow.shapes import command_of
from backend.tasks.flow.strange import hear_teach, hear_unknown
from backend.tasks.flow.typed import (
    hear_choice,
    hear_damaged,
    hear_digits,
    hear_empty,
    hear_finish,
    hear_text,
    take_unproved,
)
from backend.tasks.flow.undo import hear_undo, remembered
from backend.tasks.flow.values import Event, Flow, Heard
from backend.tasks.flow.weigh import hear_weight


def hear(flow: Flow, event: Event) -> Heard:
    """Hear one event. Pure: the event brings time and ids."""
    said = command_of(event.scan.text) if event.scan else None
    if said is not None:
        return hear(flow, replace(event, kind=said, scan=None, target=None))
    run = run_of(flow, event)
    hearing = (_AFTER if flow.is_done else _WITHIN).get(event.kind)
    if not flow.is_done and has_unsettled(flow) and event.kind in _SAVES:
        run.tone = "wrong"
    elif hearing is not None:
        hearing(run)
    if run.operations:
        run.flow.before = None
    elif _has_changed(flow, run.flow) and event.kind != "undo":
        run.flow.before = remembered(flow)
    return heard_of(run, flow)


def _scan(run: Run) -> None:
    assert run.event.scan is not None, "a scan brings what was scanned"
    hear_scan(run, run.event.scan, run.event.target)


def _after_scan(run: Run) -> None:
    flow = run.flow
    assert run.event.scan is not None, "a scan brings what was scanned"
    text, ms = run.event.scan.text, run.event.ms
    is_same = flow.last is not None and flow.last[0] == text and ms - flow.last[1] < SAME_PULL_MS
    flow.last = (text, ms)
    run.tone = "again" if is_same else "look"
    if not is_same:
        run.calls.append({"kind": "begin", "text": text})


def _no(run: Run) -> None:
    run.flow.asking = None


def _clear(run: Run) -> None:
    run.flow.asking = None
    run.flow.halt = None


def _next(run: Run) -> None:
    run.calls.append({"kind": "next"})


def _help(run: Run) -> None:
    _open_case(run, {"kind": "HELP"})
    run.calls.append({"kind": "help"})


def _report(run: Run) -> None:
    halt = run.flow.halt
    read = {"barcode": halt.got} if halt is not None and is_read(halt) else {}
    kind = "UNKNOWN_BARCODE" if halt is not None and halt.why == "unknown" else "OTHER"
    _open_case(run, {"kind": kind, "note": run.event.text, **read})
    run.flow.halt = None
    # What is wrong is not taken for what is right.
    if halt is None:
        take_unproved(run)
    run.tone = "look"


def _open_case(run: Run, fields: Mapping[str, object]) -> None:
    job = run.flow.job
    about = {"task": job.task.id} if job.task else {}
    send_plain(run, "openCase", {**fields, **about, **job.fixed.get("openCase", {})})
    run.tone = "look"


def _skip(run: Run) -> None:
    task = run.flow.job.task
    run.tone = "look"
    if task is None:
        return
    send_plain(run, "skipTask", {"task": task.id, "reason": run.event.text})
    run.flow.is_done = True
    run.tone = "ok"


def _has_changed(was: Flow, now: Flow) -> bool:
    is_same = was.answers is now.answers and was.laps is now.laps
    return not is_same or was.counted != now.counted or was.at != now.at


_SAVES = frozenset({"scan", "text", "digits", "empty", "damaged", "finish"})
"""What would save another number than the one that is not settled."""
_ALWAYS: Mapping[str, Callable[[Run], None]] = {
    "undo": lambda run: hear_undo(run, run.event.text),
    "next": _next,
    "help": _help,
}
_AFTER: Mapping[str, Callable[[Run], None]] = {**_ALWAYS, "scan": _after_scan}
_WITHIN: Mapping[str, Callable[[Run], None]] = {
    **_ALWAYS,
    "scan": _scan,
    "quantity": lambda run: hear_quantity(run, run.event.quantity),
    "all": hear_all,
    "weight": lambda run: hear_weight(run, run.event.quantity),
    "choice": lambda run: hear_choice(run, run.event.text),
    "text": lambda run: hear_text(run, run.event.text),
    "digits": lambda run: hear_digits(run, run.event.text),
    "empty": hear_empty,
    "damaged": hear_damaged,
    "short": ask_short,
    "full": ask_tote,
    "finish": hear_finish,
    "yes": hear_yes,
    "no": _no,
    "clear": _clear,
    "skip": _skip,
    "report": _report,
    "unknown": lambda run: hear_unknown(run, run.event.text),
    "teach": hear_teach,
}
