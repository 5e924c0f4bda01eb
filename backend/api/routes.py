"""The addresses of the graph, and of the labels that it tells of."""

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from backend.api import ide
from backend.api.documents import Mode
from backend.api.events import EventsView
from backend.api.front import Front
from backend.api.label_files import LabelFiles
from backend.api.socket import SocketView
from backend.api.view import HttpView


class _PageOrAnswer:
    """Shows GraphiQL to people and answers programs."""

    def __init__(self, view: HttpView) -> None:
        self._view = view

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        show = ide.page if ide.is_for_people(scope) else self._view
        await show(scope, receive, send)


def routes(front: Front) -> list[BaseRoute]:
    """Return the graph's routes; GraphiQL is among them in development only."""
    view = HttpView(front)
    developing = front.engine.settings.mode is Mode.DEVELOPMENT
    return [
        WebSocketRoute("/graphql", SocketView(front)),
        Route("/graphql", _PageOrAnswer(view) if developing else view),
        Route("/graphql/stream", EventsView(front)),
        *LabelFiles(front).routes(),
        *([ide.files()] if developing else []),
    ]
