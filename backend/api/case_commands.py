"""Commands of cases in the graph."""

import strawberry

from backend.api.case_enums import CaseKind
from backend.api.cases import Case
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.pointing import item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import ItemRef, Ref
from backend.api.scalars import Barcode
from backend.kernel.refusals import InvalidInput
from backend.master.items import item_of
from backend.master.people.people import person_of
from backend.master.places import bin_of, bins_by_id, location_of
from backend.tasks import assign_case as assigning
from backend.tasks import note_case as noting
from backend.tasks import open_case as opening
from backend.tasks import resolve_case as resolving

IF_VERSION = "The version that you saw; null waives the check."


@strawberry.input(description="What `openCase` takes.")
class OpenCaseInput(FactInput[opening.OpenCase]):
    """Report a problem."""

    kind: CaseKind = strawberry.field(default=CaseKind.HELP, description="What is wrong.")
    note: str | None = strawberry.field(default=None, description="In your words.")
    location: Ref | None = strawberry.field(default=None, description="Where.")
    bin: Ref | None = strawberry.field(
        default=None, description="In which bin; by code it takes `location` beside it."
    )
    item: ItemRef | None = strawberry.field(default=None, description="With what.")
    task: strawberry.ID | None = strawberry.field(default=None, description="In which task.")
    barcode: Barcode | None = strawberry.field(
        default=None, description="What was read, when nobody knows it."
    )

    async def asked(self, context: Context) -> opening.OpenCase:
        """Look up the place and the item."""
        reader, location_id, bin_id = context.reader, None, None
        if self.location is not None:
            location_id = (await location_of(reader, plain(self.location, "Location"))).id
        if self.bin is not None:
            pointed = plain(self.bin, "Bin")
            if location_id is None and pointed.id is not None:
                location_id = (await bins_by_id(reader, [pointed.id]))[pointed.id].location_id
            if location_id is None:
                raise InvalidInput(field="bin", problem="needs the location beside it")
            bin_id = (await bin_of(reader, pointed, location_id=location_id)).id
        item = await item_of(reader, item_ref(self.item)) if self.item else None
        return opening.OpenCase(
            location_id=location_id,
            kind=self.kind,
            note=self.note,
            bin_id=bin_id,
            item_id=item.id if item else None,
            task_id=key_of("Task", self.task) if self.task else None,
            barcode=self.barcode,
        )


@strawberry.type(description="The yes to `openCase`.")
class CaseOpened(Accepted[opening.CaseOpened]):
    """A case is open."""

    @strawberry.field(description="As it is now.")
    async def case(self, info: Info) -> Case:
        """Load it."""
        return await info.context.get(Case, self.answer.case_id)


@strawberry.input(description="What `assignCase` takes.")
class AssignCaseInput(CommandInput[assigning.AssignCase]):
    """Give a case to somebody."""

    case: strawberry.ID = strawberry.field(description="Which case.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    assignee: Ref = strawberry.field(description="To whom.")

    async def asked(self, context: Context) -> assigning.AssignCase:
        """Look the person up."""
        person = await person_of(context.reader, plain(self.assignee, "User"))
        return assigning.AssignCase(
            case_id=key_of("Case", self.case), if_version=self.if_version, assignee_id=person.id
        )


@strawberry.type(description="The yes to `assignCase`.")
class CaseAssigned(Accepted[assigning.CaseAssigned]):
    """Somebody works on it."""

    @strawberry.field(description="As it is now.")
    async def case(self, info: Info) -> Case:
        """Load it."""
        return await info.context.get(Case, self.answer.case_id)


@strawberry.input(description="What `noteCase` takes.")
class NoteCaseInput(CommandInput[noting.NoteCase]):
    """Say something about a case."""

    case: strawberry.ID = strawberry.field(description="Which case.")
    text: str = strawberry.field(description="What.")

    async def asked(self, context: Context) -> noting.NoteCase:  # noqa: ARG002 - one shape
        """Translate the id."""
        return noting.NoteCase(key_of("Case", self.case), self.text)


@strawberry.type(description="The yes to `noteCase`.")
class CaseNoted(Accepted[noting.CaseNoted]):
    """It is written down."""

    @strawberry.field(description="As it is now.")
    async def case(self, info: Info) -> Case:
        """Load it."""
        return await info.context.get(Case, self.answer.case_id)


@strawberry.input(description="What `resolveCase` takes.")
class ResolveCaseInput(CommandInput[resolving.ResolveCase]):
    """End a case."""

    case: strawberry.ID = strawberry.field(description="Which case.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    resolution: str = strawberry.field(description="What you found and did.")

    async def asked(self, context: Context) -> resolving.ResolveCase:  # noqa: ARG002 - one shape
        """Translate the id."""
        return resolving.ResolveCase(
            case_id=key_of("Case", self.case),
            if_version=self.if_version,
            resolution=self.resolution,
        )


@strawberry.type(description="The yes to `resolveCase`.")
class CaseResolved(Accepted[resolving.CaseResolved]):
    """It has ended."""

    @strawberry.field(description="As it is now.")
    async def case(self, info: Info) -> Case:
        """Load it."""
        return await info.context.get(Case, self.answer.case_id)


OPEN_CASE = Spoken(
    opening.open_case,
    sent=OpenCaseInput,
    yes=CaseOpened,
    says="Report a problem or call for help.",
)


@strawberry.type(description="Commands of cases.")
class CaseMutation:
    """Root fields."""

    open_case = mutation(OPEN_CASE)
    assign_case = mutation(
        Spoken(
            assigning.assign_case,
            sent=AssignCaseInput,
            yes=CaseAssigned,
            says="Give a case to someone.",
        )
    )
    note_case = mutation(
        Spoken(
            noting.note_case, sent=NoteCaseInput, yes=CaseNoted, says="Say something about a case."
        )
    )
    resolve_case = mutation(
        Spoken(
            resolving.resolve_case,
            sent=ResolveCaseInput,
            yes=CaseResolved,
            says="Say how a case ended.",
        )
    )
