"""Returns as people look for them."""

from collections.abc import Sequence
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.returns import sql
from backend.returns.document import CustomerReturn

NEWEST = Order((("created_at", "timestamptz"), ("id", "uuid")), Way.DESC)


async def return_page(
    reader: Reader,
    *,
    locations: Sequence[UUID] | None,
    statuses: Sequence[str] | None,
    page: Page,
) -> Paged[CustomerReturn]:
    """Return a page of returns, newest first; None in a filter means whichever."""
    places = None if locations is None else list(locations)
    wanted = None if statuses is None else list(statuses)
    return await read_page(
        reader, CustomerReturn, sql.RETURNS, places, wanted, order=NEWEST, page=page
    )
