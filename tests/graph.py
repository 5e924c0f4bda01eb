"""Ask the graph as somebody who is signed in, without a server in between."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from backend.api.budget import Rates
from backend.api.context import Caller, House
from backend.api.documents import Mode
from backend.api.engine import Engine, Settings
from backend.api.login import Credentials, Login
from backend.api.schema import make_schema
from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.live import LiveLog
from backend.kernel.work import Actor

SCHEMA = Path(__file__).parents[1] / "schema"


@cache
def engine() -> Engine:
    """Build the graph once for all tests; nobody runs out of budget or time."""
    generous = Rates(limit=10**9, restore_per_second=10**9)
    settings = Settings(mode=Mode.DEVELOPMENT, rates=generous, answer_s=60)
    return make_schema(settings, manifest={})


def caller(database: Database, actor: Actor, live: LiveLog | None = None) -> Caller:
    """Sign somebody in."""
    login = Login(new_id(), actor, None, now() + timedelta(hours=1), is_developer=True)
    return Caller(House(database, {LiveLog: live}), Credentials(), login=login)


def document(name: str) -> str:
    """Return an operation, named as it or its field is, as our own clients send it."""
    names = json.loads((SCHEMA / "operations.json").read_text("utf-8"))
    digest = names[name[:1].upper() + name[1:]]
    return str(json.loads((SCHEMA / "manifest.json").read_text("utf-8"))[digest])


async def ask(database: Database, actor: Actor, document: str, **variables: Any) -> dict[str, Any]:
    """Return the data of one answer; an error fails the test."""
    asked = {"variable_values": variables, "operation_name": None}
    answer = await engine().execute(document, context_value=caller(database, actor), **asked)
    assert answer.errors is None, answer.errors
    assert answer.data is not None
    return answer.data


async def watch(
    live: LiveLog, actor: Actor, document: str, **variables: Any
) -> AsyncIterator[dict[str, Any]]:
    """Yield the messages of a subscription."""
    asked = {"variable_values": variables, "operation_name": None}
    who = caller(live.database, actor, live)
    async for answer in await engine().stream(document, context_value=who, **asked):
        assert answer.errors is None, answer.errors
        yield answer.data
