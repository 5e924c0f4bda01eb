"""A command: a function that reads, decides and returns a plan, with the shapes it speaks in."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter

from backend.kernel.plan import Plan
from backend.kernel.work import Work

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Command(Generic[Asked, Answer]):
    """A named command. Its name and input are what the outbox, imports and devices send."""

    name: str
    run: Callable[[Work, Asked], Awaitable[Plan[Answer]]]
    asked: TypeAdapter[Asked]
    answer: TypeAdapter[Answer]

    def digest(self, asked: Asked) -> bytes:
        """Return what tells two inputs apart: a hash of the name and the canonical input."""
        return hashlib.sha256(self.name.encode() + b"\0" + self.asked.dump_json(asked)).digest()


def command(run: Callable[[Work, Asked], Awaitable[Plan[Answer]]]) -> Command[Asked, Answer]:
    """Make a command of `async def verb_noun(work, asked: Asked) -> Plan[Answer]`."""
    hints: dict[str, Any] = get_type_hints(run)
    (answer,) = get_args(hints["return"])
    return Command(
        name=run.__name__,
        run=run,
        asked=TypeAdapter(hints["asked"]),
        answer=TypeAdapter(answer),
    )
