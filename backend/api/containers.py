"""GraphQL for containers, and what may be seen of a location's stock."""

from collections.abc import Mapping, Sequence
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.enums import show_enum
from backend.api.node import Node
from backend.api.places import Bin
from backend.master.permissions import Permission
from backend.stock import keys
from backend.stock.containers import Container as ContainerRow
from backend.stock.containers import containers_of_ids

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


def may_see(context: Context, location_id: UUID | None) -> bool:
    """Tell whether the asker may see the stock of a location."""
    return context.actor.may(Permission.READ_STOCK, location_id)


@strawberry.type(description="A tote, carton or pallet; it stands in one bin.")
class Container(Node):
    """What carries goods."""

    row: strawberry.Private[ContainerRow]

    @strawberry.field(description="The license plate on it.")
    def code(self) -> str:
        """Its code."""
        return self.row.code

    @strawberry.field(description="TOTE, CARTON or PALLET.")
    def kind(self) -> str:
        """Its kind."""
        return self.row.kind

    @strawberry.field(description="OPEN, CLOSED or SHIPPED.")
    def status(self) -> str:
        """How far it is."""
        return self.row.status

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
