"""Turns what was answered into the operation that the server takes: fields by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.tasks.flow.values import Answer, Flow, Line, Operation

METHODS = ("SCANNED", "CAMERA", "TYPED", "CHECK_DIGITS", "UNPROVED")
"""From the best proof to none."""

RESCANNED = frozenset({"confirmPutaway", "receiveLine"})
"""Operations that can say "scanned twice: I mean it"."""

FOLLOWS = frozenset({"gradeReturn", "disposeReturn"})
"""Operations that name the one before them instead of what it made, which only the server knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an operation is made of."""

    name: str
    answers: Sequence[Answer]
    line: Line | None
    operation_id: str
    at: str


def operation_of(flow: Flow, told: Told) -> Operation:
    """Make one operation."""
    name = told.name
    mine = [answer for answer in told.answers if name in answer.operations]
    fields: dict[str, object] = {"operationId": told.operation_id, "occurredAt": told.at}
    method = METHODS[max((METHODS.index(answer.method) for answer in mine), default=0)]
    if method != "SCANNED":
        fields["method"] = method
    fields |= flow.job.fixed.get(name, {})
    if told.line:
        fields |= told.line.fixed.get(name, {})
    if name in FOLLOWS and flow.in_lap:
        fields |= {"received": flow.in_lap[0], "dependsOn": flow.in_lap[0]}
    fields |= _fields_of(mine)
    if name in RESCANNED and any(answer.is_kept for answer in mine):
        fields["rescanned"] = True
    return {name: fields}


def _fields_of(answers: Sequence[Answer]) -> dict[str, object]:
    """Return fields by name; `lines.item` and `lines.quantity` of each lap make one row."""
    fields: dict[str, object] = {}
    tables: dict[str, list[dict[str, object]]] = {}
    for answer in answers:
        table, _, column = answer.field.partition(".")
        if not column:
            fields |= {table: answer.value} if table else {}
            continue
        rows = tables.setdefault(table, [])
        if not rows or column in rows[-1]:
            rows.append({})
        rows[-1][column] = answer.value
    return fields | tables
