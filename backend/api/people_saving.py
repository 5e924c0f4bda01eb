"""Commands about people, roles and devices."""

from datetime import datetime

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.people import Role, Session, User
from backend.api.permissions import Permission
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.scalars import Barcode
from backend.master.people import create_token as tokens
from backend.master.people import end_login as ending
from backend.master.people import save_role as roles
from backend.master.people import save_user as users
from backend.master.people.secrets import digest_of, hash_of
from backend.master.places import location_of

IF_VERSION = "The version that you saw; null for a new one, or to waive the check."


@strawberry.input(description="A role at a location.")
class GrantInput:
    """One grant."""

    role: Ref = strawberry.field(description="Which role.")
    location: Ref | None = strawberry.field(default=None, description="Where; null is everywhere.")

    async def plain(self, context: Context) -> users.Grant:
        """Look role and location up."""
        role = await roles.role_of(context.reader, plain(self.role, "Role"))
        if self.location is None:
            return users.Grant(role.id)
        place = await location_of(context.reader, plain(self.location, "Location"))
        return users.Grant(role.id, place.id)


@strawberry.input(description="What `saveUser` takes.")
class SaveUserInput(CommandInput[users.SaveUser]):
    """A person to make or change."""

    user: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    kind: users.PersonKind | None = strawberry.field(
        default=None, description="A person or a system."
    )
    language: str | None = strawberry.field(default=None, description="BCP 47 tag.")
    grants: list[GrantInput] | None = strawberry.field(
        default=None, description="All their roles; replaces what was."
    )
    new_badge: Barcode | None = strawberry.field(
        default=None, description="What the badge carries from now on: long and random."
    )
    new_pin: str | None = strawberry.field(default=None, description="A new PIN.")
    new_password: str | None = strawberry.field(default=None, description="A new password.")
    is_active: bool | None = strawberry.field(default=None, description="False locks them out.")

    async def asked(self, context: Context) -> users.SaveUser:
        """Turn every secret into what is stored, before anything sees it."""
        grants = self.grants
        return users.SaveUser(
            user=plain(self.user, "User") if self.user else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            kind=self.kind,
            language=self.language,
            grants=None if grants is None else tuple([await one.plain(context) for one in grants]),
            badge_hash=digest_of(self.new_badge).hex() if self.new_badge else None,
            pin_hash=await self._hashed(users.checked_pin(self.new_pin)),
            password_hash=await self._hashed(users.checked_password(self.new_password)),
            is_active=self.is_active,
        )

    async def _hashed(self, secret: str | None) -> str | None:
        return await hash_of(secret, operation_id=self.operation_id) if secret else None


@strawberry.type(description="The yes to `saveUser`.")
class UserSaved(Accepted[users.UserSaved]):
    """Somebody was saved."""

    @strawberry.field(description="As they are now.")
    async def user(self, info: Info) -> User:
        """Load them."""
        return await info.context.get(User, self.answer.person_id)


@strawberry.input(description="What `saveRole` takes.")
class SaveRoleInput(CommandInput[roles.SaveRole]):
    """A role to make or change."""

    role: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    permissions: list[Permission] | None = strawberry.field(
        default=None, description="All that it permits; replaces what was."
    )

    async def asked(self, context: Context) -> roles.SaveRole:  # noqa: ARG002 - reads nothing
        """Translate."""
        return roles.SaveRole(
            role=plain(self.role, "Role") if self.role else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            permissions=None if self.permissions is None else tuple(self.permissions),
        )


@strawberry.type(description="The yes to `saveRole`.")
class RoleSaved(Accepted[roles.RoleSaved]):
    """A role was saved."""

    @strawberry.field(description="As it is now.")
    async def role(self, info: Info) -> Role:
        """Load it."""
        return await info.context.get(Role, self.answer.role_id)


@strawberry.input(description="What `createToken` takes.")
class CreateTokenInput(CommandInput[tokens.CreateToken]):
    """A token for a system."""

    user: Ref = strawberry.field(description="For which system.")
    permissions: list[Permission] = strawberry.field(
        description="At most what the system's roles permit."
    )
    expires_at: datetime = strawberry.field(description="Until when.")

    async def asked(self, context: Context) -> tokens.CreateToken:  # noqa: ARG002 - reads nothing
        """Translate."""
        permissions = tuple(sorted(set(self.permissions)))
        user = plain(self.user, "User")
        return tokens.CreateToken(user=user, permissions=permissions, expires_at=self.expires_at)


@strawberry.type(description="The yes to `createToken`.")
class TokenCreated(Accepted[tokens.TokenCreated]):
    """A token was made."""

    @strawberry.field(description="Shown once; null when the answer is asked for again.")
    async def token(self, info: Info) -> str | None:
        """Make it now: it is stored nowhere."""
        return await tokens.show_token(info.context.database, self.answer.login_id)

    @strawberry.field(description="The session that it opens.")
    async def session(self, info: Info) -> Session:
        """Load it."""
        return await info.context.get(Session, self.answer.login_id)


@strawberry.input(description="What `endSession` takes.")
class EndSessionInput(CommandInput[ending.EndLogin]):
    """A session to end."""

    session: strawberry.ID = strawberry.field(description="Which session.")

    async def asked(self, context: Context) -> ending.EndLogin:  # noqa: ARG002 - as above
        """Translate."""
        return ending.EndLogin(login_id=key_of("Session", self.session))


@strawberry.type(description="The yes to `endSession`.")
class SessionEnded(Accepted[ending.LoginEnded]):
    """A session is over."""

    @strawberry.field(description="Whose it was.")
    async def user(self, info: Info) -> User:
        """Load them."""
        return await info.context.get(User, self.answer.person_id)


@strawberry.type(description="Commands about people, roles and devices.")
class PeopleMutation:
    """Root fields."""

    save_user = mutation(
        Spoken(
            users.save_user,
            sent=SaveUserInput,
            yes=UserSaved,
            says="Make or change a person or a system.",
        )
    )
    save_role = mutation(
        Spoken(roles.save_role, sent=SaveRoleInput, yes=RoleSaved, says="Make or change a role.")
    )
    create_token = mutation(
        Spoken(
            tokens.create_token,
            sent=CreateTokenInput,
            yes=TokenCreated,
            says="Let a system call with a token of its own.",
        )
    )
    end_session = mutation(
        Spoken(
            ending.end_login,
            sent=EndSessionInput,
            yes=SessionEnded,
            says="End someone's session at once.",
            called="endSession",
        )
    )


AREA = Area(mutations=(PeopleMutation,))
