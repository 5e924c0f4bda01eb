"""Sign the simulated people of the demo in; the badges on its page are left to visitors."""

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx2

from backend.server.crew.pace import Pace, PacedLine
from backend.server.demo.people import CREW, Person, people_of
from backend.server.demo.warehouse import LOCATION
from backend.server.replay.line import Line, Said, documents
from backend.server.trouble import Trouble

ANSWER_S = 30.0


@dataclass(frozen=True, slots=True)
class Shift:
    """An office that lays work out, somebody who approves, and workers on the floor."""

    office: Line
    approver: Line
    workers: tuple[Line, ...]


@asynccontextmanager
async def shift_at(url: str, *, authority: str | None, pace: Pace) -> AsyncIterator[Shift]:
    """Sign everybody in; `authority` is a file with the certificate to trust."""
    known = documents()
    verify = ssl.create_default_context(cafile=authority)
    async with AsyncExitStack() as stack:

        async def client() -> httpx2.AsyncClient:
            made = httpx2.AsyncClient(base_url=url, timeout=ANSWER_S, verify=verify)
            return await stack.enter_async_context(made)

        admin, office, approver = [Line(await client(), known) for _ in range(3)]
        supervisors = people_of("supervisor")
        for line, person in zip(
            (admin, office, approver), (people_of("admin")[0], *supervisors), strict=True
        ):
            await _at_a_desk(line, person)
        workers = []
        for person in CREW:
            workers.append(PacedLine(await client(), known, pace=pace))
            await _on_a_device(workers[-1], person, admin=admin)
        yield Shift(office, approver, tuple(workers))


async def _at_a_desk(line: Line, person: Person) -> None:
    said = await line.say("SignInWithPassword", name=person.code, password=person.password)
    line.token = _yes(said, person)["token"]


async def _on_a_device(line: Line, person: Person, *, admin: Line) -> None:
    code = f"CREW-{person.code}"
    found = await admin.ask("DeviceByCode", code=code)
    enrolled = await admin.say(
        "EnrollDevice",
        device={"code": code} if found["device"] else None,
        code=code,
        name=f"Handheld of {person.name}",
        location={"code": LOCATION},
    )
    barcode = _yes(enrolled, person)["setupBarcode"]
    _yes(await line.say_plain("SetUpDevice", setupBarcode=barcode), person)
    said = await line.say("SignIn", badge=person.badge, pin=person.pin)
    line.token = _yes(said, person)["token"]


def _yes(said: Said, person: Person) -> Said:
    if said.refused is not None:
        raise Trouble(f"{person.name} could not sign in: {said.refused}.", "Is this the demo?")
    return said
