"""Read what a running PostgreSQL says of itself in the folder of its cluster."""

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from backend.server.binaries import servant
from backend.server.trouble import Trouble

SOCKET_PATH_MAX = 104
READY_LINE = 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The first lines of a cluster's postmaster.pid."""

    pid: int
    is_ready: bool

    @classmethod
    def of(cls, cluster: Path) -> "Postmaster | None":
        """Read the file; None when there is none, or it is just being written."""
        try:
            lines = (cluster / "postmaster.pid").read_text().splitlines()
            ready = len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"
            return cls(int(lines[0]), ready)
        except (OSError, ValueError, IndexError):
            return None


def running_in(cluster: Path) -> int | None:
    """Tell the process that works in this cluster; a number left by a dead one is not believed."""
    found = Postmaster.of(cluster)
    if found is not None:
        with contextlib.suppress(OSError):
            if Path(f"/proc/{found.pid}/cwd").readlink() == cluster:
                return found.pid
    return None


def at_work_in(cluster: Path) -> list[int]:
    """Return the processes that work in this cluster, of whatever server; only Linux can tell."""
    return [
        int(process.name) for process in Path("/proc").glob("[0-9]*") if _works_in(process, cluster)
    ]


def _works_in(process: Path, cluster: Path) -> bool:
    try:
        return (process / "cwd").readlink() == cluster
    except OSError:  # it ended just now, or is somebody else's
        return False


def socket_folder(cluster: Path) -> Path:
    """Return the folder of the socket: the cluster, unless its path is too long for one."""
    if len(os.fsencode(cluster)) + len("/.s.PGSQL.5432") < SOCKET_PATH_MAX:
        return cluster
    mark = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"stockwright-{os.geteuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        raise Trouble(f"{folder} is open to other users.", "Remove it.")
    user = servant()
    if user is not None:
        os.chown(folder, user.uid, user.gid)
    return folder
