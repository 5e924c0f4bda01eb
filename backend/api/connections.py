"""Lists that can grow: Relay connections over keyset pages."""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from backend.api.directives import Cost
from backend.api.scalars import Cursor
from backend.kernel.pages import SIZE_MAX, SIZE_USUAL, Page, Paged, Place, Side
from backend.kernel.refusals import InvalidInput

Shown = TypeVar("Shown")
Row = TypeVar("Row")
PLACE_LENGTH_MAX = 2000

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many from the front, at most {SIZE_MAX}; {SIZE_USUAL} unless said."
    ),
]
After = Annotated[str | None, strawberry.argument(description="Continue after this edge.")]
Last = Annotated[
    int | None,
    strawberry.argument(description=f"How many from the back, at most {SIZE_MAX}."),
]
Before = Annotated[str | None, strawberry.argument(description="Continue before this edge.")]


@strawberry.type(description="Whether a list goes on, and where.")
class PageInfo:
    """As the Relay specification says."""

    has_next_page: bool = strawberry.field(description="True when there is more after this page.")
    has_previous_page: bool = strawberry.field(
        description="True when there is more before this page."
    )
    start_cursor: str | None = strawberry.field(
        description="Place of the first edge; null on an empty page."
    )
    end_cursor: str | None = strawberry.field(
        description="Place of the last edge; null on an empty page."
    )


@strawberry.type(description="One of a list, with its place in it.")
class Edge(Generic[Shown]):
    """As the Relay specification says."""

    cursor: str = strawberry.field(description="Its place; pass it as `after` or `before`.")
    node: Shown = strawberry.field(description="The thing itself.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[Shown]):
    """As the Relay specification says, with `nodes` for those who need no places."""

    count: strawberry.Private[Callable[[], Awaitable[int]] | None] = None
    edges: list[Edge[Shown]] = strawberry.field(description="The page, with the place of each.")
    page_info: PageInfo = strawberry.field(description="Whether there is more, and where.")

    @strawberry.field(description="The page, plainly.")
    def nodes(self) -> list[Shown]:
        """Leave the places out."""
        return [edge.node for edge in self.edges]

    @strawberry.field(
        description="How many there are in all; null when counting would be slow.",
        directives=[Cost(weight=5)],
    )
    async def total_count(self) -> int | None:
        """Count only when asked."""
        return None if self.count is None else await self.count()


@strawberry.type(name="Connection", description="A page of a list that is also told live.")
class LiveConnection(Connection[Shown]):
    """A connection with the seam to its subscription."""

    as_of: Cursor = strawberry.field(
        description="The log position that this page is true at: the seam to the subscription."
    )


def page_asked(
    *, first: int | None, after: str | None, last: int | None = None, before: str | None = None
) -> Page:
    """Read the four arguments of a connection; refused when they contradict or ask for too much."""
    if (first is not None or after is not None) and (last is not None or before is not None):
        raise InvalidInput(field="first", problem="and after do not go with last and before")
    if last is not None or before is not None:
        return Page(_size(last, field="last"), _place(before, field="before"), Side.BEFORE)
    return Page(_size(first, field="first"), _place(after, field="after"))


def connect(
    paged: Paged[Row],
    *,
    show: Callable[[Row], Shown],
    count: Callable[[], Awaitable[int]] | None = None,
) -> Connection[Shown]:
    """Show a page of rows."""
    return Connection(count=count, **_page(paged, show=show))


def connect_live(
    paged: Paged[Row],
    *,
    show: Callable[[Row], Shown],
    as_of: str,
    count: Callable[[], Awaitable[int]] | None = None,
) -> LiveConnection[Shown]:
    """Show a page of rows that is true at a log position."""
    return LiveConnection(count=count, as_of=Cursor(as_of), **_page(paged, show=show))


def _page(paged: Paged[Row], *, show: Callable[[Row], Shown]) -> dict[str, Any]:
    cursors = [write_place(place) for place in paged.places]
    return {
        "edges": [
            Edge(cursor=cursor, node=show(row))
            for cursor, row in zip(cursors, paged.rows, strict=True)
        ],
        "page_info": PageInfo(
            has_next_page=paged.has_next,
            has_previous_page=paged.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
    }


def write_place(place: Place) -> str:
    """Spell a place in a list for clients, who pass it back and never look inside."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _size(asked: int | None, *, field: str) -> int:
    if asked is None:
        return SIZE_USUAL
    if not 1 <= asked <= SIZE_MAX:
        raise InvalidInput(
            field=field, problem=f"is {asked}, and must be from 1 to {SIZE_MAX}; page on instead"
        )
    return asked


def _place(text: str | None, *, field: str) -> Place | None:
    if text is None:
        return None
    place = read_place(text)
    if place is None:
        raise InvalidInput(field=field, problem="is not a place in a list")
    return place


def read_place(text: str) -> Place | None:
    """Read a place back; None when it is none of ours."""
    if len(text) > PLACE_LENGTH_MAX:
        return None
    try:
        parts = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return None
    return tuple(parts) or None
