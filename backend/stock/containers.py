"""Containers: totes, cartons and pallets, each standing in one bin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.stock.containing import sql

SSCC_LENGTH = 18


class ContainerKind(StrEnum):
    """What carries goods."""

    TOTE = "TOTE"
    CARTON = "CARTON"
    PALLET = "PALLET"
    CAGE = "CAGE"


class ContainerStatus(StrEnum):
    """How far a container is."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    SHIPPED = "SHIPPED"


@dataclass(frozen=True, slots=True)
class Container:
    """A tote, carton, pallet or cage as read; `depth` is 0 for the outermost."""

    id: UUID
    code: str
    sscc: str | None
    kind: str
    location_id: UUID
    bin_id: UUID | None
    parent_id: UUID | None
    depth: int
    status: str
    version: int
    updated_at: datetime


async def container(reader: Reader, container_id: UUID) -> Container | None:
    """Return a container by its id."""
    return await reader.first(Container, sql.CONTAINER, container_id)


async def container_of_code(reader: Reader, code: str) -> Container | None:
    """Return a container by its code (the license plate on it), or by its SSCC as it is printed."""
    return await reader.first(Container, sql.CONTAINER_OF_CODE, [code, *sscc_read(code)])


def sscc_read(code: str) -> tuple[str, ...]:
    """Return the SSCC that a text can be: 18 digits, alone or behind identifier (00)."""
    digits = code.removeprefix("]C1").replace("(00)", "00", 1)
    if not (digits.isascii() and digits.isdigit()):
        return ()
    if len(digits) == SSCC_LENGTH:
        return (digits,)
    is_element = len(digits) == SSCC_LENGTH + 2 and digits.startswith("00")
    return (digits[2:],) if is_element else ()


async def container_meant(reader: Reader, ref: Ref) -> Container | None:
    """Return the container that a ref points at, or None when nobody registered it."""
    if ref.id is not None:
        return await container(reader, ref.id)
    return await container_of_code(reader, ref.said)


async def containers_in(reader: Reader, parents: Iterable[UUID]) -> Mapping[UUID, list[Container]]:
    """Return the containers that stand directly in each of these, by code."""
    inside: dict[UUID, list[Container]] = {}
    for found in await reader.rows(Container, sql.CONTAINERS_IN, list(parents)):
        assert found.parent_id is not None, "it stands in one of them"
        inside.setdefault(found.parent_id, []).append(found)
    return inside


async def containers_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[Container]:
    """Return these containers."""
    return await reader.rows(Container, sql.CONTAINERS_OF_IDS, list(ids))


def register_container(
    container_id: UUID, *, code: str, kind: str, location_id: UUID, bin_id: UUID | None
) -> Write:
    """Bring a container into being, empty and open."""
    values = (container_id, code, kind, location_id, bin_id, next(iter(sscc_read(code)), None))
    return Write(Rank.DOCUMENT, f"container {code}", sql.REGISTER_CONTAINER, values)


def place_container(seen: Container, *, bin_id: UUID | None, status: ContainerStatus) -> Write:
    """Say where a container stands and how far it is, if it is still as seen."""
    values = (seen.id, bin_id, status.value, seen.version)
    return Write(Rank.DOCUMENT, f"container {seen.code}", sql.PLACE_CONTAINER, values)


def hold_containers(places: Iterable[tuple[UUID, UUID]]) -> tuple[Write, ...]:
    """Let goods go into these containers only while each stands in its bin: (container, bin)."""
    seen = sorted(set(places))
    if not seen:
        return ()
    values = ([id_ for id_, _ in seen], [bin_id for _, bin_id in seen])
    # After "container CODE": what a plan places, it places first.
    return (Write(Rank.DOCUMENT, "containers held", sql.HOLD_CONTAINERS, values, rows=len(seen)),)
