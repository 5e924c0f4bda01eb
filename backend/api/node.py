"""Whatever can be fetched again by its id: the interface, and the two questions `node`, `nodes`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self
from uuid import UUID

import strawberry
from strawberry.types.base import StrawberryObjectDefinition

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import decode, encode
from backend.kernel.refusals import InvalidInput

NODES_MAX = 200


@strawberry.interface(description="Whatever can be fetched again by its id.")
class Node:
    """A type of the graph whose things have a key and can be loaded many at a time."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Opaque and the same everywhere; see `node`.")
    def id(self) -> strawberry.ID:
        """Spell the global id."""
        return encode(kind_of(type(self)), self.key)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return what exists and this actor may see; the rest is left out, without a word."""
        raise NotImplementedError


def kind_of(node: type[Node]) -> str:
    """Return the name that the graph gives to a type."""
    definition: StrawberryObjectDefinition = node.__strawberry_definition__  # type: ignore[attr-defined]
    return definition.name


async def fetch_node(info: Info, text: str) -> Node | None:
    """Return the thing behind a global id; absent, foreign and malformed ids look the same."""
    found = decode(text)
    definition = info.schema.get_type_by_name(found[0]) if found else None
    if not found or not isinstance(definition, StrawberryObjectDefinition):
        return None
    if definition.is_interface or not issubclass(definition.origin, Node):
        return None
    return await info.context.find(definition.origin, found[1])


@strawberry.type(description="The questions that fetch anything by its id.")
class NodeQuery:
    """Root fields of the ground."""

    @strawberry.field(description="Anything by its id; null when there is none that you may see.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],
    ) -> Node | None:
        """Load it with its kind's own loader."""
        return await fetch_node(info, id)

    @strawberry.field(
        description="Things by their ids, in that order; null where you may see none.",
        directives=[Bounded(max=NODES_MAX)],
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[
            list[strawberry.ID], strawberry.argument(description="Their ids, at most 200.")
        ],
    ) -> list[Node | None]:
        """Load them together, kind by kind."""
        if len(ids) > NODES_MAX:
            raise InvalidInput(field="ids", problem=f"holds more than {NODES_MAX} ids")
        return [await fetch_node(info, text) for text in ids]
