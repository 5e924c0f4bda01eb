"""GraphQL over a WebSocket, by the graphql-transport-ws protocol and no other.

Beside what Strawberry does: a login is asked for at the start and again every few seconds, pings
go out so that a dead peer is noticed, and trusted documents may be named by id.
"""

import asyncio
import itertools
from contextlib import suppress
from datetime import timedelta
from types import UnionType
from typing import Any, cast

import structlog
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    PongMessage,
    SubscribeMessage,
)
from strawberry.types.unset import UNSET, UnsetType

from backend.api.context import Caller
from backend.api.errors import UnauthenticatedError, UnknownDocumentError
from backend.api.front import Front, socket_credentials
from backend.api.login import Credentials

log = structlog.get_logger(__name__)

INIT_S = 10
TICK_S = 4.0
PING_TICKS = 3
SUBSCRIPTIONS_MAX = 20
UNAUTHORIZED = 4401
GONE = 4408
BROKEN = 1011
PAYLOAD: dict[str, type | UnionType] = {
    "query": str,
    "documentId": str | None,
    "variables": dict | None,
    "operationName": str | None,
    "extensions": dict | None,
}


class SocketHandler(BaseGraphQLTransportWSHandler[Caller, None]):
    """One open socket."""

    view: "SocketView"
    _ticker: asyncio.Task[None] | None = None
    _waits_for_pong: bool = False

    async def handle_message(self, message: Message) -> None:
        """Close the socket on what is no message at all, before anything looks into it."""
        if is_sound(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Not a message of graphql-transport-ws")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Believe the caller or close the socket; then watch both peer and login."""
        try:
            await super().handle_connection_init(message)
        except UnauthenticatedError:
            await self.websocket.close(UNAUTHORIZED, "Unauthorized")
            return
        if self.connection_acknowledged and self._ticker is None:
            self._ticker = asyncio.create_task(self._watch())

    async def handle_pong(self, message: PongMessage) -> None:  # noqa: ARG002 - Strawberry's
        """Note that the peer lives."""
        self._waits_for_pong = False

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Put the trusted document in the place of its id."""
        payload = cast("dict[str, Any]", message["payload"])
        if payload.get("documentId") is not None:
            try:
                payload["query"] = self.view.front.engine.documents.text_of(payload["documentId"])
            except UnknownDocumentError as error:
                await self.websocket.send_json(
                    {"id": message["id"], "type": "error", "payload": [error.formatted]}
                )
                return
        await super().handle_subscribe(message)

    async def shutdown(self) -> None:
        """Stop watching with the rest."""
        if self._ticker is not None:
            self._ticker.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticker
        await super().shutdown()

    async def _watch(self) -> None:
        """Close the socket when its login or its peer is gone, or when nobody can tell."""
        try:
            for tick in itertools.count(1):
                await asyncio.sleep(TICK_S)
                self.context.login = await self.view.front.authenticate(self.context.credentials)
                if self.context.login is None:
                    await self.websocket.close(UNAUTHORIZED, "The login has ended")
                    return
                if tick % PING_TICKS == 0 and not await self._ping():
                    await self.websocket.close(GONE, "No answer to a ping")
                    return
        except WebSocketDisconnected:
            return
        except Exception:  # the edge of a task: what is not logged here is lost
            log.exception("the watch over a socket fell")
            with suppress(WebSocketDisconnected, RuntimeError):
                await self.websocket.close(BROKEN, "Try again in a moment")

    async def _ping(self) -> bool:
        """Send a ping; false when the one before was never answered."""
        if self._waits_for_pong:
            return False
        self._waits_for_pong = True
        await self.send_message({"type": "ping"})
        return True


def is_sound(message: object) -> bool:
    """Tell whether a message has the shape that the protocol gives it."""
    if not isinstance(message, dict) or not isinstance(message.get("id", ""), str):
        return False
    if message.get("type") != "subscribe":
        return True
    payload = message.get("payload")
    if not isinstance(payload, dict) or not {"query", "documentId"} & payload.keys():
        return False
    return all(
        isinstance(payload.get(name), kind) for name, kind in PAYLOAD.items() if name in payload
    )


class SocketView(GraphQL[Caller, None]):
    """Accepts sockets from our own and allowed pages, and from programs."""

    graphql_transport_ws_handler_class = SocketHandler

    def __init__(self, front: Front) -> None:
        """Stand behind this front."""
        super().__init__(
            front.engine,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=INIT_S),
            max_subscriptions_per_connection=SUBSCRIPTIONS_MAX,
            allowed_origins=sorted(front.origins),
        )
        self.front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it closes."""
        await self.run(WebSocket(scope, receive, send))

    async def get_context(self, request: Any, response: Any) -> Caller:  # noqa: ARG002 - Strawberry's
        """Return the caller, of whom nothing is known before the first message."""
        assert isinstance(request, WebSocket)
        return self.front.new_caller(request, socket_credentials(request, {}), None)

    async def on_ws_connect(self, context: Caller) -> UnsetType:
        """Ask who it is; raises UNAUTHENTICATED when nothing was proved."""
        known = context.credentials
        context.credentials = Credentials(
            headers=known.headers, cookies=known.cookies, init=context.connection_params or {}
        )
        context.login = await self.front.authenticate(context.credentials)
        if context.login is None:
            raise UnauthenticatedError
        unset: UnsetType = UNSET
        return unset
