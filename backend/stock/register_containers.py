"""Register containers: totes, cartons, pallets and cages get their codes, or SSCCs of our own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput, Refusal
from backend.kernel.work import Reader, Work
from backend.master.gtin import check_digit
from backend.master.permissions import Permission
from backend.master.places import Bin, bin_of, bins_of_kind, location_of
from backend.master.refs import Ref
from backend.stock.containers import ContainerKind, container_of_code, sscc_read
from backend.stock.containing import sql

CONTAINERS_MAX = 500
CODE = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,31}")
LETTER = {
    ContainerKind.TOTE: "TOTE",
    ContainerKind.CARTON: "CARTON",
    ContainerKind.PALLET: "P",
    ContainerKind.CAGE: "LPN",
}
SSCC_DIGITS = 17
"""Extension digit, company prefix and serial reference; a check digit follows (GS1 2.2.1)."""
STANDS_IN = {
    ContainerKind.TOTE: "CART",
    ContainerKind.CARTON: "PACK",
    ContainerKind.PALLET: "DOCK",
    ContainerKind.CAGE: "DOCK",
}
"""Where new ones stand when nobody says: the location's first bin of this kind."""


class CompanyPrefixMissing(Refusal):
    """SSCCs begin with the company's GS1 prefix, and nobody has said what it is."""

    code: ClassVar[str] = "COMPANY_PREFIX_MISSING"
    sentence: ClassVar[str] = (
        "Location {location} has no GS1 company prefix; save it there, then give out SSCCs."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterContainers:
    """What they are and where; codes that are printed on them already, or how many new ones."""

    kind: ContainerKind
    location: Ref
    bin: Ref | None = None
    codes: tuple[str, ...] = ()
    count: int = 1
    with_sscc: bool = False


@dataclass(frozen=True, slots=True)
class ContainersRegistered:
    """The new ones, in order."""

    container_ids: tuple[UUID, ...]


@command
async def register_containers(work: Work, asked: RegisterContainers) -> Plan[ContainersRegistered]:
    """Bring containers into being, empty and open, in a bin.

    Refused: NOT_FOUND, NOT_ALLOWED, CODE_TAKEN, INVALID_INPUT, COMPANY_PREFIX_MISSING.
    """
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.MOVE_STOCK, location.id)
    bin_ = await _bin(work.reader, asked, location_id=location.id)
    count = len(asked.codes) or asked.count
    if not 1 <= count <= CONTAINERS_MAX:
        raise InvalidInput(field="count", problem=f"must be from 1 to {CONTAINERS_MAX}")
    ssccs: Sequence[str | None] = [None] * count
    if asked.with_sscc:
        ssccs = await next_ssccs(work.reader, location.id, location_code=location.code, count=count)
    codes = await _codes(work.reader, asked, ssccs)
    ids = [derived_id(work.operation_id, f"container {code}") for code in codes]
    read = [
        said or next(iter(sscc_read(code)), None) for said, code in zip(ssccs, codes, strict=True)
    ]
    values = (ids, codes, read, asked.kind.value, location.id, bin_.id, work.now)
    return Plan(
        answer=ContainersRegistered(tuple(ids)),
        writes=(
            Write(
                Rank.DOCUMENT, f"container {codes[0]}", sql.REGISTER_CONTAINERS, values, rows=count
            ),
        ),
        kind="REGISTER_CONTAINERS",
        location_id=location.id,
    )


async def _bin(reader: Reader, asked: RegisterContainers, *, location_id: UUID) -> Bin:
    if asked.bin is not None:
        found = await bin_of(reader, asked.bin, location_id=location_id)
        if found.kind == "VIRTUAL":
            raise InvalidInput(field="bin", problem="is no place on the floor")
        return found
    bins = await bins_of_kind(reader, STANDS_IN[asked.kind], location_id=location_id)
    if not bins:
        raise InvalidInput(field="bin", problem="must say where they stand")
    return bins[0]


async def next_ssccs(
    reader: Reader, location_id: UUID, *, location_code: str, count: int
) -> list[str]:
    """Return fresh SSCCs of the location's company prefix; refuses COMPANY_PREFIX_MISSING."""
    prefix = await reader.value(sql.PREFIX_OF_LOCATION, location_id)
    if prefix is None:
        raise CompanyPrefixMissing(location=location_code)
    return [sscc(prefix, serial) for serial in await reader.value(sql.NEXT_SERIALS, count)]


def sscc(prefix: str, serial: int) -> str:
    """Spell a serial number as an SSCC.

    What does not fit behind the prefix goes in front of it, as the extension digit. Refuses
    INVALID_INPUT once all numbers of the prefix are given out.
    """
    width = SSCC_DIGITS - 1 - len(prefix)
    extension, reference = divmod(serial, 10**width)
    if extension > 9:  # noqa: PLR2004 - it is one digit
        raise InvalidInput(field="prefix", problem=f"{prefix} has no SSCC left; get another")
    digits = f"{extension}{prefix}{reference:0{width}d}"
    return f"{digits}{check_digit(digits)}"


async def _codes(
    reader: Reader, asked: RegisterContainers, ssccs: Sequence[str | None]
) -> list[str]:
    if not asked.codes:
        if asked.with_sscc:
            return [str(one) for one in ssccs]
        numbers = await reader.value(sql.NEXT_CODES, asked.count)
        return [f"{LETTER[asked.kind]}-9{number:05d}" for number in numbers]
    codes = [code.strip().upper() for code in asked.codes]
    for code in codes:
        if not CODE.fullmatch(code):
            raise InvalidInput(field="codes", problem=f"{code!r} is no code of a label")
        if codes.count(code) > 1 or await container_of_code(reader, code) is not None:
            raise CodeTaken(kind="container", key=code)
    return codes
