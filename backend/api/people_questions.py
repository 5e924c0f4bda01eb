"""Questions about people and devices."""

from typing import Annotated

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Info
from backend.api.directives import Bounded, Open, allow
from backend.api.people import Device, Role, User
from backend.api.permissions import Permission
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.signing_in import SigningIn
from backend.kernel.pages import Page
from backend.kernel.refusals import Refusal
from backend.master.people.people import person_of
from backend.master.reads import people as reads


@strawberry.input(description="Which people; what is left out does not narrow.")
class UserFilter:
    """Narrows a list of people."""

    search: str | None = strawberry.field(default=None, description="Words of code or name.")
    is_active: bool | None = strawberry.field(default=None, description="In use or not.")


Which = Annotated[UserFilter | None, strawberry.argument(description="Which.")]


@strawberry.type(description="Questions about people and devices.")
class PeopleQuery:
    """Root fields."""

    @strawberry.field(description="Who you are; null when not signed in.", directives=[Open()])
    async def me(self, info: Info) -> User | None:
        """Load the caller."""
        login = info.context.caller.login
        return await info.context.find(User, login.actor.id) if login else None

    @strawberry.field(
        description="One person; null when there is none.",
        extensions=[allow(Permission.MANAGE_PEOPLE)],
    )
    async def user(
        self, info: Info, ref: Annotated[Ref, strawberry.argument(description="Which person.")]
    ) -> User | None:
        """Find by id, code or badge."""
        try:
            person = await person_of(info.context.reader, plain(ref, "User"))
        except Refusal:
            return None
        return await info.context.find(User, person.id)

    @strawberry.field(description="People.", extensions=[allow(Permission.ASSIGN_TASKS)])
    async def users(
        self,
        info: Info,
        filter: Which = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[User] | None:
        """By code."""
        asked = filter or UserFilter()
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_people(
            info.context.reader, search=asked.search, is_active=asked.is_active, page=page
        )
        return connect(paged, show=lambda row: User(key=row.id, row=row))

    @strawberry.field(
        description="Every role.",
        directives=[Bounded(max=100)],
        extensions=[allow(Permission.MANAGE_PEOPLE)],
    )
    async def roles(self, info: Info) -> list[Role] | None:
        """By code."""
        rows = await reads.all_roles(info.context.reader)
        return [Role(key=row.id, row=row) for row in rows]

    @strawberry.field(description="Devices.", extensions=[allow(Permission.ASSIGN_TASKS)])
    async def devices(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Device] | None:
        """By code."""
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_devices(info.context.reader, page=page)
        return connect(paged, show=lambda row: Device(key=row.id, row=row))

    @strawberry.field(description="The device with this code; null when there is none.")
    async def device(
        self, info: Info, code: Annotated[str, strawberry.argument(description="Its code.")]
    ) -> Device | None:
        """Find by code."""
        paged = await reads.page_of_devices(info.context.reader, code=code, page=Page(1))
        return Device(key=paged.rows[0].id, row=paged.rows[0]) if paged.rows else None


AREA = Area(queries=(PeopleQuery,), mutations=(SigningIn,))
