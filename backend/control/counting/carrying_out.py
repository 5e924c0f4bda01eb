"""A decision about a count is carried out: its variance is posted, or dropped."""

from backend.control.carried_out import CarriedOut, Decision
from backend.control.counting.document import (
    Count,
    CountStatus,
    advance_count,
    attempts_of,
    count_of,
    lines_of_attempt,
)
from backend.control.counting.outcome import Comparison, Yes, post_variance
from backend.control.differences import loose_balances
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.items import items_by_id
from backend.master.places import bins_by_id
from backend.master.worth import worth_of


async def post_count(work: Work, decision: Decision) -> Plan[CarriedOut]:
    """Post what two people found, against the balances as they are now.

    The difference was set against the log at the recounter's moment, so what moved since stands.
    """
    assert decision.decided_by is not None, "somebody said yes"
    count = await _waiting(work, decision)
    last = (await attempts_of(work.reader, count.id))[-1]
    lines = await lines_of_attempt(work.reader, last.id)
    items = await items_by_id(work.reader, [line.item_id for line in lines])
    compared = Comparison(
        count=count,
        bin=(await bins_by_id(work.reader, [count.bin_id]))[count.bin_id],
        lines=lines,
        lying=tuple(await loose_balances(work.reader, count.bin_id)),
        worth=worth_of(((line.item_id, line.difference) for line in lines), items),
    )
    yes = Yes(
        counted_by=last.counted_by,
        approval_id=decision.approval_id,
        approved_by=decision.decided_by,
    )
    result = await post_variance(work, compared, yes=yes)
    return Plan(
        answer=CarriedOut(count.id, result.status.value),
        writes=(advance_count(work, count, status=result.status), *result.writes),
        events=result.events,
        kind="COUNT",
        location_id=count.location_id,
        document_id=count.id,
        reason="COUNT",
        approved_by=decision.decided_by,
        outcome="APPLIED_WITH_CASE" if result.has_case else "APPLIED",
    )


async def reject_count(work: Work, decision: Decision) -> Plan[CarriedOut]:
    """Drop a count's variance: the book stays as it is, the evidence too."""
    count = await _waiting(work, decision)
    return Plan(
        answer=CarriedOut(count.id, CountStatus.REJECTED.value),
        writes=(advance_count(work, count, status=CountStatus.REJECTED),),
        kind="COUNT",
        location_id=count.location_id,
        document_id=count.id,
    )


async def _waiting(work: Work, decision: Decision) -> Count:
    count = await count_of(work.reader, decision.subject_id)
    if count.status != CountStatus.AWAITING_APPROVAL or count.approval_id != decision.approval_id:
        raise NotInThisState(kind="count", state=count.status.lower().replace("_", " "))
    return count
