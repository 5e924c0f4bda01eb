"""The wiring: every command by name, which event wakes which command, and what runs by the clock.

One registry serves the outbox of events, the outbox of devices and imports alike.
"""

from collections.abc import Mapping
from typing import Any

from backend.kernel.command import Command
from backend.kernel.database import Database
from backend.kernel.reactor import Reaction, Wiring, by_name, keep_reacting
from backend.tasks.report_overpromise import report_overpromise
from backend.tasks.report_trouble import report_trouble
from backend.tasks.system import SYSTEM


def _registry(*commands: Command[Any, Any]) -> Mapping[str, Command[Any, Any]]:
    """Return the commands by name; no two bear the same."""
    named = {command.name: command for command in commands}
    assert len(named) == len(commands), "two commands bear one name"
    return named


COMMANDS: Mapping[str, Command[Any, Any]] = _registry(
    report_overpromise,
    report_trouble,
)

REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "PoolOverpromised": (by_name(report_overpromise),),
}

WIRING = Wiring(REACTIONS, SYSTEM, alarm=by_name(report_trouble))


async def react_to_events(database: Database) -> None:
    """Wake the commands that events of the outbox are for."""
    await keep_reacting(database, WIRING)
