"""Containers: totes, cartons and pallets, each standing in one bin."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.stock import sql


class ContainerStatus(StrEnum):
    """How far a container is."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    SHIPPED = "SHIPPED"


@dataclass(frozen=True, slots=True)
class Container:
    """A tote, carton or pallet as read."""

    id: UUID
    code: str
    kind: str
    location_id: UUID
    bin_id: UUID | None
    status: str
    version: int


async def container(reader: Reader, container_id: UUID) -> Container | None:
    """Return a container by its id."""
    return await reader.first(Container, sql.CONTAINER, container_id)


async def container_of_code(reader: Reader, code: str) -> Container | None:
    """Return a container by its code (the license plate on it)."""
    return await reader.first(Container, sql.CONTAINER_OF_CODE, code)


async def container_meant(reader: Reader, ref: Ref) -> Container | None:
    """Return the container that a ref points at, or None when nobody registered it."""
    if ref.id is not None:
        return await container(reader, ref.id)
    return await container_of_code(reader, ref.said)


async def containers_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[Container]:
    """Return these containers."""
    return await reader.rows(Container, sql.CONTAINERS_OF_IDS, list(ids))


def register_container(
    container_id: UUID, *, code: str, kind: str, location_id: UUID, bin_id: UUID | None
) -> Write:
    """Bring a container into being, empty and open."""
    values = (container_id, code, kind, location_id, bin_id)
    return Write(Rank.DOCUMENT, f"container {code}", sql.REGISTER_CONTAINER, values)


def place_container(seen: Container, *, bin_id: UUID | None, status: ContainerStatus) -> Write:
    """Say where a container stands and how far it is, if it is still as seen."""
    values = (seen.id, bin_id, status.value, seen.version)
    return Write(Rank.DOCUMENT, f"container {seen.code}", sql.PLACE_CONTAINER, values)
