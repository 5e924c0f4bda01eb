"""Commands of tasks in the graph."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import decode, key_of
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, Ref
from backend.api.task_enums import TaskKind
from backend.api.tasks import Task
from backend.kernel.refusals import InvalidInput, NotFound
from backend.master.people.people import person_of
from backend.master.places import bin_of, location_of
from backend.tasks import assign_task as assigning
from backend.tasks import cancel_task as canceling
from backend.tasks import claim_tasks as claiming
from backend.tasks import release_task as releasing
from backend.tasks import renew_tasks as renewing
from backend.tasks import skip_task as skipping
from backend.tasks.reads.tasks import document_called

IF_VERSION = "The version that you saw; null waives the check."


@strawberry.input(description="What `claimTasks` takes.")
class ClaimTasksInput(CommandInput[claiming.ClaimTasks]):
    """Ask for work."""

    tasks: list[strawberry.ID] | None = strawberry.field(
        default=None, description="These tasks; null lets the house choose."
    )
    kinds: list[TaskKind] | None = strawberry.field(
        default=None, description="Of these kinds; null means all that you may do."
    )
    location: Ref | None = strawberry.field(
        default=None, description="Where; null means wherever you may work."
    )
    document: DocumentRef | None = strawberry.field(
        default=None, description="For this receipt, order or walk."
    )
    near: Ref | None = strawberry.field(
        default=None, description="The bin where you stand; it takes `location`, or the bin's id."
    )
    prefetch: int = strawberry.field(
        default=2, description="How many tasks to hold ahead, at most 50."
    )

    async def asked(self, context: Context) -> claiming.ClaimTasks:
        """Look up the place, the document and the bin."""
        location_id = None
        if self.location is not None:
            place = await location_of(context.reader, plain(self.location, "Location"))
            location_id = place.id
        return claiming.ClaimTasks(
            tasks=tuple(key_of("Task", task) for task in self.tasks or ()),
            kinds=tuple(self.kinds or ()),
            location_id=location_id,
            document_id=await _document(context, self.document),
            near_id=await _bin(context, self.near, location_id),
            prefetch=self.prefetch,
        )


@strawberry.type(description="The yes to `claimTasks`.")
class TasksClaimed(Accepted[claiming.TasksClaimed]):
    """What the worker holds."""

    @strawberry.field(
        description="Yours until `leaseUntil`, in order.",
        directives=[Bounded(max=claiming.HELD_MAX)],
    )
    async def tasks(self, info: Info) -> list[Task]:
        """Load them together."""
        return await _tasks(info, self.answer.task_ids)


@strawberry.input(description="What `renewTasks` takes.")
class RenewTasksInput(CommandInput[renewing.RenewTasks]):
    """Keep tasks."""

    tasks: list[strawberry.ID] = strawberry.field(description="Which, at most 50.")

    async def asked(self, context: Context) -> renewing.RenewTasks:  # noqa: ARG002 - one shape
        """Translate ids."""
        return renewing.RenewTasks(tuple(key_of("Task", task) for task in self.tasks))


@strawberry.type(description="The yes to `renewTasks`.")
class TasksRenewed(Accepted[renewing.TasksRenewed]):
    """What is still held."""

    @strawberry.field(
        description="Those that are still yours.", directives=[Bounded(max=renewing.RENEWED_MAX)]
    )
    async def tasks(self, info: Info) -> list[Task]:
        """Load them together."""
        return await _tasks(info, self.answer.task_ids)


@strawberry.input(description="What `releaseTask` takes.")
class ReleaseTaskInput(FactInput[releasing.ReleaseTask]):
    """Give a task back."""

    task: strawberry.ID = strawberry.field(description="Which task.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> releasing.ReleaseTask:  # noqa: ARG002 - one shape
        """Translate the id."""
        return releasing.ReleaseTask(key_of("Task", self.task), self.reason)


@strawberry.type(description="The yes to `releaseTask`.")
class TaskReleased(Accepted[releasing.TaskReleased]):
    """The task went back."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)


@strawberry.input(description="What `skipTask` takes.")
class SkipTaskInput(FactInput[skipping.SkipTask]):
    """Do a task later."""

    task: strawberry.ID = strawberry.field(description="Which task.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> skipping.SkipTask:  # noqa: ARG002 - one shape
        """Translate the id."""
        return skipping.SkipTask(key_of("Task", self.task), self.reason)


@strawberry.type(description="The yes to `skipTask`.")
class TaskSkipped(Accepted[skipping.TaskSkipped]):
    """The task went back, less urgent."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)


@strawberry.input(description="What `assignTask` takes.")
class AssignTaskInput(CommandInput[assigning.AssignTask]):
    """Give a task to somebody."""

    task: strawberry.ID = strawberry.field(description="Which task.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    assignee: Ref | None = strawberry.field(
        default=None, description="To whom; null takes it away from whoever has it."
    )
    priority: int | None = strawberry.field(default=None, description="Smaller comes first.")
    due_at: datetime | None = strawberry.field(default=None, description="By when.")

    async def asked(self, context: Context) -> assigning.AssignTask:
        """Look the person up."""
        person = None
        if self.assignee is not None:
            person = await person_of(context.reader, plain(self.assignee, "User"))
        return assigning.AssignTask(
            task_id=key_of("Task", self.task),
            if_version=self.if_version,
            assignee_id=person.id if person else None,
            priority=self.priority,
            due_at=self.due_at,
        )


@strawberry.type(description="The yes to `assignTask`.")
class TaskAssigned(Accepted[assigning.TaskAssigned]):
    """The task has another holder."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task:
        """Load it."""
        return await info.context.get(Task, self.answer.task_id)


@strawberry.input(description="What `cancelTask` takes.")
class CancelTaskInput(CommandInput[canceling.CancelTask]):
    """Call a task off."""

    task: strawberry.ID = strawberry.field(description="Which task.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> canceling.CancelTask:  # noqa: ARG002 - one shape
        """Translate the id."""
        return canceling.CancelTask(
            task_id=key_of("Task", self.task), if_version=self.if_version, reason=self.reason
        )


@strawberry.type(description="The yes to `cancelTask`.")
class TaskCanceled(Accepted[canceling.TaskCanceled]):
    """The task is off."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task:
        """Load it."""
        return await info.context.get(Task, self.answer.task_id)


CLAIM_TASKS = Spoken(
    claiming.claim_tasks,
    sent=ClaimTasksInput,
    yes=TasksClaimed,
    says="Take tasks: those that are named, else the best for you. It takes the right to do each.",
)
RENEW_TASKS = Spoken(
    renewing.renew_tasks,
    sent=RenewTasksInput,
    yes=TasksRenewed,
    says="Keep claimed tasks a little longer.",
)
RELEASE_TASK = Spoken(
    releasing.release_task,
    sent=ReleaseTaskInput,
    yes=TaskReleased,
    says="Give a task back to the queue; what is posted stays.",
)
SKIP_TASK = Spoken(
    skipping.skip_task,
    sent=SkipTaskInput,
    yes=TaskSkipped,
    says="Do it later: it goes to the end of the walk or down the queue.",
)
ASSIGN_TASK = Spoken(
    assigning.assign_task,
    sent=AssignTaskInput,
    yes=TaskAssigned,
    says="Give a task to someone, or change how urgent it is.",
)
CANCEL_TASK = Spoken(
    canceling.cancel_task,
    sent=CancelTaskInput,
    yes=TaskCanceled,
    says="Call a task off; what it held is given back.",
)


@strawberry.type(description="Commands of tasks.")
class TaskMutation:
    """Root fields."""

    claim_tasks = mutation(CLAIM_TASKS)
    renew_tasks = mutation(RENEW_TASKS)
    release_task = mutation(RELEASE_TASK)
    skip_task = mutation(SKIP_TASK)
    assign_task = mutation(ASSIGN_TASK)
    cancel_task = mutation(CANCEL_TASK)


async def _tasks(info: Info, ids: tuple[UUID, ...]) -> list[Task]:
    found = await info.context.find_many(Task, ids)
    return [task for task in found if task is not None]


async def _document(context: Context, sent: DocumentRef | None) -> UUID | None:
    if sent is None:
        return None
    name, value = sent.said()
    if name == "id":
        document = decode(value)
        if document is None:
            raise NotFound(kind="document", key=value)
        return document[1]
    return await document_called(context.reader, value)


async def _bin(context: Context, sent: Ref | None, location_id: UUID | None) -> UUID | None:
    if sent is None:
        return None
    pointed = plain(sent, "Bin")
    if pointed.id is not None:
        return pointed.id
    if location_id is None:
        raise InvalidInput(field="near", problem="needs the location beside it")
    return (await bin_of(context.reader, pointed, location_id=location_id)).id
