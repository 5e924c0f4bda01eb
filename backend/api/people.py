"""People, roles, devices and sessions in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded, allow
from backend.api.enums import show_enum
from backend.api.node import Node
from backend.api.permissions import Permission
from backend.api.places import Location
from backend.api.versioned import Versioned
from backend.master.people.authenticate import permitted
from backend.master.people.enroll_device import DeviceKind
from backend.master.people.save_user import PersonKind
from backend.master.reads import people as reads

show_enum(
    PersonKind,
    name="UserKind",
    says="Who acts.",
    values={
        "PERSON": "Someone with a badge.",
        "SYSTEM": "A channel, a 3PL or another program with a token.",
    },
)
show_enum(
    DeviceKind,
    says="What a device is.",
    values={
        "HANDHELD": "A handheld scanner.",
        "PHONE": "A phone.",
        "TABLET": "A tablet.",
        "DESKTOP": "A desk or a wall.",
    },
)


@strawberry.type(description="What people of a kind may do.")
class Role(Node, Versioned):
    """One role."""

    row: strawberry.Private[reads.RoleRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="Its name.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="What it permits.", directives=[Bounded(max=100)])
    def permissions(self) -> list[Permission]:
        """Spell out what the list stands for, without rights of versions to come."""
        held = permitted(self.row.permissions)
        return [permission for permission in Permission if permission.value in held]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load roles; whoever is signed in may see them."""
        rows = await reads.roles_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="A role at a location.")
class Grant:
    """One grant."""

    row: strawberry.Private[reads.GrantRow]

    @strawberry.field(description="Which role.")
    async def role(self, info: Info) -> Role:
        """Load it."""
        return await info.context.get(Role, self.row.role_id)

    @strawberry.field(description="Where; null means everywhere, or where you may see nothing.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="True when it counts at every location.")
    def is_everywhere(self) -> bool:
        """Tell a grant everywhere from one that may not be seen."""
        return self.row.location_id is None


@strawberry.type(description="A person, or a system that acts by itself.")
class User(Node, Versioned):
    """One person."""

    row: strawberry.Private[reads.PersonRow]

    @strawberry.field(description="The name that they sign in with at a desk; not the badge.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="What to call them.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="A person or a system.")
    def kind(self) -> PersonKind:
        """Pass on."""
        return PersonKind(self.row.kind)

    @strawberry.field(description="BCP 47 tag of the language they read.")
    def language(self) -> str:
        """Pass on."""
        return self.row.language

    @strawberry.field(description="False when they may not sign in.")
    def is_active(self) -> bool:
        """Pass on."""
        return self.row.is_active

    @strawberry.field(description="Which role they have where.", directives=[Bounded(max=50)])
    async def grants(self, info: Info) -> list[Grant]:
        """Load with the grants of others; none where they are nobody's business."""
        if not _may_see_grants(info.context, self.key):
            return []
        found = await info.context.find(_GrantsOfUser, self.key)
        return found.grants if found else []

    @strawberry.field(
        description="Where they are signed in.",
        directives=[Bounded(max=20)],
        extensions=[allow(Permission.MANAGE_PEOPLE)],
    )
    async def sessions(self, info: Info) -> list["Session"] | None:
        """Load with the sessions of others."""
        found = await info.context.find(_SessionsOfUser, self.key)
        return found.sessions if found else []

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load people; names are on everything that was done, so all may see them."""
        rows = await reads.people_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="What people scan with.")
class Device(Node, Versioned):
    """One device."""

    row: strawberry.Private[reads.DeviceRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="What it is called.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="What it is.")
    def kind(self) -> DeviceKind:
        """Pass on."""
        return DeviceKind(self.row.kind)

    @strawberry.field(description="Where it belongs.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="Who is signed in.", extensions=[allow(Permission.ASSIGN_TASKS)])
    async def user(self, info: Info) -> User | None:
        """Load with those on other devices."""
        found = await info.context.find(_UserOnDevice, self.key)
        return await info.context.find(User, found.person_id) if found else None

    @strawberry.field(description="True when it may not connect any more.")
    def is_revoked(self) -> bool:
        """Pass on."""
        return self.row.is_revoked

    @strawberry.field(description="True when it has scanned its set-up code.")
    def is_set_up(self) -> bool:
        """Pass on."""
        return self.row.is_set_up

    @strawberry.field(description="When somebody last signed in, or tried to.")
    def last_seen_at(self) -> datetime | None:
        """Pass on."""
        return self.row.last_seen_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load devices; whoever is signed in may see them."""
        rows = await reads.devices_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Where a person is signed in.")
class Session(Node):
    """One login."""

    row: strawberry.Private[reads.LoginRow]

    @strawberry.field(description="On which device; null for a desk that is not enrolled.")
    async def device(self, info: Info) -> Device | None:
        """Load it."""
        return await info.context.find(Device, self.row.device_id)

    @strawberry.field(description="Since when.")
    def started_at(self) -> datetime:
        """Pass on."""
        return self.row.started_at

    @strawberry.field(description="Until when.")
    def expires_at(self) -> datetime:
        """Pass on."""
        return self.row.expires_at

    @strawberry.field(description="True for a few minutes after `verifyPin`.")
    def is_elevated(self) -> bool:
        """Pass on."""
        return bool(self.row.is_elevated)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load sessions: one's own, and those of others for whoever manages people."""
        rows = await reads.logins_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows if _may_see(context, row)}


def _may_see(context: Context, row: reads.LoginRow) -> bool:
    actor = context.actor
    return row.person_id == actor.id or actor.may(Permission.MANAGE_PEOPLE, None)


def _may_see_grants(context: Context, person_id: UUID) -> bool:
    """Tell whether these are one's own, also while one signs in, or one deals with people."""
    login = context.caller.login
    if login is None or login.actor.id == person_id:
        return True
    return any(
        login.actor.may_somewhere(permission)
        for permission in (Permission.MANAGE_PEOPLE, Permission.ASSIGN_TASKS)
    )


@dataclass
class _GrantsOfUser:
    grants: list[Grant] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, Self] = {}
        for row in await reads.grants_of_people(context.reader, keys):
            found.setdefault(row.person_id, cls()).grants.append(Grant(row=row))
        return found


@dataclass
class _SessionsOfUser:
    sessions: list[Session] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, Self] = {}
        for row in await reads.open_logins_of_people(context.reader, keys):
            found.setdefault(row.person_id, cls()).sessions.append(Session(key=row.id, row=row))
        return found


@dataclass
class _UserOnDevice:
    person_id: UUID

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        rows = await reads.open_logins_on_devices(context.reader, keys)
        return {row.device_id: cls(row.person_id) for row in rows if row.device_id}
