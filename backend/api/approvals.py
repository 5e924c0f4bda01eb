"""Approvals in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self, cast
from uuid import UUID

import strawberry

from backend.api.approval_enums import ApprovalKind, ApprovalStatus
from backend.api.context import Context, Info
from backend.api.directives import allow
from backend.api.global_ids import encode
from backend.api.ground import Money
from backend.api.node import Node, fetch_node
from backend.api.people import User
from backend.api.permissions import Permission
from backend.api.places import Location
from backend.api.refused import RefusalCode
from backend.api.scalars import MinorUnits
from backend.api.versioned import Versioned
from backend.kernel.refusals import NotInThisState, Refusal
from backend.tasks.approvals import check_decider, limit_of
from backend.tasks.policy import ApprovalPolicy, all_policies
from backend.tasks.reads import approvals as reads

PENDING = ApprovalStatus.PENDING.value
EVERY_POLICY = UUID(int=0)
"""The key under which all policies are loaded."""


@strawberry.type(
    name="ApprovalPolicy",
    description="Who may do what alone, and up to which value a supervisor says yes.",
)
class ApprovalPolicyShown:
    """One policy."""

    policy: strawberry.Private[ApprovalPolicy]

    @strawberry.field(description="For what.")
    def kind(self) -> ApprovalKind:
        """Pass on."""
        return ApprovalKind(self.policy.kind)

    @strawberry.field(
        description="Up to this value nobody needs to say yes, in the place's currency."
    )
    def free_value(self) -> MinorUnits:
        """Pass on."""
        return MinorUnits(self.policy.free_minor)

    @strawberry.field(
        description="Up to this value a supervisor may say yes, in the place's currency; above it"
        " whoever may edit the rules. Null means any."
    )
    def approver_limit(self) -> MinorUnits | None:
        """Pass on."""
        limit = self.policy.approver_minor
        return None if limit is None else MinorUnits(limit)


@strawberry.type(description="A second person's yes.")
class Approval(Node, Versioned):
    """One approval."""

    row: strawberry.Private[reads.ApprovalRow]

    @strawberry.field(description="What needs it.")
    def kind(self) -> ApprovalKind:
        """Pass on."""
        return ApprovalKind(self.row.kind)

    @strawberry.field(description="How far it is.")
    def status(self) -> ApprovalStatus:
        """Pass on."""
        return ApprovalStatus(self.row.status)

    @strawberry.field(description="What it is about; null when you may not see it.")
    async def subject(self, info: Info) -> Node | None:
        """Load whatever kind of thing it is."""
        return await fetch_node(info, encode(self.row.subject_kind, self.row.subject_id))

    @strawberry.field(description="What is asked.")
    def sentence(self) -> str:
        """Pass on."""
        return self.row.sentence

    @strawberry.field(
        description="What it is worth.",
        extensions=[allow(Permission.READ_COST, where=lambda approval: approval.row.location_id)],
    )
    def value(self) -> Money | None:
        """Show it as money."""
        if self.row.value_minor is None or self.row.currency is None:
            return None
        return Money.of(self.row.value_minor, self.row.currency)

    @strawberry.field(description="Where; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="Who asked; they may not decide.")
    async def requested_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.requested_by)

    @strawberry.field(description="When.")
    def requested_at(self) -> datetime:
        """Pass on."""
        return self.row.requested_at

    @strawberry.field(description="Why they asked.")
    def reason(self) -> str | None:
        """Pass on."""
        return self.row.reason

    @strawberry.field(description="By when.")
    def due_at(self) -> datetime | None:
        """Pass on."""
        return self.row.due_at

    @strawberry.field(description="True when you may decide it now.")
    async def may_decide(self, info: Info) -> bool:
        """Ask the rule that the command asks."""
        return await self._trouble(info) is None

    @strawberry.field(description="Why you may not decide; null when you may.")
    async def may_not_because(self, info: Info) -> RefusalCode | None:
        """Ask the rule that the command asks."""
        trouble = await self._trouble(info)
        return cast("RefusalCode", trouble.code) if trouble else None

    @strawberry.field(
        description="Up to what value you may decide such a thing here; null when any.",
        extensions=[allow(Permission.READ_COST, where=lambda approval: approval.row.location_id)],
    )
    async def your_limit(self, info: Info) -> Money | None:
        """Ask the policy; it does not bind those who may edit it."""
        policy = (await info.context.get(Policies, EVERY_POLICY)).of[self.row.kind]
        limit = limit_of(policy, info.context.actor, location_id=self.row.location_id)
        if limit is None or self.row.currency is None:
            return None
        return Money.of(limit, self.row.currency)

    async def _trouble(self, info: Info) -> Refusal | None:
        row, policies = self.row, await info.context.get(Policies, EVERY_POLICY)
        if row.status != PENDING:
            return NotInThisState(kind="approval", state=row.status.lower())
        try:
            check_decider(row, policies.of[row.kind], info.context.actor)
        except Refusal as refusal:
            return refusal
        return None

    @strawberry.field(description="Who decided.")
    async def decided_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.decided_by)

    @strawberry.field(description="When.")
    def decided_at(self) -> datetime | None:
        """Pass on."""
        return self.row.decided_at

    @strawberry.field(description="What whoever decided wrote.")
    def note(self) -> str | None:
        """Pass on."""
        return self.row.note

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load approvals; the asker and whoever may decide there may see them."""
        rows = await reads.approvals_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows if _may_see(context, row)}


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy by its kind; loaded once for all approvals of an answer."""

    of: Mapping[str, ApprovalPolicy]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load the few that there are, whatever the key."""
        every = {policy.kind: policy for policy in await all_policies(context.reader)}
        return dict.fromkeys(keys, cls(every))


def _may_see(context: Context, row: reads.ApprovalRow) -> bool:
    actor = context.actor
    return row.requested_by == actor.id or actor.may(Permission.APPROVE, row.location_id)
