"""Let the demo's simulated people work in a process of their own, beside the server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from backend.server.commands.crew import CHILD_OF
from backend.server.commands.serving import EVERYWHERE, Door
from backend.server.tls.authority import PUBLIC
from backend.server.tls.secured import Secured

STOP_S = 5.0


@dataclass(slots=True)
class People:
    """The simulated people, who come when the server is ready."""

    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Have them begin; they end with us, however we end."""
        environment = os.environ | {CHILD_OF: str(os.getpid())}
        self.process = subprocess.Popen(self.command, env=environment)  # noqa: S603 - ours

    def stop(self) -> None:
        """Send them home; whatever they held comes back to the queue when its lease ends."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def crew_of(door: Door, *, pace: float, shown: Secured | None) -> Iterator[People]:
    """Have people ready for as long as the block lasts."""
    near = "127.0.0.1" if door.host in {EVERYWHERE, "::"} else door.host
    command = [sys.executable, "-m", "backend.server", "crew", door.at(near), "--pace", str(pace)]
    if shown is not None:
        command += ["--authority", str(shown.folder / PUBLIC)]
    people = People(tuple(command))
    try:
        yield people
    finally:
        people.stop()
