"""A house that browsers can visit: the real server on a free port, over the module's database."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx2
import uvicorn

from backend.kernel.ids import new_id
from backend.server.app import compose
from backend.server.commands.serving import UVICORN
from backend.server.demo.people import PEOPLE, Person
from backend.server.resources import resource
from backend.server.settings import Settings

STOP_S = 20
NAMES: dict[str, str] = json.loads((resource("schema") / "operations.json").read_text("utf-8"))
"""The trusted documents, by the name of their operation."""
ADMIN = next(person for person in PEOPLE if person.code == "admin")
_NUMBERS = count(1)


class _Server(uvicorn.Server):
    """A server in our own loop, which leaves Ctrl-C to pytest."""

    def capture_signals(self) -> AbstractContextManager[None]:
        return nullcontext()


@dataclass(frozen=True, slots=True)
class House:
    """Where the server answers, and how to ask it something outside of a browser."""

    url: str
    client: httpx2.AsyncClient

    async def ask(self, operation: str, /, *, token: str | None = None, **variables: Any) -> Any:
        """Send one of our clients' documents; return its data. An error fails the test."""
        body = {"documentId": NAMES[operation], "variables": variables}
        headers = {"x-stockwright": "1"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        answer = (await self.client.post("/graphql", json=body, headers=headers)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def do(self, operation: str, token: str, **asked: Any) -> Any:
        """Send a command; return its answer. A refusal fails the test."""
        given = {"operationId": str(new_id())} | asked
        (answer,) = (await self.ask(operation, token=token, input=given)).values()
        assert answer["__typename"] != "Refused", answer
        return answer

    async def token_of(self, person: Person = ADMIN) -> str:
        """Sign somebody in as on the board, and return the token."""
        asked = {"name": person.code, "password": person.password}
        data = await self.ask("SignInWithPassword", input={"operationId": str(new_id()), **asked})
        return str(data["signInWithPassword"]["token"])

    async def setup_barcode(self) -> str:
        """Enroll a new handheld; return what it must scan to be set up."""
        token = await self.token_of()
        where = {
            "code": (await self.ask("Locations", token=token, first=1))["locations"]["nodes"][0][
                "code"
            ]
        }
        code = f"T-{next(_NUMBERS)}"
        asked = {"code": code, "kind": "HANDHELD", "location": where}
        return str((await self.do("EnrollDevice", token, **asked))["setupBarcode"])


@asynccontextmanager
async def serving(database_url: str, **settings: Any) -> AsyncIterator[House]:
    """Serve the house over this database until the end, unless set as strictly as in production."""
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://localhost:{door.getsockname()[1]}"
    usual = {"database_url": database_url, "pool_max": 8, "log_level": "warning"}
    app = compose(Settings(**usual | settings))
    options = UVICORN | {"factory": False, "timeout_graceful_shutdown": 1, "lifespan": "on"}
    server = _Server(uvicorn.Config(app, **options))
    running = asyncio.create_task(server.serve(sockets=[door]))
    try:
        async with httpx2.AsyncClient(base_url=url) as client:
            while not server.started:
                assert not running.done(), "the server did not start"
                await asyncio.sleep(0.01)
            yield House(url, client)
    finally:
        server.should_exit = True
        await asyncio.wait_for(running, STOP_S)
