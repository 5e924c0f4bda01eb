"""Which locations and people a list of work is about, as filters name them."""

from collections.abc import Sequence
from uuid import UUID

from backend.api.context import Context
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.master.people.people import person_of
from backend.master.places import location_of


async def locations_of_work(
    context: Context, sent: Sequence[Ref] | None
) -> tuple[UUID, ...] | None:
    """Return those of the asked locations where the asker works; None means every location."""
    asked = None
    if sent is not None:
        found = [await location_of(context.reader, plain(place, "Location")) for place in sent]
        asked = tuple(place.id for place in found)
    if context.actor.everywhere:
        return asked
    granted = context.actor.grants
    return tuple(id_ for id_ in granted if asked is None or id_ in asked)


async def people_asked(context: Context, sent: Sequence[Ref] | None) -> tuple[UUID, ...] | None:
    """Return the people that a filter names; None when it names none."""
    if sent is None:
        return None
    found = [await person_of(context.reader, plain(person, "User")) for person in sent]
    return tuple(person.id for person in found)
