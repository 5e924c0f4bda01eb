"""The simulated people: they sign in as real ones do, workers by badge and PIN on a device."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx2

from backend.server.demo.people import Person, people_of
from backend.server.replay.line import Line, documents
from backend.server.trouble import Trouble

ANSWER_S = 30.0


@dataclass(frozen=True, slots=True)
class Crew:
    """Whoever takes part: an office, those who approve, and workers on the floor."""

    office: Line
    approvers: tuple[Line, ...]
    workers: tuple[Line, ...]


@asynccontextmanager
async def signed_in(url: str, *, workers: int, location: str) -> AsyncIterator[Crew]:
    """Sign in two supervisors and so many workers of the demo; raise Trouble when one may not."""
    known = documents()
    async with AsyncExitStack() as stack:

        async def line() -> Line:
            client = httpx2.AsyncClient(base_url=url, timeout=ANSWER_S)
            return Line(await stack.enter_async_context(client), known)

        admin = await line()
        await _at_a_desk(admin, people_of("admin")[0])
        office, approver = await line(), await line()
        for supervisor, person in zip((office, approver), people_of("supervisor"), strict=True):
            await _at_a_desk(supervisor, person)
        floor = []
        badges = people_of("worker")
        if workers > len(badges):
            raise Trouble(f"The demo has {len(badges)} workers.", "Ask for fewer with --workers.")
        for person in badges[:workers]:
            floor.append(await line())
            await _on_a_device(floor[-1], person, admin=admin, location=location)
        yield Crew(office, (approver, admin), tuple(floor))


async def _at_a_desk(line: Line, person: Person) -> None:
    said = await line.say("SignInWithPassword", name=person.code, password=person.password)
    _yes(said.refused, person)
    line.token = said["token"]


async def _on_a_device(line: Line, person: Person, *, admin: Line, location: str) -> None:
    code = f"REPLAY-{person.code}"
    device = {"code": code} if await _has_device(admin, code) else None
    enrolled = await admin.say(
        "EnrollDevice",
        device=device,
        code=code,
        name=f"Simulated handheld of {person.name}",
        location={"code": location},
    )
    _yes(enrolled.refused, person)
    set_up = await line.say_plain("SetUpDevice", setupBarcode=enrolled["setupBarcode"])
    _yes(set_up.refused, person)
    said = await line.say("SignIn", badge=person.badge, pin=person.pin)
    _yes(said.refused, person)
    line.token = said["token"]


async def _has_device(admin: Line, code: str) -> bool:
    return (await admin.ask("DeviceByCode", code=code))["device"] is not None


def _yes(refused: str | None, person: Person) -> None:
    if refused is not None:
        raise Trouble(
            f"{person.name} could not sign in: {refused}.", "Replay onto the demo warehouse."
        )
