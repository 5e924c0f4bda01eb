"""Totes: what a picker scans to say where the goods went."""

import re
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Work
from backend.master.places import bins_by_id, bins_of_kind
from backend.master.refs import Ref
from backend.stock.containers import ContainerStatus, container_meant, register_container
from backend.stock.keys import Place
from backend.stock.where import place_of
from backend.tasks.scans import ContainerClosed, ContainerUnknown, WrongContainer

TOTE_CODE = re.compile(r"(T|TOTE)-?[0-9]{1,10}")
"""What is printed on totes. Anything else must be registered before it is used."""
TOTE_EXAMPLE = "T-17 or TOTE-0017"


@dataclass(frozen=True, slots=True)
class Tote:
    """A tote that takes goods, where it stands; `writes` bring it into being when it is new."""

    id: UUID
    code: str
    place: Place
    writes: tuple[Write, ...] = ()


async def tote_of(work: Work, ref: Ref, *, location_id: UUID) -> Tote:
    """Return the open tote of this location that was scanned.

    A tote that nobody has used yet stands on the first cart as soon as its code is scanned, so that
    a box of new totes needs no paperwork. Refuses WRONG_CONTAINER, CONTAINER_CLOSED,
    CONTAINER_UNKNOWN, and NOT_FOUND where there is no cart.
    """
    code = ref.code or ref.barcode
    found = await container_meant(work.reader, ref)
    if found is None:
        if code is None or not TOTE_CODE.fullmatch(code):
            raise ContainerUnknown(kind="tote", key=ref.said, example=TOTE_EXAMPLE)
        return await _new_tote(work, code, location_id=location_id)
    if found.kind != "TOTE" or found.location_id != location_id or found.bin_id is None:
        raise WrongContainer(scanned=found.code, wanted="a tote of this place")
    if found.status != ContainerStatus.OPEN:
        raise ContainerClosed(container=found.code)
    stands = (await bins_by_id(work.reader, [found.bin_id]))[found.bin_id]
    return Tote(found.id, found.code, place_of(stands))


async def _new_tote(work: Work, code: str, *, location_id: UUID) -> Tote:
    carts = await bins_of_kind(work.reader, "CART", location_id=location_id)
    if not carts:
        raise NotFound(kind="cart", key="to put totes on")
    tote_id = derived_id(work.operation_id, f"tote {code}")
    return Tote(
        tote_id,
        code,
        place_of(carts[0]),
        (
            register_container(
                tote_id, code=code, kind="TOTE", location_id=location_id, bin_id=carts[0].id
            ),
        ),
    )
