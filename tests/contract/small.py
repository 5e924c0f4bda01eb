"""A small graph for the tests of the machinery, so that they need no department."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Annotated, ClassVar, Self
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Bounded, Open, allow
from backend.api.enums import show_enum
from backend.api.login import Credentials, Login
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.node import Node, NodeQuery
from backend.api.refs import Ref
from backend.api.scalars import Quantity
from backend.kernel.command import command
from backend.kernel.ids import derived_id, new_id
from backend.kernel.pages import Order, read_page
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Actor, Work
from backend.master.permissions import Permission

SHELF = UUID(int=7)
BINS = """
SELECT lpad(number::text, 4, '0') AS code, number * 10 AS room
  FROM generate_series(1, 500) AS number
"""
BY_CODE = Order((("code", "text"),))


class Size(Enum):
    """How large a bin is."""

    SMALL = "SMALL"
    LARGE = "LARGE"


show_enum(Size, says="How large a bin is.", values={"SMALL": "Small.", "LARGE": "Large."})


@dataclass(frozen=True, slots=True)
class BinRow:
    """One bin as it is read."""

    code: str
    room: int


@strawberry.type(name="SmallBin", description="A place on the shelf.")
class SmallBin(Node):
    """One of five hundred."""

    code: str = strawberry.field(description="Its code.")
    room: Quantity = strawberry.field(description="What still fits.")

    @classmethod
    def of(cls, row: BinRow) -> Self:
        """Translate a row."""
        return cls(key=derived_id(SHELF, row.code), code=row.code, room=Quantity(row.room))

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load all and pick."""
        found = [cls.of(row) for row in await context.reader.rows(BinRow, BINS)]
        return {bin_.key: bin_ for bin_ in found if bin_.key in keys}

    @strawberry.field(description="Its size.")
    def size(self) -> Size:
        return Size.LARGE if self.room > 2500 else Size.SMALL

    @strawberry.field(description="The bin beside it.")
    def neighbor(self) -> "SmallBin":
        return self

    @strawberry.field(description="What it cost.", extensions=[allow(Permission.READ_COST)])
    def cost(self) -> int | None:
        return 42

    @strawberry.field(description="Who moves here.", directives=[Bounded(max=3)])
    def neighbors(self) -> list["SmallBin"]:
        return [self, self, self]


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted down."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted down."""

    word: str
    total: int


@command
async def note_word(work: Work, asked: Note) -> Plan[Noted]:
    """Note a word down: nothing but the operation itself is kept."""
    if asked.word.isupper():
        raise InvalidInput(
            field="word", problem="is too loud", letters_max=len(asked.word), said=asked.word
        )
    return Plan(answer=Noted(asked.word, asked.count * 2), writes=(), kind="NOTE")


@strawberry.type(description="The yes to `noteWord`.")
class WordNoted(Accepted[Noted]):
    """Shows the answer."""

    @strawberry.field(description="The word.")
    def word(self) -> str:
        return self.answer.word

    @strawberry.field(description="Twice the count.")
    def total(self) -> Quantity:
        return Quantity(self.answer.total)


@strawberry.input(description="What `noteWord` takes.")
class NoteWordInput(FactInput[Note]):
    """A word from the floor."""

    word: str = strawberry.field(description="The word.")
    count: Quantity = strawberry.field(default=1, description="How often.")
    at: Ref | None = strawberry.field(default=None, description="Where it was heard.")

    async def asked(self, _: Context) -> Note:
        return Note(self.word, self.count)


NOTE_WORD = Spoken(note_word, sent=NoteWordInput, yes=WordNoted, says="Note a word down.")
Count = Annotated[int, strawberry.argument(description="How many.")]


@strawberry.type(description="Questions of the small graph.")
class SmallQuery:
    """Questions."""

    @strawberry.field(description="Answers anybody.", directives=[Open()])
    def ping(self) -> str:
        return "pong"

    @strawberry.field(description="Greets.")
    def hello(self, name: Annotated[str, strawberry.argument(description="Whom.")] = "you") -> str:
        return f"hello {name}"

    @strawberry.field(description="Who you are.")
    def me(self, info: Info) -> str:
        return info.context.actor.name

    @strawberry.field(description="The first bin.")
    async def bin(self, info: Info) -> SmallBin:
        return SmallBin.of((await info.context.reader.rows(BinRow, BINS))[0])

    @strawberry.field(description="All bins.")
    async def bins(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SmallBin]:
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await read_page(info.context.reader, BinRow, BINS, order=BY_CODE, page=page)
        return connect(paged, show=SmallBin.of)

    @strawberry.field(description="Falls over.")
    def boom(self) -> str | None:
        msg = "secret dsn postgres://u:p@db/x"
        raise RuntimeError(msg)

    @strawberry.field(description="Says no.")
    def shout(self) -> str | None:
        raise InvalidInput(field="shout", problem="is never answered")

    @strawberry.field(description="Takes its time.")
    async def slow(self) -> str | None:
        await asyncio.sleep(30)
        return "late"

    @strawberry.field(
        description="For those who see prices.", extensions=[allow(Permission.READ_COST)]
    )
    def margin(self) -> int:
        return 7


@strawberry.type(description="Commands of the small graph.")
class SmallMutation:
    """Commands."""

    note_word = mutation(NOTE_WORD)


@strawberry.type(description="What the small graph tells.")
class SmallSubscription:
    """Streams."""

    closed: ClassVar[list[str]] = []

    @strawberry.subscription(description="Counts up.")
    async def counts(self, to: Count) -> AsyncGenerator[int, None]:
        for number in range(to):
            yield number

    @strawberry.subscription(description="Never ends.")
    async def forever(self) -> AsyncGenerator[str, None]:
        try:
            while True:
                yield "still here"
                await asyncio.sleep(0.05)
        finally:
            SmallSubscription.closed.append("forever")


AREAS = (
    Area(
        queries=(NodeQuery, SmallQuery),
        mutations=(SmallMutation,),
        subscriptions=(SmallSubscription,),
        facts=(NOTE_WORD,),
        types=(SmallBin,),
    ),
)


def _login(name: str, *permissions: str) -> Login:
    actor = Actor(id=new_id(), name=name, everywhere=frozenset(permissions), grants={})
    return Login(new_id(), actor, None, datetime.now(UTC) + timedelta(hours=8))


WORKER = _login("Ann")
BOSS = replace(_login("Bob", Permission.READ_COST), is_developer=True)
HANDHELD = replace(_login("Cid"), device_id=new_id())


class Doorkeeper:
    """Knows three people by their tokens; forgets those who were sent away."""

    def __init__(self) -> None:
        self.known = {"ann": WORKER, "bob": BOSS, "cid": HANDHELD}

    async def __call__(self, credentials: Credentials) -> Login | None:
        if credentials.bearer == "outage":
            raise ConnectionRefusedError
        if credentials.bearer == "bug":
            raise KeyError(credentials.bearer)
        return self.known.get(credentials.bearer or credentials.cookie or "")
