"""Every operation passes here: document, login and cost are checked, it runs, errors are masked.

Strawberry calls `execute` for an answer and `stream` for a subscription; both get a `Caller` as
their context value and give each operation a context of its own.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from strawberry.utils.aio import aclosing

from backend.api.budget import Budgets, Rates
from backend.api.context import Caller, Context
from backend.api.cost import Estimate, prices_of
from backend.api.directives import Late, Open, directives_of
from backend.api.documents import Documents, Mode, Prepared
from backend.api.errors import (
    DocumentRequiredError,
    MethodError,
    NoDocumentError,
    TooSlowError,
    UnauthenticatedError,
)
from backend.api.guard import Limits
from backend.api.masking import masked

EVERYTHING = tuple(OperationType)
WAYS = {
    OperationType.QUERY: "Send a query by POST, or by GET.",
    OperationType.MUTATION: "Send a mutation by POST.",
    OperationType.SUBSCRIPTION: (
        "Send a subscription over a WebSocket, or to /graphql/stream for server-sent events."
    ),
}
"""What to do with a document that came by another door."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How strict the graph is."""

    mode: Mode = Mode.PRODUCTION
    limits: Limits = field(default_factory=Limits)
    rates: Rates = field(default_factory=Rates)
    answer_s: float = 5


@dataclass(frozen=True, slots=True)
class _Ready:
    """An operation that may run, in its own context."""

    context: Context
    is_subscription: bool
    cost: Mapping[str, int]


class _RefusedError(Exception):
    """The operation may not run; the errors say why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


class _UsePrepared(SchemaExtension):
    """Hands over the document that was parsed and validated before."""

    def on_parse(self) -> Iterator[None]:
        context: Context = self.execution_context.context
        self.execution_context.graphql_document = context.document
        self.execution_context.pre_execution_errors = []
        yield


class Engine(strawberry.Schema):
    """A Strawberry schema that lets nothing past unchecked."""

    def __init__(self, *, settings: Settings, manifest: Mapping[str, str], **schema: Any) -> None:
        """Build the schema (`schema` is what Strawberry takes) and its documents and budgets."""
        super().__init__(**schema, extensions=[_UsePrepared])
        self.settings = settings
        self.budgets = Budgets(settings.rates)
        self.documents = Documents(
            self._schema, limits=settings.limits, manifest=manifest, mode=settings.mode
        )
        self._prices = prices_of(self._schema)
        self._open = frozenset(_open_fields(self._schema, settings.mode))
        self._late = frozenset(_marked(self._schema, Late))

    async def execute(  # type: ignore[override]  # a caller is not optional here
        self, query: str | None, *, context_value: Caller, **asked: Any
    ) -> ExecutionResult:
        """Answer a query or a mutation; what was wrong with the request stands in `errors`."""
        try:
            ready = self._ready(query, context_value, asked)
        except _RefusedError as refused:
            return PreExecutionError(data=None, errors=refused.errors)
        return await self._answer(query, ready, asked)

    async def stream(  # type: ignore[override]  # a caller is not optional here
        self, query: str | None, *, context_value: Caller, **asked: Any
    ) -> StreamResult:
        """Return the answers to a subscription, or the one answer to anything else."""
        return self._answers(query, context_value, asked)

    async def _answers(
        self, query: str | None, caller: Caller, asked: dict[str, Any]
    ) -> StreamResult:
        try:
            ready = self._ready(query, caller, asked)
        except _RefusedError as refused:
            yield PreExecutionError(data=None, errors=refused.errors)
            return
        if not ready.is_subscription:
            yield await self._answer(query, ready, asked)
            return
        asked["allowed_operation_types"] = EVERYTHING
        results = await super().stream(query, context_value=ready.context, **asked)
        async with aclosing(results):
            async for result in results:
                assert isinstance(result, ExecutionResult), "incremental delivery is off"
                result.errors = _masked(result.errors)
                yield result

    async def _answer(
        self, query: str | None, ready: _Ready, asked: dict[str, Any]
    ) -> ExecutionResult:
        asked["allowed_operation_types"] = EVERYTHING
        try:
            async with asyncio.timeout(self.settings.answer_s):
                result = await super().execute(query, context_value=ready.context, **asked)
        except TimeoutError:
            return PreExecutionError(data=None, errors=[TooSlowError()])
        result.errors = _masked(result.errors)
        result.extensions = {"cost": ready.cost}
        return result

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave the logging to `masked`, which does it once and with a reference."""

    def _ready(self, query: str | None, caller: Caller, asked: Mapping[str, Any]) -> _Ready:
        try:
            return self._checked(query, caller, asked)
        except GraphQLError as error:
            raise _RefusedError([error]) from error

    def _checked(self, query: str | None, caller: Caller, asked: Mapping[str, Any]) -> _Ready:
        """Check everything that can be checked before anything runs; raises what forbids it."""
        if not query:
            raise NoDocumentError
        self._admit(query, caller)
        prepared = self.documents.prepare(query)
        operation = self._operation(prepared, caller, asked.get("operation_name"))
        kind = OperationType(operation.operation.value)
        if kind not in (asked.get("allowed_operation_types") or EVERYTHING):
            raise MethodError(WAYS[kind])
        estimate = Estimate(
            self._schema, self._prices, prepared.fragments, asked.get("variable_values") or {}
        ).of(operation)
        remaining = self.budgets.spend(caller.budget_key, estimate)
        context = caller.context()
        context.document = prepared.document
        return _Ready(
            context=context,
            is_subscription=kind is OperationType.SUBSCRIPTION,
            cost={
                "requested": estimate,
                "limit": self.settings.rates.limit,
                "remaining": remaining,
            },
        )

    def _admit(self, query: str, caller: Caller) -> None:
        """Let only developers send documents of their own, where that matters."""
        if self.settings.mode is Mode.DEVELOPMENT or self.documents.is_trusted(query):
            return
        if caller.login is None:
            raise UnauthenticatedError
        if not caller.login.is_developer:
            raise DocumentRequiredError

    def _operation(
        self, prepared: Prepared, caller: Caller, name: str | None
    ) -> OperationDefinitionNode:
        """Return the operation to run, valid and open to this caller."""
        if prepared.errors:
            raise _RefusedError(prepared.errors)
        operation = prepared.operation(name)
        roots = prepared.roots(operation)
        if caller.login is None and roots and roots <= self._late:
            caller.login = caller.late_login
        if caller.login is None and not roots <= self._open:
            raise UnauthenticatedError
        return operation


def _masked(errors: list[GraphQLError] | None) -> list[GraphQLError] | None:
    return [masked(error) for error in errors or ()] or None


def _open_fields(schema: GraphQLSchema, mode: Mode) -> Iterator[str]:
    """Name the root fields that answer without a login."""
    yield "__typename"
    if mode is Mode.DEVELOPMENT:
        yield from ("__schema", "__type")
    yield from _marked(schema, Open)


def _marked(schema: GraphQLSchema, mark: type[Open | Late]) -> Iterator[str]:
    """Name the root fields that carry a directive."""
    for root in (schema.query_type, schema.mutation_type):
        for name, shown in root.fields.items() if root else ():
            if any(isinstance(directive, mark) for directive in directives_of(shown)):
                yield name
