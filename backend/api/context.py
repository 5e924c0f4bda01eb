"""What every resolver may reach: who asks, the database, and things loaded once per operation."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, Self, TypeVar, cast
from uuid import UUID

import strawberry
from graphql import DocumentNode
from strawberry.dataloader import DataLoader

from backend.api.errors import UnauthenticatedError
from backend.api.login import Credentials, Login
from backend.kernel.database import Database
from backend.kernel.work import Actor, Reader

Thing = TypeVar("Thing")
Service = TypeVar("Service")


class Found(Protocol):
    """A type whose things can be fetched by key, many at a time."""

    @classmethod
    async def of_keys(cls, context: "Context", keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return what exists and may be seen; the rest is left out."""
        ...


FoundThing = TypeVar("FoundThing", bound=Found)


@dataclass(frozen=True, slots=True)
class House:
    """What the server lends to resolvers: the database, and services looked up by their type."""

    database: Database
    services: Mapping[type, object] = field(default_factory=dict)


class PooledSession:
    """Runs each statement on a connection of the pool and gives it back at once."""

    def __init__(self, database: Database) -> None:
        """Borrow from this database."""
        self._database = database

    async def fetch(self, statement: str, *values: Any) -> list[Any]:
        """Run a statement and return its rows."""
        async with self._database.session() as session:
            rows: list[Any] = await session.fetch(statement, *values)
        return rows


@dataclass(slots=True)
class Caller:
    """One HTTP request, or one socket for as long as it is open."""

    house: House
    credentials: Credentials
    login: Login | None = None
    late_login: Login | None = None
    """A login that is over: it proves who did what a device held back, in fields marked `@late`."""
    address: str = ""
    connection_params: dict[str, object] | None = None
    cookies: list[str] = field(default_factory=list)
    """`Set-Cookie` values that the answer carries."""

    @property
    def budget_key(self) -> Hashable:
        """Whose budget this draws on: the login's, or the network address's without one."""
        return self.login.id if self.login else self.address

    def context(self) -> "Context":
        """Return the context of one operation; nothing that it loads outlives it."""
        return Context(self)


class Context:
    """Facts and loaders of one operation."""

    _LOADS_MAX: ClassVar[int] = 500

    def __init__(self, caller: Caller) -> None:
        """Begin with empty loaders."""
        self.caller = caller
        self.document: DocumentNode | None = None
        self.reader = Reader(PooledSession(caller.house.database))
        self._loaders: dict[type, DataLoader[UUID, Any]] = {}

    @property
    def database(self) -> Database:
        """The database, for `perform`; questions go through `reader`."""
        return self.caller.house.database

    @property
    def login(self) -> Login:
        """The believed caller; raises UNAUTHENTICATED when there is none."""
        if self.caller.login is None:
            raise UnauthenticatedError
        return self.caller.login

    @property
    def actor(self) -> Actor:
        """Who asks; raises UNAUTHENTICATED when nobody has signed in."""
        return self.login.actor

    def the(self, service: type[Service]) -> Service:
        """Return the server's one service of this type, such as the live log."""
        return cast("Service", self.caller.house.services[service])

    async def find(self, kind: type[FoundThing], key: UUID | None) -> FoundThing | None:
        """Return one thing by key, loaded together with others of its kind; None when not seen."""
        if key is None:
            return None
        return cast("FoundThing | None", await self._loader(kind).load(key))

    async def get(self, kind: type[FoundThing], key: UUID) -> FoundThing:
        """Return one thing that must exist, since something that was read points at it."""
        found = await self.find(kind, key)
        assert found is not None, f"{kind.__name__} {key} is pointed at and cannot be seen"
        return found

    async def find_many(
        self, kind: type[FoundThing], keys: Sequence[UUID]
    ) -> list[FoundThing | None]:
        """Return things by key, in the order of the keys; None where one is not seen."""
        return cast("list[FoundThing | None]", await self._loader(kind).load_many(keys))

    def forget(self) -> None:
        """Load everything anew from now on: a subscription outlives what it has loaded."""
        self._loaders.clear()

    def _loader(self, kind: type[Found]) -> DataLoader[UUID, Any]:
        if kind not in self._loaders:

            async def load(keys: list[UUID]) -> Sequence[Any]:
                found = await kind.of_keys(self, keys)
                return [found.get(key) for key in keys]

            self._loaders[kind] = DataLoader(load_fn=load, max_batch_size=self._LOADS_MAX)
        return self._loaders[kind]


Info = strawberry.Info[Context, None]
