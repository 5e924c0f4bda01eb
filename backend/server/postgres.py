"""Run a private PostgreSQL as our own child process, so that a warehouse needs no database server.

The child dies with us: it gets its order to stop from the kernel even when we are killed. The
folder's lock tells a second process that it is a guest. A server that falls is started again.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import quote

from backend.server.binaries import find_binaries, is_open_to_everyone, servant
from backend.server.cluster import NAME, OWNER, SUPERUSER, build
from backend.server.parent import end_with_parent
from backend.server.postmaster import Postmaster, at_work_in, running_in, socket_folder
from backend.server.trouble import Trouble

STOP_S = 60
PATIENCE_S = 5
PROBE_S = 0.005
GUEST_PROBES = 20
"""A host that was just killed looks alive for a moment, so a guest looks this often."""
FALLS_MAX = 5
LOG_BYTES_MAX = 10_000_000

TUNING = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "500ms",
    "logging_collector": "off",
}
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
"""For tests, whose data nobody will miss."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a running server is reached, by role."""

    app: str
    owner: str
    superuser: str


class Postgres:
    """A cluster in a folder; `with Postgres(folder) as addresses` runs it."""

    def __init__(
        self,
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        binaries: Path | None = None,
        say: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Prepare to run the cluster in this folder, which is made when it is missing."""
        self.folder = folder.resolve()
        self.child: subprocess.Popen[bytes] | None = None
        self._settings = TUNING | dict(settings or {})
        self._binaries = binaries
        self._say = say
        self._lock: IO[str] | None = None
        self._stopping = threading.Event()
        self._keeper: threading.Thread | None = None

    def __enter__(self) -> Addresses:
        """Start, or join, the server."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server if it is ours."""
        self.stop()

    @property
    def cluster(self) -> Path:
        """The folder that PostgreSQL itself keeps."""
        return self.folder / "postgres"

    @property
    def log(self) -> Path:
        """What PostgreSQL has to say."""
        return self.folder / "postgres.log"

    def start(self) -> Addresses:
        """Run the server, or find the one that another process runs on this folder."""
        self._make_folder()
        lock = (self.folder / "postgres.lock").open("a+")
        waited = time.monotonic()
        seen = 0
        while not _locked(lock):
            seen = seen + 1 if self._is_ready(None) else 0
            if seen > GUEST_PROBES:
                lock.close()
                return self._addresses()
            waited = self._mention(waited, "Waiting for the database that another process starts.")
        self._lock = lock
        try:
            self._run()
        except BaseException:
            self.stop()
            raise
        return self._addresses()

    def _run(self) -> None:
        self._wait_for_predecessor()
        if not (self.cluster / "PG_VERSION").exists():
            self._say("Making the database.")
            build(
                find_binaries(self._binaries), self.cluster, careful="fsync" not in self._settings
            )
        self._launch()
        self._keeper = threading.Thread(target=self._keep, name="postgres-keeper", daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """Stop the server if it is ours: open work is rolled back, the rest is on disk."""
        self._stopping.set()
        self._end_child()
        while self._keeper is not None and self._keeper.is_alive():
            self._end_child()  # the keeper may just have started it again
            self._keeper.join(PROBE_S)
        if self._lock is not None:
            self._lock.close()

    def _end_child(self) -> None:
        child = self.child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGINT)
        try:
            child.wait(STOP_S)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGQUIT)  # its own log heals what this leaves
            child.wait()

    def discard(self) -> None:
        """Delete the cluster and all that is in it; refused while anybody runs it."""
        self._make_folder()
        with (self.folder / "postgres.lock").open("a+") as lock:
            if not _locked(lock):
                raise Trouble(f"The warehouse in {self.folder} is running.", "Stop it first.")
            self._wait_for_predecessor()
            shutil.rmtree(self.cluster, ignore_errors=True)

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "postgres.lock").touch()
        except OSError as error:
            raise Trouble(
                f"The data folder {self.folder} cannot be written ({error.strerror}).",
                "Set STOCKWRIGHT_DATA to a folder that can.",
            ) from error
        if servant() is not None and not is_open_to_everyone(self.folder):
            raise Trouble(
                f"PostgreSQL does not run as root, and no other user may enter {self.folder}.",
                "Set STOCKWRIGHT_DATA to a folder such as /var/lib/stockwright.",
            )

    def _launch(self) -> None:
        """Start the child and wait for it, through a crash recovery of any length."""
        for fall in range(FALLS_MAX + 1):
            self._wait_for_orphans()
            self.child = child = self._spawn()
            waited = time.monotonic()
            while child.poll() is None:
                if self._is_ready(child.pid):
                    return
                waited = self._mention(waited, "The database is recovering from a crash.")
            self._stopping.wait(0.2 * fall)
        raise Trouble("PostgreSQL stopped while starting.", f"See {self.log}.")

    def _spawn(self) -> subprocess.Popen[bytes]:
        binaries = find_binaries(self._binaries)
        settings = [f"-c{name}={value}" for name, value in self._settings.items()]
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES_MAX:
            self.log.rename(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own program and arguments
                [
                    binaries / "postgres",
                    "-D",
                    self.cluster,
                    "-k",
                    socket_folder(self.cluster),
                    *settings,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cluster,
                start_new_session=True,  # Ctrl-C at the terminal is for us; we then stop the child
                preexec_fn=end_with_parent(os.getpid(), sending=signal.SIGINT),  # noqa: PLW1509 - one call into the kernel
                **_as_servant(),
            )

    def _keep(self) -> None:
        """Start the server again whenever it falls, until it is told to stop."""
        while self.child is not None:
            self.child.wait()
            if self._stopping.is_set():
                return
            self._say("The database fell; it is started again.")
            try:
                self._launch()
            except Trouble as trouble:  # the next round tries again: nobody else would
                self._say(str(trouble))

    def _wait_for_predecessor(self) -> None:
        """Let a server whose owner was killed finish its stop."""
        waited = time.monotonic()
        while (pid := running_in(self.cluster)) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            waited = self._mention(waited, "Waiting for the previous database to stop.")
            time.sleep(PROBE_S)

    def _wait_for_orphans(self) -> None:
        """Let the children of a killed server end: they hold its memory, and no other may start."""
        waited = time.monotonic()
        while at_work_in(self.cluster) and not self._stopping.is_set():
            waited = self._mention(waited, "Waiting for the rest of the fallen database to end.")

    def _is_ready(self, pid: int | None) -> bool:
        found = Postmaster.of(self.cluster)
        return found is not None and found.is_ready and pid in (None, found.pid)

    def _addresses(self) -> Addresses:
        host = quote(str(socket_folder(self.cluster)), safe="")

        def address(role: str, database: str) -> str:
            return f"postgres://{role}@/{database}?host={host}&port=5432"

        return Addresses(
            app=address("stockwright_app", NAME),
            owner=address(OWNER, NAME),
            superuser=address(SUPERUSER, "postgres"),
        )

    def _mention(self, since: float, sentence: str) -> float:
        """Sleep a moment; say why, once that has lasted."""
        time.sleep(PROBE_S)
        if time.monotonic() - since < PATIENCE_S:
            return since
        self._say(sentence)
        return time.monotonic()


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _as_servant() -> dict[str, Any]:
    user = servant()
    return {} if user is None else {"user": user.uid, "group": user.gid, "extra_groups": []}
