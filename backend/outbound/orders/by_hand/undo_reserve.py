"""What undoing a reservation by hand means to outbound: others may have the goods."""

from backend.kernel.work import Work
from backend.outbound.orders.by_hand.held import freed
from backend.stock.reads import pools
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done


async def undo_reserve(work: Work, done: Done, reversal: Reversal) -> Also:  # noqa: ARG001 - an Undo
    """Tell that the goods can be promised again."""
    found = await pools(work.reader, {end.reservation.pool_id for end in reversal.ends})
    items = {(pool.item_id, pool.owner_id, pool.location_id) for pool in found.values()}
    return Also(events=freed(sorted(items)))
