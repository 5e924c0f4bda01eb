"""The outbox of a device: up to 20 facts in the order in which they happened, each answered.

The input and the answer are made from what the areas declare as facts, so whatever a device may do
it may also send later, and gets the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Annotated, Any, Union
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded, Late
from backend.api.enums import show_enum
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, answer
from backend.api.refused import Refused
from backend.api.scalars import Cursor
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.refusals import InvalidInput

ENTRIES_MAX = 20


class Outcome(Enum):
    """What became of one entry."""

    APPLIED = "APPLIED"
    APPLIED_WITH_CASE = "APPLIED_WITH_CASE"
    REPLAYED = "REPLAYED"
    REFUSED = "REFUSED"
    SKIPPED = "SKIPPED"


show_enum(
    Outcome,
    name="OperationOutcome",
    says="What became of one entry of the outbox.",
    values={
        "APPLIED": "Done.",
        "APPLIED_WITH_CASE": ("Recorded as a fact, though the book disagreed: a case was opened."),
        "REPLAYED": "Done before; this is the first answer again.",
        "REFUSED": "Not done; `answer` says why.",
        "SKIPPED": "Not tried, because the one that it builds on was refused.",
    },
)


@strawberry.type(description="One entry of the outbox that was answered.")
class OutboxEntry:
    """Base of an entry's result; areas add fields to it, by the operation's id."""

    operation_id: UUID = strawberry.field(description="Which entry.")


def outbox_mutation(
    facts: Sequence[Spoken[Any, Any]], also: tuple[type[OutboxEntry], ...] = ()
) -> type:
    """Return the mutation type with `submitOperations` for these facts.

    `also` are types whose fields the result of each entry has besides its answer.
    """
    spoken = {fact.command.name: fact for fact in facts}
    result = _result_type(facts, also)
    submitted = _submitted_type(result)
    asked = _input_type(_entry_type(facts))

    async def submit_operations(info: Info, input: Any) -> Any:
        if len(input.operations) > ENTRIES_MAX:
            problem = f"holds more than {ENTRIES_MAX}; send the rest after the answer"
            return Refused(refusal=InvalidInput(field="operations", problem=problem))
        results: list[Any] = []
        for entry in input.operations:
            sent = _sent(entry)
            if _builds_on_nothing(sent, results):
                results.append(result(operation_id=sent.operation_id, outcome=Outcome.SKIPPED))
            else:
                results.append(await _submit(entry, spoken, context=info.context, result=result))
        return _sum_up(results, operation_id=input.operation_id, yes=submitted, info=info)

    union = strawberry.union(
        "SubmitOperationsResult", description="The answer to `submitOperations`."
    )
    submit_operations.__annotations__ = {
        "info": Info,
        "input": Annotated[asked, strawberry.argument(description="The entries, oldest first.")],
        "return": Annotated[submitted | Refused, union],
    }
    field = strawberry.mutation(
        resolver=submit_operations,
        description="Send what the device kept while it was alone, in order; each is answered.",
        directives=[Late()],
    )
    made = type("OutboxMutation", (), {"__annotations__": {}, "submit_operations": field})
    return strawberry.type(made, description="The outbox.")


async def _submit(
    entry: Any, spoken: Mapping[str, Spoken[Any, Any]], *, context: Context, result: type
) -> Any:
    sent = _sent(entry)
    said = await answer(spoken[_name(entry)], sent=sent, context=context)
    return result(operation_id=sent.operation_id, outcome=_outcome(said), answer=said)


def _name(entry: Any) -> str:
    return next(field.name for field in fields(entry) if getattr(entry, field.name) is not None)


def _sent(entry: Any) -> FactInput[Any]:
    sent: FactInput[Any] = getattr(entry, _name(entry)).value
    return sent


def _builds_on_nothing(sent: FactInput[Any], results: list[Any]) -> bool:
    """Tell whether what an entry builds on was refused or skipped before it."""
    return any(
        result.operation_id == sent.depends_on
        and result.outcome in {Outcome.REFUSED, Outcome.SKIPPED}
        for result in results
    )


def _outcome(said: Accepted[Any] | Refused) -> Outcome:
    if isinstance(said, Refused):
        return Outcome.REFUSED
    return Outcome.REPLAYED if said.replayed else Outcome(said.outcome)


def _sum_up(results: list[Any], *, operation_id: UUID, yes: type, info: Info) -> Any:
    done = [result.answer for result in results if isinstance(result.answer, Accepted)]
    beginning = str(LogCursor(info.context.database.epoch, 0, UUID(int=0)))
    return yes(
        answer=None,
        outcome=Outcome.APPLIED.value,
        operation_id=operation_id,
        replayed=bool(done) and all(answer.replayed for answer in done),
        # The text of a cursor sorts like the log.
        cursor=Cursor(max((answer.cursor for answer in done), default=beginning)),
        results=results,
    )


def _entry_type(facts: Sequence[Spoken[Any, Any]]) -> type:
    maybe: Any = strawberry.Maybe  # filled with types that are known at run time only
    names = {fact.command.name: maybe[fact.sent] for fact in facts}
    fields = {fact.command.name: strawberry.field(description=fact.says) for fact in facts}
    made = type("OperationInput", (), {"__annotations__": names, **fields})
    says = "One entry of a device's outbox: exactly one fact."
    return strawberry.input(made, one_of=True, description=says)


def _input_type(entry: Any) -> type:
    @strawberry.input(description="What `submitOperations` takes.")
    class SubmitOperationsInput(CommandInput[None]):
        operations: list[entry] = strawberry.field(
            description=f"In the order in which they happened, at most {ENTRIES_MAX}."
        )

    return SubmitOperationsInput


def _result_type(facts: Sequence[Spoken[Any, Any]], also: tuple[type[OutboxEntry], ...]) -> type:
    union = strawberry.union(
        "OperationAnswer", description="What one entry of the outbox was answered."
    )
    answers: Any = Annotated[Union[(*(fact.yes for fact in facts), Refused)], union]

    @strawberry.type(description="What became of one entry of the outbox.")
    class OperationResult(*also, OutboxEntry):  # type: ignore[misc]  # bases that are known at run time only
        outcome: Outcome = strawberry.field(description="What became of it.")
        answer: answers | None = strawberry.field(
            default=None,
            description="The same answer as its own mutation gives; null when skipped.",
        )

    return OperationResult


def _submitted_type(result: Any) -> type:
    @strawberry.type(description="The yes to `submitOperations`.")
    class OperationsSubmitted(Accepted[None]):
        results: list[result] = strawberry.field(
            description="In the same order.", directives=[Bounded(max=ENTRIES_MAX)]
        )

    return OperationsSubmitted
