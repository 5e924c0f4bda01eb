"""A subscription as server-sent events, for networks that break sockets.

The wire is the distinct connections mode of graphql-sse: `event: next`, then `event: complete`.
"""

import time
from collections.abc import AsyncGenerator
from typing import Any

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from strawberry.http.streaming import SSETransport, merge_stream_with_heartbeat
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType
from strawberry.utils.aio import aclosing

from backend.api.asked import EVENTS
from backend.api.front import Front
from backend.api.view import Read, body_of, read_request

RECHECK_S = 4.0
"""How long an open stream may go on after its login has ended."""


class EventsView:
    """Answers with a stream of events."""

    def __init__(self, front: Front) -> None:
        """Stand behind this front."""
        self._front = front
        self._wire = SSETransport()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        read = await read_request(Request(scope, receive), self._front, offered=(EVENTS,))
        response = read if isinstance(read, Response) else self._stream(read)
        await response(scope, receive, send)

    def _stream(self, read: Read) -> Response:
        async def events() -> AsyncGenerator[str, None]:
            async with aclosing(self._results(read)) as results:
                async for result in results:
                    yield self._wire.encode_next(result, lambda body: to_json(body).decode())
            yield self._wire.encode_complete()

        stream = merge_stream_with_heartbeat(
            events,
            lambda: self._wire.encode_comment("ping"),
            interval=self._wire.heartbeat_interval,
            send_initial_heartbeat=False,
        )
        return StreamingResponse(stream(), headers=dict(self._wire.headers))

    async def _results(self, read: Read) -> AsyncGenerator[Any, None]:
        source = await self._front.engine.stream(
            read.asked.query,
            context_value=read.caller,
            variable_values=read.asked.variables,
            operation_name=read.asked.operation_name,
            allowed_operation_types=(OperationType.QUERY, OperationType.SUBSCRIPTION),
        )
        checked_at = time.monotonic()
        async with aclosing(source):
            async for result in source:
                assert isinstance(result, ExecutionResult), "incremental delivery is off"
                if time.monotonic() - checked_at > RECHECK_S:
                    read.caller.login = await self._front.authenticate(read.caller.credentials)
                    if read.caller.login is None:
                        return
                    checked_at = time.monotonic()
                yield body_of(result)
