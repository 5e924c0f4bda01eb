"""The reactor: wakes the commands that react to events of the outbox, each effect exactly once.

A reaction runs under an operation id that is derived from its event, so a crash between the effect
and its mark costs a replay, never a second effect.

    refused                       recorded as the event's trouble; nothing more is done
    refused, but retryable        tried again, later and later
    anything else that is raised  logged, and tried again, later and later
    tried TRIES_MAX times         the alarm is raised; the event stays open until somebody acts
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from backend.kernel.command import Command
from backend.kernel.database import Database
from backend.kernel.outbox import Told, mark_handled, put_off, take_due
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.kernel.work import Actor

BATCH_MAX = 50
TRIES_MAX = 8
IDLE_S = 5.0
"""A ring may be lost; then an event waits this long at most."""
GATHER_S = 0.01
"""How long rings are gathered before the outbox is asked again."""
PAUSE_FIRST = timedelta(milliseconds=200)
PAUSE_MAX = timedelta(minutes=5)

log = logging.getLogger(__name__)


class _AgainError(Exception):
    """A reaction did not get through; it shall be tried again."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """A command that an event wakes; `asked` makes its input of the event's facts.

    `only` limits it to events whose facts have one of these values.
    """

    command: Command[Any, Any]
    asked: Callable[[Mapping[str, object]], Any]
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_for(self, facts: Mapping[str, object]) -> bool:
        """Tell whether an event with these facts wakes it."""
        return all(facts.get(name) in values for name, values in self.only.items())


@dataclass(frozen=True, slots=True)
class Wiring:
    """Which event wakes what, as whom, and what happens when a reaction fails for good.

    The alarm gets the event's facts, its name as `event`, and `trouble`.
    """

    reactions: Mapping[str, tuple[Reaction, ...]]
    actor: Actor
    alarm: Reaction


def by_name(command: Command[Any, Any], **only: frozenset[str]) -> Reaction:
    """React with a command whose input has the names of the event's facts; others are left out.

    `only` names facts, and the values with which an event is for this command.
    """
    return Reaction(command, command.asked.validate_python, only)


async def react(database: Database, wiring: Wiring) -> int:
    """Handle events that are due, a bounded batch of them, and return how many those were."""
    due = await take_due(database, at_most=BATCH_MAX)
    for event in due:
        await _handle(database, wiring, event)
    return len(due)


async def drain(database: Database, wiring: Wiring) -> int:
    """Handle events until none is due, and return how many those were."""
    handled = 0
    while found := await react(database, wiring):
        handled += found
    return handled


async def keep_reacting(database: Database, wiring: Wiring) -> None:
    """React for ever: at each ring of the bell, and now and then without one."""
    while True:
        heard = database.bell.rings
        if await react(database, wiring) == 0:
            await database.bell.wait(heard, seconds=IDLE_S)
            await asyncio.sleep(GATHER_S)


async def _handle(database: Database, wiring: Wiring, event: Told) -> None:
    refused: list[str] = []
    for reaction in wiring.reactions.get(event.name, ()):
        if not reaction.is_for(event.facts):
            continue
        try:
            trouble = await _run(database, wiring, event, reaction)
        except _AgainError as again:
            await _later(database, wiring, event, trouble=str(again))
            return
        if trouble:
            refused.append(trouble)
    await mark_handled(database, event, trouble="; ".join(refused) or None)


async def _run(database: Database, wiring: Wiring, event: Told, reaction: Reaction) -> str | None:
    """Perform one reaction; return what it was refused with, or None."""
    name = reaction.command.name
    request = Request(event.operation_of(name), wiring.actor)
    try:
        await perform(database, reaction.command, reaction.asked(event.facts), request)
    except Refusal as refusal:
        trouble = f"{name}: {refusal.code}: {refusal}"
        if refusal.retryable:
            raise _AgainError(trouble) from refusal
        return trouble
    except Exception as error:  # the edge of a reaction: logged here, once, and tried again
        log.exception("reaction %s to %s failed", name, event.name)
        raise _AgainError(f"{name}: {type(error).__name__}: {error}") from error
    return None


async def _later(database: Database, wiring: Wiring, event: Told, *, trouble: str) -> None:
    """Put an event off, or raise the alarm when it has been put off often enough.

    The alarm comes before the mark: a crash between them raises the same alarm again, once.
    """
    if event.tries < TRIES_MAX:
        pause = min(PAUSE_MAX, PAUSE_FIRST * 2**event.tries)
        await put_off(database, event, pause=pause, trouble=trouble)
        return
    facts = {**event.facts, "event": event.name, "trouble": trouble[:1000]}
    request = Request(event.operation_of("alarm"), wiring.actor)
    await perform(database, wiring.alarm.command, wiring.alarm.asked(facts), request)
    await put_off(database, event, pause=None, trouble=trouble)
