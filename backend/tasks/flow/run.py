"""One event on its way through the reducer: a draft of the next flow, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from backend.tasks.flow.values import Event, Flow, Heard, Job, Operation


@dataclass(slots=True)
class Run:
    """What one event has brought about so far; `keeps`: a second scan said that it is meant."""

    flow: Flow
    event: Event
    ids: list[str]
    operations: list[Operation] = field(default_factory=list)
    calls: list[Mapping[str, str]] = field(default_factory=list)
    tone: str | None = None
    keeps: bool = False


def begin(job: Job, before: Flow | None = None) -> Flow:
    """Begin a job; what may be undone and the last trigger pull carry over."""
    return Flow(job=job, last=before.last if before else None, sent=before.sent if before else ())


def run_of(flow: Flow, event: Event) -> Run:
    """Start to work on an event, in a copy of the flow."""
    return Run(replace(flow), event, list(event.ids))


def heard_of(run: Run, was: Flow) -> Heard:
    """Sum up what came of it."""
    return Heard(
        flow=run.flow,
        tone=run.tone,
        operations=tuple(run.operations),
        calls=tuple(run.calls),
        done=run.flow.is_done and not was.is_done,
    )
