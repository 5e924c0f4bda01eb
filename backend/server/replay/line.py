"""A line to the server for one simulated person: says an operation until it is answered.

An operation keeps its id over every try, so an answer that got lost is asked for again and counts
once; this is what a handheld's outbox does.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import httpx2

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.server.resources import resource
from backend.server.trouble import Trouble

PATIENCE_S = 180.0
"""How long a line tries to reach a server that is down, which is how long a restart may take."""
PAUSE_S = 0.2
ANSWER_S = 60.0
BUSY_MAX = 50
PREFETCH = 50
MOVED = frozenset({"BUSY", "DATABASE_AWAY"})
"""Refusals that say nothing about what was asked; the same operation is sent again."""
PASSING = frozenset({"UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"})
"""Codes of errors that go by; the same operation is sent again."""

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to an operation: its member of the union, by `__typename`."""

    kind: str
    fields: Answer

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Read the one mutation that a document sends."""
        (member,) = answer.values()
        return cls(member["__typename"], member)

    @property
    def refused(self) -> str | None:
        """The code of the refusal, or None for a yes."""
        return str(self.fields["code"]) if self.kind == "Refused" else None

    def __getitem__(self, name: str) -> Any:
        """Return a field of the answer."""
        return self.fields[name]


@dataclass(slots=True)
class Line:
    """One signed-in person. `busy` counts how often the world had moved and it was said again."""

    client: httpx2.AsyncClient
    documents: Mapping[str, str]
    token: str | None = None
    busy: int = 0

    async def tell(self, name: str, /, **told: Any) -> Said:
        """Send a fact from the floor, which says when it happened, under a fresh operation id."""
        return await self.say(name, occurredAt=now().isoformat(), **told)

    async def say(self, name: str, /, **told: Any) -> Said:
        """Send one mutation under a fresh operation id; raise Trouble when nobody answers."""
        return await self.say_plain(name, operationId=str(new_id()), **told)

    async def say_plain(self, name: str, /, **told: Any) -> Said:
        """Send one mutation as it is, again while the world moves under it."""
        for _ in range(BUSY_MAX):
            said = Said.of(await self.ask(name, input=told))
            if said.refused not in MOVED:
                return said
            self.busy += 1
            await asyncio.sleep(PAUSE_S)
        raise Trouble(
            f"{name} was refused {BUSY_MAX} times as {said.refused}: {said['message']}",
            "Look at the server's log.",
        )

    async def claim(self, **wanted: Any) -> list[Mapping[str, Any]]:
        """Claim tasks; none when there is no work of this kind."""
        said = await self.say("ClaimTasks", **{"prefetch": PREFETCH} | wanted)
        if said.refused in {"NO_WORK", "NOT_FOUND"}:  # nobody queued a task for it
            return []
        if said.refused is not None:
            raise Trouble(f"Tasks were refused: {said['message']}", "Look at the server's log.")
        tasks: list[Mapping[str, Any]] = said["tasks"]
        return tasks

    async def ask(self, name: str, /, **variables: Any) -> Answer:
        """Send one of our documents and return its data."""
        body = {"documentId": self.documents[name], "variables": variables}
        answer = await self._post(json.dumps(body))
        if answer.get("errors"):
            raise Trouble(
                f"{name} failed: {answer['errors'][0]['message']}", "Look at the server's log."
            )
        data: Answer = answer["data"]
        return data

    async def _post(self, body: str) -> dict[str, Any]:
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        headers = {"content-type": "application/json", "x-stockwright": "1"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        while True:
            try:
                answer = await self.client.post("/graphql", content=body, headers=headers)
                read: dict[str, Any] = answer.json()
                trouble = _passing(read)
                if trouble is None:
                    return read
            except (httpx2.TransportError, json.JSONDecodeError) as error:
                trouble = str(error) or type(error).__name__
            if asyncio.get_running_loop().time() > deadline:
                raise Trouble(
                    f"The server at {self.client.base_url} is gone: {trouble}.",
                    "Start it again, then replay onto a fresh warehouse.",
                )
            await asyncio.sleep(PAUSE_S)


def _passing(read: Mapping[str, Any]) -> str | None:
    for error in read.get("errors", ()):
        if error.get("extensions", {}).get("code") in PASSING:
            return str(error["message"])
    return None


def documents() -> Mapping[str, str]:
    """Return the ids of our documents by the names of their operations."""
    found: Mapping[str, str] = json.loads((resource("schema") / "operations.json").read_text())
    return found
