"""People as they stand, for the commands that name one."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.people import sql
from backend.master.people.secrets import digest_of
from backend.master.refs import Ref


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they stand."""

    id: UUID
    code: str
    name: str
    kind: str
    language: str
    is_active: bool
    version: int


async def person_of(reader: Reader, ref: Ref) -> Person:
    """Return the person that is meant, by id, code or scanned badge; refuses NOT_FOUND.

    What a badge carries is a secret, so a refusal does not repeat it.
    """
    found = await person_called(reader, ref)
    if found is None:
        raise NotFound(kind="person", key=str(ref.id or ref.code or "with this badge"))
    return found


async def person_called(reader: Reader, ref: Ref) -> Person | None:
    """Return the person that is meant, if there is one."""
    badge = None if ref.barcode is None else digest_of(ref.barcode)
    return await reader.first(Person, sql.PERSON, ref.id, ref.code, badge)
