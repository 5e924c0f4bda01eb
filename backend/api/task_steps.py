"""The steps of a task in the graph: all that a device needs to judge a scan alone."""

from typing import Self

import strawberry

from backend.api.directives import Blind, Bounded, Cost
from backend.api.scalars import Barcode, Quantity
from backend.api.task_enums import MismatchRule, StepKind, StepPart
from backend.tasks import steps
from backend.tasks.step_facts import Accepted

STEPS_MAX = 10


@strawberry.type(description="A barcode that is right at a step.")
class AcceptedBarcode:
    """One of the accepted."""

    barcode: Barcode = strawberry.field(description="What it reads as.")
    quantity: Quantity | None = strawberry.field(
        description="Base units that one scan stands for; null when it is no item."
    )

    @classmethod
    def of(cls, accepted: Accepted) -> Self:
        """Translate."""
        quantity = None if accepted.quantity is None else Quantity(accepted.quantity)
        return cls(barcode=Barcode(accepted.barcode), quantity=quantity)


@strawberry.type(description="Something to choose at a step.")
class StepChoice:
    """One of the choices."""

    code: str = strawberry.field(description="Send this.")
    label: str = strawberry.field(description="Show this.")
    implies: str | None = strawberry.field(
        description="What it also answers at the step after; null for nothing."
    )


@strawberry.type(description="One thing to do. A new way of working needs no new client.")
class TaskStep:
    """One step."""

    step: strawberry.Private[steps.Step]
    sequence: int = strawberry.field(description="Its place.")

    @strawberry.field(description="What it asks for.")
    def kind(self) -> StepKind:
        """Pass on."""
        return self.step.kind

    @strawberry.field(description="The input field that its answer fills, such as `into`.")
    def field(self) -> str:
        """Pass on."""
        return self.step.field

    @strawberry.field(
        description="The mutation whose input it fills, sent with the last of its steps."
    )
    def operation(self) -> str | None:
        """Pass on."""
        return self.step.operation

    @strawberry.field(
        description="Further mutations whose field of the same name it fills.",
        directives=[Bounded(max=5), Cost(weight=0)],
    )
    def also(self) -> list[str]:
        """Pass on."""
        return list(self.step.also)

    @strawberry.field(description="An earlier field whose answer must be given again here.")
    def again(self) -> str | None:
        """Pass on."""
        return self.step.again

    @strawberry.field(description="Whether it is said once, for each of many, or at the end.")
    def part(self) -> StepPart:
        """Pass on."""
        return self.step.part

    @strawberry.field(
        description="Taken when the worker says nothing; null when something must be said.",
        directives=[Blind()],
    )
    def preset(self) -> Quantity | None:
        """Pass on."""
        return None if self.step.preset is None else Quantity(self.step.preset)

    @strawberry.field(description="What to show.")
    def prompt(self) -> str:
        """Pass on."""
        return self.step.prompt

    @strawberry.field(
        description="Every barcode that is right here; empty when any of the kind will do.",
        # Read with the task by one statement for all tasks, so they cost nothing more.
        directives=[Bounded(max=steps.ACCEPTED_MAX), Cost(weight=0)],
    )
    def accepts(self) -> list[AcceptedBarcode]:
        """Translate each."""
        return [AcceptedBarcode.of(accepted) for accepted in self.step.accepts]

    @strawberry.field(
        description="The quantity that should come out; null when blind or not asked for.",
        directives=[Blind()],
    )
    def expected(self) -> Quantity | None:
        """Pass on; the rule leaves it out where a worker counts blind."""
        return None if self.step.expected is None else Quantity(self.step.expected)

    @strawberry.field(
        description="Above this the device asks again; null without a limit.", directives=[Blind()]
    )
    def maximum(self) -> Quantity | None:
        """Pass on."""
        return None if self.step.maximum is None else Quantity(self.step.maximum)

    @strawberry.field(description="What to type when the bin cannot be scanned.")
    def check_digits(self) -> str | None:
        """Pass on."""
        return self.step.check_digits

    @strawberry.field(
        description="What to choose from.", directives=[Bounded(max=30), Cost(weight=0)]
    )
    def choices(self) -> list[StepChoice]:
        """Translate each."""
        return [
            StepChoice(code=choice.code, label=choice.label, implies=choice.implies)
            for choice in self.step.choices
        ]

    @strawberry.field(description="True when it may be skipped.")
    def is_optional(self) -> bool:
        """Pass on."""
        return self.step.is_optional

    @strawberry.field(description="What to do when something else is scanned.")
    def on_mismatch(self) -> MismatchRule:
        """Pass on."""
        return self.step.on_mismatch
