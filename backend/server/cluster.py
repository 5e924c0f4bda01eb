"""Make a new PostgreSQL cluster with its roles and the empty database, whole or not at all."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from backend.kernel.database import APP_ROLE
from backend.server.binaries import servant
from backend.server.trouble import Trouble

SUPERUSER = "postgres"
OWNER = "stockwright"
NAME = "stockwright"

INIT = ("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--no-instructions")
"""Whoever may enter the folder of the socket may log in; nobody may from the network."""

BUILTIN_LOCALE_SINCE = 17

# Single-user mode reads one statement a line, before any socket is open.
ROLES = f"""\
CREATE ROLE {OWNER} LOGIN
CREATE ROLE {APP_ROLE} LOGIN
GRANT {APP_ROLE} TO {OWNER}
CREATE DATABASE {NAME} OWNER {OWNER} TEMPLATE template0
"""


def build(binaries: Path, cluster: Path, *, careful: bool) -> None:
    """Make the cluster beside its place, then move it there; a crash leaves nothing half-made."""
    fresh = cluster.with_name(f".{cluster.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    user = servant()
    if user is not None:
        os.chown(fresh, user.uid, user.gid)
    make: list[str | Path] = [
        binaries / "initdb",
        "-D",
        fresh,
        "-U",
        SUPERUSER,
        *INIT,
        *_locale(binaries),
    ]
    _run(make if careful else [*make, "--no-sync"], says="", cwd=fresh)
    unsynced = [] if careful else ["-F"]
    _run([binaries / "postgres", "--single", *unsynced, "-D", fresh, "postgres"], ROLES, cwd=fresh)
    if cluster.exists():
        shutil.rmtree(cluster)
    fresh.rename(cluster)


def _locale(binaries: Path) -> list[str]:
    """Sort by code point everywhere; upper and lower case know Unicode."""
    version = subprocess.run(  # noqa: S603 - our own program
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\d+", version)
    if found is not None and int(found[0]) >= BUILTIN_LOCALE_SINCE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _run(command: list[str | Path], says: str, *, cwd: Path) -> None:
    user = servant()
    options: dict[str, Any] = {}
    if user is not None:
        options = {"user": user.uid, "group": user.gid, "extra_groups": []}
    done = subprocess.run(  # noqa: S603 - our own program and arguments
        command,
        input=says,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=cwd,
        env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
        **options,
    )
    if done.returncode != 0 or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
        raise Trouble(f"The database could not be made: {done.stdout.strip()}.", "")
