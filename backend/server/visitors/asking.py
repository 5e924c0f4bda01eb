"""Ask the graph from within, with a document of ours, as the house itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.api.context import Caller
from backend.api.front import Front
from backend.api.login import Credentials, Login
from backend.kernel.clock import now
from backend.server.resources import resource
from backend.tasks.system import SYSTEM

LOGIN = UUID("00000000-0000-8000-8000-0000000000d3")
A_MOMENT = timedelta(minutes=1)


class BusyError(Exception):
    """The graph stopped a question that took too long."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The graph, and our documents by the names of their operations."""

    front: Front
    documents: Mapping[str, str]

    async def ask(self, name: str, **variables: Any) -> Mapping[str, Any]:
        """Return the data of an answer; a document of ours has no other errors than BusyError."""
        login = Login(LOGIN, SYSTEM, None, now() + A_MOMENT)
        caller = Caller(self.front.house, Credentials(), login=login)
        answer = await self.front.engine.execute(
            self.front.engine.documents.text_of(self.documents[name]),
            context_value=caller,
            variable_values=variables,
            operation_name=None,
        )
        if any((error.extensions or {}).get("code") == "TIMEOUT" for error in answer.errors or ()):
            raise BusyError
        assert not answer.errors, (name, answer.errors)
        assert answer.data is not None, name
        return answer.data


def asking(front: Front) -> Asking:
    """Ask this graph."""
    known: Mapping[str, str] = json.loads((resource("schema") / "operations.json").read_text())
    return Asking(front, known)
