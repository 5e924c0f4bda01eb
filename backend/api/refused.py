"""How a refusal looks in the graph: a code, a sentence that says what to do next, and the facts."""

import re
from enum import EnumMeta
from typing import ClassVar, Self, cast

import strawberry
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition

from backend.api.context import Info
from backend.api.directives import Bounded
from backend.api.node import Node, fetch_node
from backend.api.scalars import Quantity
from backend.kernel.refusals import FactValue, Refusal, declared_refusals

CURRENT = "current"
"""The fact that holds the global id of the thing as it is now; shown as `current`."""
PATH = "field"
"""The fact that names the part of the input that is refused, such as `lines.0.quantity`."""


class _RefusalCodes(StrawberryEnumDefinition):
    """Every refusal declared by the time that a schema is made, by code."""

    @property
    def values(self) -> list[EnumValue]:
        """One value per refusal, described by the first line of its docstring."""
        return [
            EnumValue(refusal.code, refusal.code, description=_first_line(refusal))
            for refusal in declared_refusals()
        ]

    @values.setter
    def values(self, _: list[EnumValue]) -> None:
        """Ignore what the dataclass would store."""


class RefusalCode(str):
    """A code; the graph shows an enum of all that are declared."""

    __slots__ = ()
    __strawberry_definition__: ClassVar[StrawberryEnumDefinition]


RefusalCode.__strawberry_definition__ = _RefusalCodes(
    wrapped_cls=cast("EnumMeta", RefusalCode),
    name="RefusalCode",
    values=[],
    description="Every reason for a no. Each has a page in docs/refusals.",
)


@strawberry.type(description="One thing that is true now, behind a refusal or a case.")
class Fact:
    """A named value, ready to show."""

    name: str = strawberry.field(description="Stable name for programs, such as `room`.")
    label: str = strawberry.field(description="What to call it on screen.")
    text: str = strawberry.field(description="The value as text, ready to show.")
    quantity: Quantity | None = strawberry.field(
        description="The value, when it is a whole number."
    )

    @classmethod
    def of(cls, name: str, value: FactValue) -> Self:
        """Translate one fact of a refusal."""
        return cls(
            name=_camel(name),
            label=name.replace("_", " ").capitalize(),
            text=str(value),
            quantity=None if isinstance(value, str) else Quantity(value),
        )


@strawberry.type(description="A no for a person: nothing changed, and it says what to do next.")
class Refused:
    """One shape for every refusal."""

    refusal: strawberry.Private[Refusal]

    @strawberry.field(description="Why, for programs.")
    def code(self) -> RefusalCode:
        """Pass on what its class says."""
        return cast("RefusalCode", self.refusal.code)

    @strawberry.field(description="Why, and what to do next.")
    def message(self) -> str:
        """Put the facts into its sentence."""
        return str(self.refusal)

    @strawberry.field(description="The truth as it is now.", directives=[Bounded(max=20)])
    def facts(self) -> list[Fact]:
        """All facts that a person may be shown."""
        facts = self.refusal.facts.items()
        return [Fact.of(name, value) for name, value in facts if name != CURRENT]

    @strawberry.field(
        description="Which part of the input it is about; empty when it is about the whole.",
        directives=[Bounded(max=16)],
    )
    def path(self) -> list[str]:
        """Split the fact `field`."""
        field = str(self.refusal.facts.get(PATH, ""))
        return [_camel(part) for part in field.split(".") if part]

    @strawberry.field(description="True when the same input may be accepted later without change.")
    def retryable(self) -> bool:
        """Pass on what its class says."""
        return self.refusal.retryable

    @strawberry.field(
        description="The thing as it is now, when the input was based on an older one."
    )
    async def current(self, info: Info) -> Node | None:
        """Load the fact `current`."""
        return await fetch_node(info, str(self.refusal.facts.get(CURRENT, "")))


def _camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)


def _first_line(refusal: type[Refusal]) -> str:
    return (refusal.__doc__ or "").strip().split("\n", maxsplit=1)[0]
