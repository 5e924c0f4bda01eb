"""What a stretch of the log touched of the stock: balances, and the sums that they belong to."""

from typing import Any

from backend.kernel.live import Things
from backend.kernel.log import Stretch
from backend.stock import sql

BALANCE, SUM = "Balance", "Stock"


async def touched_stock(session: Any, stretch: Stretch) -> Things:
    """Return the balances and sums that these operations changed."""
    rows = await session.fetch(sql.TOUCHED, list(stretch.operations))
    return {
        BALANCE: {row["key_id"] for row in rows if row["key_id"]},
        SUM: {row["pool_id"] for row in rows},
    }
