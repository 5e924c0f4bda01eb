"""Remember when a bin was counted last."""

from datetime import datetime
from uuid import UUID

from backend.kernel.plan import Rank, Write

# An older count that arrives late does not hide a newer one.
MARK_COUNTED = """
UPDATE bin
   SET last_counted_at = greatest(last_counted_at, $2)
 WHERE id = $1
RETURNING id
"""


def mark_counted(bin_id: UUID, *, at: datetime) -> Write:
    """Say that a bin was counted at a moment."""
    return Write(Rank.DOCUMENT, f"bin {bin_id}", MARK_COUNTED, (bin_id, at))
