"""Sign in and out, prove a PIN again, and set a device up: the door of the graph."""

from typing import Annotated, TypeVar, Union
from uuid import UUID

import strawberry

from backend.api.authentication import authenticator
from backend.api.context import Context, Info
from backend.api.directives import Open
from backend.api.login import COOKIE, DEVICE_COOKIE, Credentials
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.people import Session, User
from backend.api.refused import Refused
from backend.api.scalars import Barcode, Cursor
from backend.kernel.refusals import Refusal
from backend.master.people import devices
from backend.master.people import end_login as ending
from backend.master.people.open_login import LOGIN_HOURS, LoginOpened
from backend.master.people.sign_in import SignedIn as Opened
from backend.master.people.sign_in import sign_in_with_badge, sign_in_with_password
from backend.master.people.verify_pin import verify_pin

DEVICE_DAYS = 365
DAY_S = 86_400
OPERATION = (
    "Made by the client (UUIDv7): the same id and input give the same session, with a new token."
)


@strawberry.input(description="What `signIn` takes.")
class SignInInput:
    """Badge and PIN."""

    operation_id: UUID = strawberry.field(description=OPERATION)
    badge: Barcode = strawberry.field(description="What the badge carries.")
    pin: str = strawberry.field(description="The person's PIN.")


@strawberry.input(description="What `signInWithPassword` takes.")
class SignInWithPasswordInput:
    """Name and password."""

    operation_id: UUID = strawberry.field(description=OPERATION)
    name: str = strawberry.field(description="The person's code.")
    password: str = strawberry.field(description="The person's password.")


@strawberry.type(description="The yes to `signIn` and `signInWithPassword`.")
class SignedIn(Accepted[LoginOpened]):
    """A session."""

    token: str = strawberry.field(
        description=(
            "For programs, as `Authorization: Bearer …`; a browser has it in a cookie that no"
            " script can read, and forgets this."
        )
    )

    @strawberry.field(description="The new session.")
    async def session(self, info: Info) -> Session:
        """Load it."""
        return await info.context.get(Session, self.answer.login_id)

    @strawberry.field(description="Who it is.")
    async def user(self, info: Info) -> User:
        """Load them."""
        return await info.context.get(User, self.answer.person_id)


SignInResult = Annotated[
    Union[SignedIn, Refused],  # noqa: UP007 - read at run time
    strawberry.union("SignInResult", description="The answer to `signIn`."),
]


@strawberry.type(description="The yes to `signOut`.")
class SignedOut(Accepted[ending.LoginEnded]):
    """Nobody is signed in."""

    @strawberry.field(description="Who it was.")
    async def user(self, info: Info) -> User:
        """Load them."""
        return await info.context.get(User, self.answer.person_id)


@strawberry.input(description="What `signOut` takes.")
class SignOutInput(CommandInput[ending.EndLogin]):
    """Nothing: it is the session that asks."""

    async def asked(self, context: Context) -> ending.EndLogin:
        """End the session that asks."""
        context.caller.cookies.append(_cookie(context, COOKIE, "", seconds=0))
        return ending.EndLogin(login_id=context.login.id)


@strawberry.input(description="What `verifyPin` takes.")
class VerifyPinInput:
    """The PIN again."""

    pin: str = strawberry.field(description="Your PIN.")


@strawberry.type(description="The yes to `verifyPin`.")
class PinVerified:
    """The same session."""

    login_id: strawberry.Private[UUID]

    @strawberry.field(description="Elevated for a few minutes.")
    async def session(self, info: Info) -> Session:
        """Load it."""
        return await info.context.get(Session, self.login_id)


VerifyPinResult = Annotated[
    Union[PinVerified, Refused],  # noqa: UP007 - read at run time
    strawberry.union("VerifyPinResult", description="The answer to `verifyPin`."),
]


@strawberry.input(description="What `setUpDevice` takes.")
class SetUpDeviceInput:
    """A set-up code."""

    setup_barcode: Barcode = strawberry.field(description="What `enrollDevice` answered with.")


@strawberry.type(description="The yes to `setUpDevice`.")
class DeviceSetUp:
    """A device that can prove itself."""

    device_id: strawberry.Private[UUID]
    token: str = strawberry.field(
        description=(
            "For devices that are no browsers, as `X-Stockwright-Device: …`; a browser has it in a"
            " cookie and forgets this."
        )
    )


SetUpDeviceResult = Annotated[
    Union[DeviceSetUp, Refused],  # noqa: UP007 - read at run time
    strawberry.union("SetUpDeviceResult", description="The answer to `setUpDevice`."),
]

SIGN_OUT = Spoken(
    ending.end_login,
    sent=SignOutInput,
    yes=SignedOut,
    says="End your session; what is in the outbox is still sent under your name.",
    called="signOut",
)
Told = TypeVar("Told")
Asked = Annotated[Told, strawberry.argument(description="What is asked.")]


@strawberry.type(description="The door.")
class SigningIn:
    """How people come in."""

    sign_out = mutation(SIGN_OUT)

    @strawberry.mutation(
        description="Begin a session with badge and PIN on an enrolled device.",
        directives=[Open()],
    )
    async def sign_in(self, info: Info, input: Asked[SignInInput]) -> SignInResult:
        """Whoever was signed in on the device is signed out."""
        context = info.context
        try:
            opened = await sign_in_with_badge(
                context.database,
                badge=input.badge,
                pin=input.pin,
                device_token=context.caller.credentials.device,
                operation_id=input.operation_id,
            )
        except Refusal as refusal:
            return Refused(refusal=refusal)
        return await _welcome(context, opened, input.operation_id)

    @strawberry.mutation(
        description="Begin a session with name and password, at a desk.", directives=[Open()]
    )
    async def sign_in_with_password(
        self, info: Info, input: Asked[SignInWithPasswordInput]
    ) -> SignInResult:
        """For supervisors and developers; the floor signs in by badge."""
        try:
            opened = await sign_in_with_password(
                info.context.database,
                name=input.name,
                password=input.password,
                operation_id=input.operation_id,
            )
        except Refusal as refusal:
            return Refused(refusal=refusal)
        return await _welcome(info.context, opened, input.operation_id)

    @strawberry.mutation(
        description="Say your PIN again before an approval, a write-off or an adjustment."
    )
    async def verify_pin(self, info: Info, input: Asked[VerifyPinInput]) -> VerifyPinResult:
        """Elevate the session that asks."""
        login = info.context.login
        try:
            await verify_pin(
                info.context.database,
                person_id=login.actor.id,
                login_id=login.id,
                pin=input.pin,
            )
        except Refusal as refusal:
            return Refused(refusal=refusal)
        return PinVerified(login_id=login.id)

    @strawberry.mutation(
        description="Trade the set-up code of `enrollDevice` for the device's own token, once.",
        directives=[Open()],
    )
    async def set_up_device(self, info: Info, input: Asked[SetUpDeviceInput]) -> SetUpDeviceResult:
        """From now on people can sign in on this device."""
        try:
            done = await devices.set_up(info.context.database, input.setup_barcode)
        except Refusal as refusal:
            return Refused(refusal=refusal)
        seconds = DEVICE_DAYS * DAY_S
        cookie = _cookie(info.context, DEVICE_COOKIE, done.token, seconds=seconds)
        info.context.caller.cookies.append(cookie)
        return DeviceSetUp(device_id=done.device_id, token=done.token)


async def _welcome(context: Context, opened: Opened, operation_id: UUID) -> SignedIn:
    caller = context.caller
    caller.cookies.append(_cookie(context, COOKIE, opened.token, seconds=LOGIN_HOURS * 3600))
    bearer = Credentials(headers={"authorization": f"Bearer {opened.token}"})
    caller.login = await authenticator(context.database)(bearer)
    done = opened.performed
    return SignedIn(
        answer=done.answer,
        outcome=done.outcome,
        operation_id=operation_id,
        replayed=done.replayed,
        cursor=Cursor(str(done.cursor)),
        token=opened.token,
    )


def _cookie(context: Context, name: str, token: str, *, seconds: int) -> str:
    # Over plain HTTP, as on a developer's machine, a Secure cookie would be dropped.
    origin = context.caller.credentials.headers.get("origin", "")
    secure = "; Secure" if origin.startswith("https://") else ""
    return f"{name}={token}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Strict{secure}"
