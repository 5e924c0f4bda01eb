"""Speak a command in the graph: its input, its yes, and the union that answers it.

An area declares `CONFIRM_PICK = Spoken(confirm_pick, …)` and lists it as `mutation(CONFIRM_PICK)`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar, Union
from uuid import UUID

import strawberry
from strawberry.utils.str_converters import capitalize_first, to_camel_case

from backend.api.context import Context, Info
from backend.api.enums import show_enum
from backend.api.refused import Refused
from backend.api.scalars import Cursor
from backend.api.unwritable import PROBLEM, UNWRITABLE, is_unwritable
from backend.kernel.command import Command
from backend.kernel.perform import Performed, Request, perform
from backend.kernel.refusals import InvalidInput, Refusal
from backend.kernel.work import EntryMethod

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

show_enum(
    EntryMethod,
    says="How a person proved what they did.",
    values={
        "SCANNED": "With the scanner.",
        "CAMERA": "With the camera.",
        "TYPED": "By typing the code, or the last of it.",
        "CHECK_DIGITS": "By the check digits of the bin.",
        "UNPROVED": "Not at all.",
    },
)


@strawberry.interface(
    description="A mutation's yes. `... on Accepted { replayed cursor }` works on every answer."
)
class Accepted(Generic[Answer]):
    """Base of every yes; its own fields read `self.answer`, the command's answer."""

    answer: strawberry.Private[Answer]
    outcome: strawberry.Private[str]
    operation_id: UUID = strawberry.field(description="The operation that this answers.")
    replayed: bool = strawberry.field(
        description="True when this is the first answer again, not a second effect."
    )
    cursor: Cursor = strawberry.field(
        description="Log position at which the effect is visible; wait for it to read your own."
    )


@strawberry.input(description="What every mutation takes.")
class CommandInput(Generic[Asked]):
    """Base of every mutation's input."""

    operation_id: UUID = strawberry.field(
        description=(
            "Made by the client (UUIDv7): the same id and input give the first answer again, never"
            " a second effect."
        )
    )

    async def asked(self, context: Context) -> Asked:
        """Translate into what the command takes; may look up refs, and refuse."""
        raise NotImplementedError


@strawberry.input(description="What every fact from the floor takes.")
class FactInput(CommandInput[Asked]):
    """Base of an input that tells what has happened, perhaps a while ago."""

    occurred_at: datetime = strawberry.field(description="When it happened, by the device's clock.")
    method: EntryMethod = strawberry.field(
        default=EntryMethod.SCANNED, description="How the person proved it."
    )
    depends_on: UUID | None = strawberry.field(
        default=None,
        description=(
            "The operation that this one builds on, when both are in one `submitOperations`: if"
            " that one is refused, this one is skipped."
        ),
    )


@dataclass(frozen=True, slots=True)
class Spoken(Generic[Asked, Answer]):
    """A command with the words that the graph has for it."""

    command: Command[Asked, Answer]
    sent: type[CommandInput[Asked]]
    yes: type[Accepted[Answer]]
    says: str
    called: str | None = None
    """The mutation's name where it is not that of the command."""

    @property
    def name(self) -> str:
        """The mutation's name, such as `confirmPick`."""
        return self.called or to_camel_case(self.command.name)

    @property
    def result(self) -> Any:
        """The union that answers it."""
        union = strawberry.union(
            f"{capitalize_first(self.name)}Result", description=f"The answer to `{self.name}`."
        )
        return Annotated[Union[self.yes, Refused], union]  # noqa: UP007 - made at run time


async def answer(
    spoken: Spoken[Asked, Answer], *, sent: CommandInput[Asked], context: Context
) -> Accepted[Answer] | Refused:
    """Perform a spoken command, and show its answer or its refusal."""
    request = Request(
        operation_id=sent.operation_id,
        actor=context.actor,
        device_id=context.login.device_id,
        occurred_at=sent.occurred_at if isinstance(sent, FactInput) else None,
        method=sent.method if isinstance(sent, FactInput) else EntryMethod.SCANNED,
    )
    try:
        asked = await sent.asked(context)
        done: Performed[Answer] = await perform(context.database, spoken.command, asked, request)
    except Refusal as refusal:
        return Refused(refusal=refusal)
    except UNWRITABLE as error:
        if not is_unwritable(error):
            raise
        return Refused(refusal=InvalidInput(field="input", problem=PROBLEM))
    return spoken.yes(
        answer=done.answer,
        outcome=done.outcome,
        operation_id=sent.operation_id,
        replayed=done.replayed,
        cursor=Cursor(str(done.cursor)),
    )


def mutation(spoken: Spoken[Any, Any]) -> Any:
    """Return the root field of a spoken command."""

    async def resolve(info: Info, input: Any) -> Any:
        return await answer(spoken, sent=input, context=info.context)

    sent = strawberry.argument(description="What is asked, under the client's own operation id.")
    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[spoken.sent, sent],
        "return": spoken.result,
    }
    return strawberry.mutation(resolver=resolve, name=spoken.name, description=spoken.says)
