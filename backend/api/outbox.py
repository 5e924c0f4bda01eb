"""The outbox of a device: up to 20 facts in the order in which they happened, each answered.

The input and the answer are made from what the areas declare as facts, so whatever a device may do
it may also send later, and gets the same answer.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Annotated, Any, Union
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.mutation import Accepted, CommandInput, Spoken, answer
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


show_enum(
    Outcome,
    name="OperationOutcome",
    says="What became of one entry of the outbox.",
    values={
        "APPLIED": "Done.",
        "APPLIED_WITH_CASE": ("Recorded as a fact, though the book disagreed: a case was opened."),
        "REPLAYED": "Done before; this is the first answer again.",
        "REFUSED": "Not done; `answer` says why.",
    },
)


def outbox_mutation(facts: Sequence[Spoken[Any, Any]]) -> type:
    """Return the mutation type with `submitOperations` for these facts."""
    spoken = {fact.command.name: fact for fact in facts}
    result = _result_type(facts)
    submitted = _submitted_type(result)
    asked = _input_type(_entry_type(facts))

    async def submit_operations(info: Info, input: Any) -> Any:
        if len(input.operations) > ENTRIES_MAX:
            problem = f"holds more than {ENTRIES_MAX}; send the rest after the answer"
            return Refused(refusal=InvalidInput(field="operations", problem=problem))
        results = [
            await _submit(entry, spoken=spoken, context=info.context, result=result)
            for entry in input.operations
        ]
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
    )
    made = type("OutboxMutation", (), {"__annotations__": {}, "submit_operations": field})
    return strawberry.type(made, description="The outbox.")


async def _submit(
    entry: Any, *, spoken: Mapping[str, Spoken[Any, Any]], context: Context, result: type
) -> Any:
    name = next(name for name in spoken if getattr(entry, name) is not None)
    sent: CommandInput[Any] = getattr(entry, name).value
    said = await answer(spoken[name], sent=sent, context=context)
    return result(operation_id=sent.operation_id, outcome=_outcome(said), answer=said)


def _outcome(said: Accepted[Any] | Refused) -> Outcome:
    if isinstance(said, Refused):
        return Outcome.REFUSED
    return Outcome.REPLAYED if said.replayed else Outcome(said.outcome)


def _sum_up(results: list[Any], *, operation_id: UUID, yes: type, info: Info) -> Any:
    done = [result.answer for result in results if not isinstance(result.answer, Refused)]
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


def _result_type(facts: Sequence[Spoken[Any, Any]]) -> type:
    union = strawberry.union(
        "OperationAnswer", description="What one entry of the outbox was answered."
    )
    answers: Any = Annotated[Union[(*(fact.yes for fact in facts), Refused)], union]

    @strawberry.type(description="What became of one entry of the outbox.")
    class OperationResult:
        operation_id: UUID = strawberry.field(description="Which entry.")
        outcome: Outcome = strawberry.field(description="What became of it.")
        answer: answers = strawberry.field(description="The same answer as its own mutation gives.")

    return OperationResult


def _submitted_type(result: Any) -> type:
    @strawberry.type(description="The yes to `submitOperations`.")
    class OperationsSubmitted(Accepted[None]):
        results: list[result] = strawberry.field(
            description="In the same order.", directives=[Bounded(max=ENTRIES_MAX)]
        )

    return OperationsSubmitted
