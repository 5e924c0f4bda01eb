"""Who may do what alone: the values above which a second person must say yes."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.refusals import Refusal
from backend.kernel.work import Reader
from backend.tasks import sql
from backend.tasks.approval import ApprovalKind


class LimitExceeded(Refusal):
    """The value is above your limit."""

    code: ClassVar[str] = "LIMIT_EXCEEDED"
    sentence: ClassVar[str] = "You may decide up to {limit}, and this is {value}; ask an admin."


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """The limits of one kind, in minor units of the house's currency; None means no limit."""

    kind: str
    free_minor: int
    """Up to this value nobody needs to say yes."""
    approver_minor: int | None
    """Up to this value a supervisor may; above it, whoever may edit the rules."""

    def is_free(self, value_minor: int | None) -> bool:
        """Tell whether a value needs no second person; an unknown value always needs one."""
        return value_minor is not None and abs(value_minor) <= self.free_minor


async def policy_of(reader: Reader, kind: ApprovalKind) -> ApprovalPolicy:
    """Return the limits of a kind of approval; every kind has a row."""
    found = await reader.first(ApprovalPolicy, sql.APPROVAL_POLICY, kind.value)
    assert found is not None, f"no approval policy for {kind}"
    return found


async def all_policies(reader: Reader) -> list[ApprovalPolicy]:
    """Return the limits of every kind of approval."""
    return await reader.rows(ApprovalPolicy, sql.APPROVAL_POLICIES)
