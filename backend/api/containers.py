"""GraphQL for containers, and what may be seen of a location's stock."""

from collections.abc import Mapping, Sequence
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.node import Node
from backend.api.places import Bin
from backend.api.versioned import Versioned
from backend.master.permissions import Permission
from backend.stock import keys
from backend.stock.containers import Container as ContainerRow
from backend.stock.containers import ContainerStatus, containers_in, containers_of_ids

show_enum(
    keys.Disposition,
    says="What goods may be used for.",
    values={
        "USABLE": "Good, and may be promised.",
        "QUALITY_HOLD": "Waiting for quality inspection.",
        "QUARANTINE": "Set aside until someone decides.",
        "DAMAGED": "Damaged.",
        "EXPIRED": "Past its date.",
        "RECALLED": "Called back.",
        "RETURN_PENDING": "Came back and is not graded yet.",
        "OBSOLETE": "No longer sold.",
    },
)


CHILDREN_MAX = 200


def may_see(context: Context, location_id: UUID | None) -> bool:
    """Tell whether the asker may see the stock of a location."""
    return context.actor.may(Permission.READ_STOCK, location_id)


@strawberry.type(description="A tote, carton, pallet or cage; what stands in it moves with it.")
class Container(Node, Versioned):
    """What carries goods."""

    row: strawberry.Private[ContainerRow]

    @strawberry.field(description="The license plate on it.")
    def code(self) -> str:
        """Its code."""
        return self.row.code

    @strawberry.field(description="Its SSCC, when it has one.")
    def sscc(self) -> str | None:
        """Pass on."""
        return self.row.sscc

    @strawberry.field(description="TOTE, CARTON, PALLET or CAGE.")
    def kind(self) -> str:
        """Its kind."""
        return self.row.kind

    @strawberry.field(description="OPEN, CLOSED or SHIPPED.")
    def status(self) -> str:
        """How far it is."""
        return self.row.status

    @strawberry.field(description="True when nothing more goes in.")
    def is_closed(self) -> bool:
        """Tell whether it takes nothing."""
        return self.row.status != ContainerStatus.OPEN

    @strawberry.field(description="The container that it stands in.")
    async def parent(self, info: Info) -> "Container | None":
        """Load it."""
        return await info.context.find(Container, self.row.parent_id)

    @strawberry.field(
        description="Containers that stand directly in it.",
        directives=[Bounded(max=CHILDREN_MAX)],
    )
    async def children(self, info: Info) -> list["Container"]:
        """Load with those of other containers."""
        found = await info.context.find(_Inside, self.key)
        rows = found.rows[:CHILDREN_MAX] if found else []
        return [Container(key=row.id, row=row) for row in rows]

    @strawberry.field(description="Where it stands; null once it has left.")
    async def bin(self, info: Info) -> Bin | None:
        """Its bin."""
        return await info.context.find(Bin, self.row.bin_id)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the containers at locations that the asker may see."""
        rows = await containers_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }


class _Inside:
    """What stands in one container; loaded for many at once."""

    def __init__(self, rows: list[ContainerRow]) -> None:
        """Hold the containers."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return what stands in these, none for what holds goods alone."""
        found = await containers_in(context.reader, keys)
        return {key: cls(rows) for key, rows in found.items()}
