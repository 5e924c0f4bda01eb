"""An announced container is here: it comes once."""

from uuid import UUID

from backend.inbound.announcing import sql
from backend.inbound.announcing.document import Announced
from backend.kernel.plan import Rank, Write
from backend.kernel.work import Work


def receive_announced(
    work: Work, announced: Announced, *, container_id: UUID, receipt_id: UUID
) -> Write:
    """Say by which operation it came, if none has brought it before."""
    values = (announced.sscc, container_id, receipt_id, work.operation_id, work.now)
    order = f"receipt announced {announced.sscc}"
    return Write(Rank.DOCUMENT, order, sql.RECEIVE_CONTAINER, values)
