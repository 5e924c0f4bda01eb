"""Commands of approvals and questions about them in the graph."""

from typing import Annotated
from uuid import UUID

import strawberry

from backend.api.approval_enums import ApprovalKind, ApprovalOrderField, ApprovalStatus, Verdict
from backend.api.approvals import Approval, ApprovalPolicyShown
from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Bounded, allow
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.permissions import Permission
from backend.api.refs import Ref
from backend.api.whereabouts import locations_of_work, people_asked
from backend.kernel.pages import Way
from backend.tasks import decide_approval as deciding
from backend.tasks import withdraw_approval as withdrawing
from backend.tasks.policy import all_policies
from backend.tasks.reads.approvals import ApprovalsWanted, approvals_page

IF_VERSION = "The version that you saw; null waives the check."


@strawberry.input(description="What `decideApproval` takes.")
class DecideApprovalInput(CommandInput[deciding.DecideApproval]):
    """Say yes or no."""

    approval: strawberry.ID = strawberry.field(description="Which approval.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    verdict: Verdict = strawberry.field(description="Yes or no.")
    note: str | None = strawberry.field(default=None, description="Why; needed for a no.")

    async def asked(self, context: Context) -> deciding.DecideApproval:  # noqa: ARG002 - one shape
        """Translate the id."""
        return deciding.DecideApproval(
            approval_id=key_of("Approval", self.approval),
            if_version=self.if_version,
            verdict=self.verdict,
            note=self.note,
        )


@strawberry.type(description="The yes to `decideApproval`.")
class ApprovalDecided(Accepted[deciding.ApprovalDecided]):
    """It is decided; what was asked for follows at once."""

    @strawberry.field(description="As it is now.")
    async def approval(self, info: Info) -> Approval | None:
        """Load it."""
        return await info.context.find(Approval, self.answer.approval_id)


@strawberry.input(description="What `withdrawApproval` takes.")
class WithdrawApprovalInput(CommandInput[withdrawing.WithdrawApproval]):
    """Take a question back."""

    approval: strawberry.ID = strawberry.field(description="Which approval.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(
        self,
        context: Context,  # noqa: ARG002 - one shape
    ) -> withdrawing.WithdrawApproval:
        """Translate the id."""
        return withdrawing.WithdrawApproval(
            approval_id=key_of("Approval", self.approval),
            if_version=self.if_version,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `withdrawApproval`.")
class ApprovalWithdrawn(Accepted[withdrawing.ApprovalWithdrawn]):
    """Nobody is asked any more."""

    @strawberry.field(description="As it is now.")
    async def approval(self, info: Info) -> Approval | None:
        """Load it."""
        return await info.context.find(Approval, self.answer.approval_id)


@strawberry.type(description="Commands of approvals.")
class ApprovalMutation:
    """Root fields."""

    decide_approval = mutation(
        Spoken(
            deciding.decide_approval,
            sent=DecideApprovalInput,
            yes=ApprovalDecided,
            says="Say yes or no; never to what you asked for or counted yourself.",
        )
    )
    withdraw_approval = mutation(
        Spoken(
            withdrawing.withdraw_approval,
            sent=WithdrawApprovalInput,
            yes=ApprovalWithdrawn,
            says="Take back what you asked for.",
        )
    )


@strawberry.input(description="Which approvals; what is left out does not narrow.")
class ApprovalFilter:
    """Narrows a list of approvals."""

    kinds: list[ApprovalKind] | None = strawberry.field(default=None, description="For these.")
    statuses: list[ApprovalStatus] | None = strawberry.field(
        default=None, description="So far; pending when left out."
    )
    locations: list[Ref] | None = strawberry.field(default=None, description="At these locations.")
    requested_by: list[Ref] | None = strawberry.field(
        default=None, description="Asked by these people."
    )

    async def wanted(self, context: Context) -> ApprovalsWanted:
        """Look up what it names; without the right to approve, one sees one's own."""
        asked_by = await people_asked(context, self.requested_by)
        locations = await locations_of_work(context, self.locations)
        mine: tuple[UUID, ...] = (context.actor.id,)
        is_decider = context.actor.may(Permission.APPROVE, None)
        if not is_decider and locations is not None:
            actor = context.actor
            there = tuple(place for place in locations if actor.may(Permission.APPROVE, place))
            is_decider, locations = bool(there), there or locations
        return ApprovalsWanted(
            locations=locations,
            kinds=tuple(self.kinds) if self.kinds is not None else None,
            statuses=tuple(self.statuses) if self.statuses is not None else None,
            requested_by=asked_by if is_decider else mine,
        )


@strawberry.input(description="How to order a list of approvals.")
class ApprovalOrder:
    """One order."""

    field: ApprovalOrderField = strawberry.field(description="What to order by.")
    direction: Way | None = strawberry.field(
        default=None, description="Which way; ascending when left out."
    )


ApprovalFilterArgument = Annotated[
    ApprovalFilter | None, strawberry.argument(description="Which; usually the pending.")
]


@strawberry.type(description="Questions about approvals.")
class ApprovalQuery:
    """Root fields."""

    @strawberry.field(
        description="Approvals: those that you may decide, else those that you asked for."
    )
    async def approvals(  # noqa: PLR0913, PLR0917 - a connection's arguments, and two of its own
        self,
        info: Info,
        filter: ApprovalFilterArgument = None,
        order: Annotated[
            ApprovalOrder | None, strawberry.argument(description="In which order; usually by due.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Approval]:
        """Read one page."""
        context = info.context
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await (filter or ApprovalFilter()).wanted(context)
        by = order or ApprovalOrder(field=ApprovalOrderField.DUE_AT)
        paged = await approvals_page(
            context.reader, wanted, by=by.field, way=by.direction or Way.ASC, page=page
        )
        return connect(paged, show=lambda row: Approval(key=row.id, row=row))

    @strawberry.field(
        description="Who may do what alone, and up to which value a supervisor says yes.",
        directives=[Bounded(max=20)],
        extensions=[allow(Permission.APPROVE)],
    )
    async def approval_policies(self, info: Info) -> list[ApprovalPolicyShown] | None:
        """Read the few that there are."""
        found = await all_policies(info.context.reader)
        return [ApprovalPolicyShown(policy=policy) for policy in found]


AREA = Area(queries=(ApprovalQuery,), mutations=(ApprovalMutation,))
