"""Count a bin where a picker found less: the reaction to a short pick."""

from dataclasses import dataclass
from uuid import UUID

from backend.control.counting.document import CountTrigger, open_counts
from backend.control.counting.request_count import CountsRequested, RequestCount, plan_counts
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import bins_by_id
from backend.master.refs import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class CountShortBin:
    """Which bin was short."""

    bin_id: UUID
    location_id: UUID


@command
async def count_short_bin(work: Work, asked: CountShortBin) -> Plan[CountsRequested]:
    """Queue a count of the bin, unless one is open: then that one will tell."""
    work.allow(Permission.REQUEST_COUNT, asked.location_id)
    bins = await bins_by_id(work.reader, [asked.bin_id])
    already = await open_counts(work.reader, [asked.bin_id])
    request = RequestCount(location=Ref(id=asked.location_id), trigger=CountTrigger.SHORT_PICK)
    return await plan_counts(work, list(bins.values()), (), already=already, asked=request)
