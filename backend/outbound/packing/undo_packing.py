"""What undoing a packing means to outbound: the goods lie in their tote again, not packed."""

from collections import Counter
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.refs import DocumentRef
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.packing.cartons import while_open
from backend.outbound.packing.pack_item import pack_item
from backend.outbound.shipping.document import carton, check_being_packed, shipment_of
from backend.stock.containers import ContainerStatus, containers_of_ids, place_container
from backend.stock.reversal import Reversal
from backend.tasks.scans import ContainerClosed
from backend.tasks.taking_back import Also, Done


async def undo_packing(work: Work, done: Done, reversal: Reversal) -> Also:
    """Take the goods out of their carton; refuses a carton that is closed or has left."""
    packed = pack_item.answer.validate_json(done.answer)
    check_being_packed(await shipment_of(work.reader, DocumentRef(id=packed.shipment_id)))
    known = await carton(work.reader, packed.carton_id)
    assert known is not None, "a carton stays"
    if known.closed_at is not None:
        raise ContainerClosed(container=known.code)
    units: Counter[UUID] = Counter()
    for move in reversal.moves:
        assert move.line_id is not None, "what is packed is for an order line"
        units[move.line_id] += move.quantity
    changes = [LineChange(line_id=line_id, packed=-packed) for line_id, packed in units.items()]
    return Also(
        writes=(
            *change_lines(work, changes),
            *while_open(work, known),
            *await _totes(work, reversal),
        )
    )


async def _totes(work: Work, reversal: Reversal) -> list[Write]:
    """Have the totes open where they stand, for they hold goods again."""
    ids = {move.target.container_id for move in reversal.moves if move.target.container_id}
    return [
        place_container(tote, bin_id=tote.bin_id, status=ContainerStatus.OPEN)
        for tote in await containers_of_ids(work.reader, sorted(ids))
    ]
