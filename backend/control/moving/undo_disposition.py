"""What undoing a change of condition means to control: goods alone, while they last."""

from backend.control.lots.still_good import check_still_good
from backend.kernel.work import Work
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done


async def undo_disposition(work: Work, done: Done, reversal: Reversal) -> Also:
    """Go on unless goods past their date would be usable again: EXPIRED."""
    assert done.location_id is not None, "goods stand at a location"
    for move in reversal.moves:
        await check_still_good(
            work, [move.target.lot_id], into=move.target.disposition, location_id=done.location_id
        )
    return Also()
