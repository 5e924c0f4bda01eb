"""What a flow is made of: a job, its steps, what is heard, what was said, and what comes of it.

The twin of the scanner's `work/types.ts` and `work/events.ts`, with the same words; both pass the
same cases of schema/golden.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.tasks.step_facts import Accepted
from backend.tasks.steps import Step

Fields = Mapping[str, object]
Operation = Mapping[str, Fields]
"""One member of the graph's OperationInput, as JSON."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as a device knows it, with what one weighs where that is how it is sold."""

    id: str
    sku: str
    name: str
    least_weight_grams: int | None = None
    most_weight_grams: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Goods that a job knows of: a receipt's line, what a tote holds, what an order shipped."""

    item: ItemFacts
    id: str | None = None
    container: str | None = None
    fixed: Mapping[str, Fields] = field(default_factory=dict)
    accepts: tuple[Accepted, ...] = ()
    expected: int | None = None
    maximum: int | None = None
    unit: str = ""
    tracks_lot: bool = False
    tracks_serial: bool = False
    has_expiry: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a barcode turned out to mean."""

    kind: str
    id: str
    code: str
    name: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class JobTask:
    """The task of a job, as far as the reducer looks at it."""

    id: str
    item: ItemFacts | None
    has_walk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a flow runs over: a task, or a template filled with what is known."""

    steps: tuple[Step, ...]
    task: JobTask | None = None
    fixed: Mapping[str, Fields] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    known: Mapping[str, Target] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner read; `elements` are those of a GS1 label by their AI."""

    text: str
    elements: Mapping[str, str] = field(default_factory=dict)
    method: str = "SCANNED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a flow hears, with its moment and three ids that nothing else has."""

    kind: str
    at: str
    ms: int
    ids: tuple[str, str, str]
    scan: Scan | None = None
    target: Target | None = None
    quantity: int = 0
    text: str = ""
    """A choice's code, digits, a typed text, a note, a reason, or the operation to undo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered at a step; step -1 for what no step asked."""

    step: int
    operations: tuple[str, ...]
    field: str
    value: object
    shown: str
    text: str
    key: str
    method: str
    is_kept: bool
    operation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """Full stop: something else was scanned. The right scan clears it, but no keyed number."""

    why: str
    step: int
    expected: str
    got: str
    can_keep: bool
    wants_reason: bool = False
    is_keyed: bool = False
    elements: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question that waits for yes, no, a choice, a number or a scan."""

    kind: str
    quantity: int | None = None
    found: int | None = None
    reason: str = ""
    grams: int | None = None
    weight: Fields = field(default_factory=dict)
    """What is known of the weight already, as it is sent."""
    tote: str | None = None
    scan: Scan | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An operation that this flow gave out, for undo; newest last."""

    operation_id: str
    name: str
    sku: str
    quantity: int
    serials: tuple[str, ...] = ()
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Lap:
    """What was said for one of many and is not sent yet."""

    answers: tuple[Answer, ...]
    line: Line | None


@dataclass(slots=True, kw_only=True)
class Flow:
    """A job, where it is, and what was said. Only the run of one event writes to it, in a copy."""

    job: Job
    at: int = 0
    answers: tuple[Answer, ...] = ()
    laps: tuple[Lap, ...] = ()
    line: Line | None = None
    counted: int = 0
    pulls: int = 0
    labels: tuple[int, int] = (0, 0)
    """Of how many pieces the labels said what they weigh, and how much in all."""
    is_kept: bool = False
    done: Mapping[str, int] = field(default_factory=dict)
    halt: Halt | None = None
    asking: Asking | None = None
    last: tuple[str, int] | None = None
    sent: tuple[Sent, ...] = ()
    before: "Flow | None" = None
    in_lap: tuple[str, ...] = ()
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of an event: the next flow, a tone, operations for the outbox, calls to others."""

    flow: Flow
    tone: str | None
    operations: tuple[Operation, ...]
    calls: tuple[Mapping[str, str], ...]
    done: bool
