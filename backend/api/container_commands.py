"""Commands of containers in the graph: register, move, empty, close and reopen."""

import strawberry

from backend.api import refs
from backend.api.containers import Container
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.pointing import place_ref, ref
from backend.api.tasks import Task
from backend.control.moving import close_container as closing
from backend.control.moving import empty_container as emptying
from backend.control.moving import move_container as moving
from backend.control.moving import reopen_container as reopening
from backend.stock import register_containers as registering
from backend.stock.containers import ContainerKind

WHICH = "Which container: its code, its SSCC as scanned, or its id."

show_enum(
    ContainerKind,
    says="What carries goods.",
    values={
        "TOTE": "A tote that comes back.",
        "CARTON": "A carton that is shipped.",
        "PALLET": "A pallet.",
        "CAGE": "A cage or trolley.",
    },
)


@strawberry.input(description="What `registerContainers` takes.")
class RegisterContainersInput(CommandInput[registering.RegisterContainers]):
    """New containers."""

    kind: ContainerKind = strawberry.field(description="What they are.")
    location: refs.Ref = strawberry.field(description="Where they are.")
    bin: refs.Ref | None = strawberry.field(
        default=None, description="In which bin; null takes the first cart, table or dock."
    )
    codes: list[str] | None = strawberry.field(
        default=None, description="Codes already printed on them; null makes new ones."
    )
    count: int = strawberry.field(
        default=1, description="How many when no codes are given, at most 500."
    )
    with_sscc: bool = strawberry.field(default=False, description="Give each an SSCC.")

    async def asked(self, context: Context) -> registering.RegisterContainers:  # noqa: ARG002
        """Translate the refs."""
        return registering.RegisterContainers(
            kind=self.kind,
            location=ref(self.location, "Location"),
            bin=ref(self.bin, "Bin") if self.bin else None,
            codes=tuple(self.codes or ()),
            count=self.count,
            with_sscc=self.with_sscc,
        )


@strawberry.type(description="The yes to `registerContainers`.")
class ContainersRegistered(Accepted[registering.ContainersRegistered]):
    """They are there."""

    @strawberry.field(
        description="The new ones, in order.",
        directives=[Bounded(max=registering.CONTAINERS_MAX)],
    )
    async def containers(self, info: Info) -> list[Container]:
        """Load them."""
        found = await Container.of_keys(info.context, self.answer.container_ids)
        return [found[id_] for id_ in self.answer.container_ids if id_ in found]


@strawberry.input(description="What `moveContainer` takes.")
class MoveContainerInput(FactInput[moving.MoveContainer]):
    """A container went into a bin or another container."""

    container: refs.Ref = strawberry.field(description=WHICH)
    to: refs.Ref = strawberry.field(description="Bin or container that it enters.")
    task: strawberry.ID | None = strawberry.field(
        default=None, description="The task that it does."
    )
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> moving.MoveContainer:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return moving.MoveContainer(
            container=ref(self.container, "Container"),
            to=place_ref(self.to),
            task_id=key_of("Task", self.task) if self.task else None,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `moveContainer`.")
class ContainerMoved(Accepted[moving.ContainerMoved]):
    """All of it stands where it was put."""

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.answer.container_id)

    @strawberry.field(description="The task as it is now, if it was of one.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)


@strawberry.input(description="What `emptyContainer` takes.")
class EmptyContainerInput(FactInput[emptying.EmptyContainer]):
    """All that was in a container is in another, or loose."""

    container: refs.Ref = strawberry.field(description=WHICH)
    to: refs.Ref = strawberry.field(description="Bin or container that all of it enters.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> emptying.EmptyContainer:  # noqa: ARG002
        """Translate the refs."""
        return emptying.EmptyContainer(
            container=ref(self.container, "Container"),
            to=place_ref(self.to),
            reason=self.reason,
        )


@strawberry.type(description="The yes to `emptyContainer`.")
class ContainerEmptied(Accepted[emptying.ContainerEmptied]):
    """It is empty."""

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="The one that is empty; null without the right to see stock.")
    async def container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.answer.container_id)


@strawberry.input(description="What `closeContainer` takes.")
class CloseContainerInput(FactInput[closing.CloseContainer]):
    """Nothing more goes in."""

    container: refs.Ref = strawberry.field(description=WHICH)

    async def asked(self, context: Context) -> closing.CloseContainer:  # noqa: ARG002
        """Translate the ref."""
        return closing.CloseContainer(ref(self.container, "Container"))


@strawberry.input(description="What `reopenContainer` takes.")
class ReopenContainerInput(FactInput[reopening.ReopenContainer]):
    """Goods go in again."""

    container: refs.Ref = strawberry.field(description=WHICH)

    async def asked(self, context: Context) -> reopening.ReopenContainer:  # noqa: ARG002
        """Translate the ref."""
        return reopening.ReopenContainer(ref(self.container, "Container"))


@strawberry.type(description="The yes to `closeContainer`.")
class ContainerClosed(Accepted[closing.ContainerShut]):
    """It is closed."""

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.answer.container_id)


@strawberry.type(description="The yes to `reopenContainer`.")
class ContainerReopened(Accepted[closing.ContainerShut]):
    """It is open."""

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.answer.container_id)


REGISTER_CONTAINERS = Spoken(
    registering.register_containers,
    sent=RegisterContainersInput,
    yes=ContainersRegistered,
    says="Give new containers their codes or SSCCs.",
)
MOVE_CONTAINER = Spoken(
    moving.move_container,
    sent=MoveContainerInput,
    yes=ContainerMoved,
    says="Move a container with all that is in it, into a bin or another container.",
)
EMPTY_CONTAINER = Spoken(
    emptying.empty_container,
    sent=EmptyContainerInput,
    yes=ContainerEmptied,
    says="All that was in a container is in another now, or lies loose in a bin.",
)
CLOSE_CONTAINER = Spoken(
    closing.close_container,
    sent=CloseContainerInput,
    yes=ContainerClosed,
    says="Let nothing more go into a container; cartons of orders are closed by `closeCarton`.",
)
REOPEN_CONTAINER = Spoken(
    reopening.reopen_container,
    sent=ReopenContainerInput,
    yes=ContainerReopened,
    says="Let goods go into a closed container again.",
)
FACTS = (MOVE_CONTAINER, EMPTY_CONTAINER, CLOSE_CONTAINER, REOPEN_CONTAINER)


@strawberry.type(description="Commands of containers.")
class ContainerMutation:
    """Root fields."""

    register_containers = mutation(REGISTER_CONTAINERS)
    move_container = mutation(MOVE_CONTAINER)
    empty_container = mutation(EMPTY_CONTAINER)
    close_container = mutation(CLOSE_CONTAINER)
    reopen_container = mutation(REOPEN_CONTAINER)
