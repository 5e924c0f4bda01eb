"""A line to the server for one simulated person: says an operation until it is answered.

An operation keeps its id over every try, so an answer that got lost is asked for again and counts
once; this is what a handheld's outbox does.
"""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

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
PASSING = frozenset({"UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"})
"""Codes of errors that go by; the same operation is sent again."""

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to an operation: its member of the union, by `__typename`."""

    kind: str
    fields: Answer

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

    async def say(self, name: str, **told: Any) -> Said:
        """Send one mutation under a fresh operation id; raise Trouble when nobody answers."""
        sent = {"operationId": str(new_id()), "occurredAt": now().astimezone(UTC).isoformat()}
        for _ in range(BUSY_MAX):
            answer = await self.ask(name, input=sent | told)
            (member,) = answer.values()
            said = Said(member["__typename"], member)
            if said.refused is None or not said["retryable"]:
                return said
            self.busy += 1
            await asyncio.sleep(PAUSE_S)
        raise Trouble(
            f"{name} was refused {BUSY_MAX} times as {said.refused}: {said['message']}",
            "Look at the server's log.",
        )

    async def ask(self, name: str, **variables: Any) -> Answer:
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


def documents() -> dict[str, str]:
    """Return the ids of our documents by name, as the manifest knows them."""
    manifest: dict[str, str] = json.loads((resource("schema") / "manifest.json").read_text())
    by_text = {text: digest for digest, text in manifest.items()}
    found: dict[str, str] = {}
    for path in sorted((resource("schema") / "operations").rglob("*.graphql")):
        found[path.stem] = _digest(path, by_text)
    return found


def _digest(path: Path, by_text: Mapping[str, str]) -> str:
    text = path.read_text()
    return by_text.get(text) or f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
