"""`./dev prove mutants [FILE ...]`: make small mistakes in the ledger; some test must notice each.

Every mutant is tried in a process of its own, forked from one in which all libraries are loaded, on
one warm PostgreSQL with one migrated template. Prints what each file's tests noticed and a diff of
each mutant that lived. Mutants that cannot be told from the original by anything but their speed
are listed with a reason in tools/equivalent_mutants.toml. Ends with 1 when fewer than 95 % were
killed.
"""

import argparse
import asyncio
import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from backend.kernel.migrations import migrate, migrations_in
from backend.server.postgres import CARELESS, Addresses, Postgres
from backend.server.resources import MIGRATIONS
from tools.mutate import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
STOCK = ROOT / "backend/stock"
FILES = (
    "posting", "backing", "changes", "keys", "scarce", "shortage", "reversal", "reversing", "free",
    "sql", "pools/sql",
)  # fmt: skip
TESTS = (
    "tests/rules/test_posting_exactly.py", "tests/rules/test_backing.py",
    "tests/rules/test_keys.py", "tests/ledger/test_bounds.py", "tests/ledger/test_pool_bounds.py",
    "tests/ledger/test_guards.py", "tests/ledger/test_dependents.py",
    "tests/ledger/test_reversals.py", "tests/ledger/test_free_stock.py",
    "tests/flows/test_taking_back.py",
)  # fmt: skip
EQUIVALENT = ROOT / "tools/equivalent_mutants.toml"
LIBRARIES = (
    "_pytest.assertion.rewrite", "pytest_asyncio.plugin", "tortoise.contrib", "pydantic",
    "starlette.applications", "argon2", "rich.console", "cryptography.x509", "strawberry",
)  # fmt: skip
TARGET = 0.95
TEMPLATE = "mutants"


@dataclass(slots=True)
class Score:
    """What became of the mutants of one file."""

    killed: int = 0
    overdue: int = 0
    lived: list[Mutant] = field(default_factory=list)
    equal: int = 0

    @property
    def noticed(self) -> int:
        """Killed by a test, or by the time limit."""
        return self.killed + self.overdue


class Mistaken(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Imports one module from a mutant instead of from its file."""

    def __init__(self, mutant: Mutant) -> None:
        """Take the mutant's path for the name of its module."""
        self._mutant = mutant
        self._name = module_of(mutant)

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        """Step in for the one module."""
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._mutant.path, loader=self)

    def get_filename(self, _fullname: str) -> str:
        """Name the true file, so that traces can be read."""
        return str(self._mutant.path)

    def get_data(self, path: str | bytes) -> bytes:  # type: ignore[override]
        """Give the mistaken source; never a compiled one."""
        if str(path).endswith(".pyc"):
            raise OSError
        return self._mutant.source()


def module_of(mutant: Mutant) -> str:
    """Return the name under which the mutant is imported."""
    return ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)


class Warm:
    """Gives the tests the server and the template that are there already."""

    def __init__(self, addresses: Addresses) -> None:
        """Keep what is given instead."""
        self._given = {"server": addresses, "template": TEMPLATE}

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> object | None:
        """Answer for the two fixtures that take their time."""
        given = self._given.get(fixturedef.argname)
        if given is not None:
            fixturedef.cached_result = (given, fixturedef.cache_key(request), None)
        return given


def tried(mutant: Mutant | None, addresses: Addresses, tests: Sequence[str]) -> int:
    """Start the tests on a mutant, or on what stands there; return the process."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    log = os.open(os.environ.get("MUTANTS_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 1
    try:
        if mutant is not None and mutant.constant:
            setattr(importlib.import_module(module_of(mutant)), mutant.constant, mutant.statement)
        elif mutant is not None:
            sys.meta_path.insert(0, Mistaken(mutant))
        options = ["-xW", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:cacheprovider"]
        code = int(pytest.main([*options, *tests], plugins=[Warm(addresses)]))
    except BaseException:  # noqa: BLE001 - whatever it is, the log shall tell
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def outcomes(
    mutants: Iterable[Mutant], addresses: Addresses, options: argparse.Namespace
) -> Iterator[tuple[Mutant, str]]:
    """Try the mutants, so many at once, each for so long."""
    waiting, running = list(reversed(list(mutants))), dict[int, tuple[Mutant, float]]()
    while waiting or running:
        while waiting and len(running) < options.at_once:
            mutant = waiting.pop()
            child = tried(mutant, addresses, options.tests)
            running[child] = (mutant, time.monotonic() + options.limit_s)
        time.sleep(0.02)
        for child, (mutant, until) in list(running.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if not ended and time.monotonic() < until:
                continue
            if not ended:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
            del running[child]
            yield mutant, "overdue" if not ended else "killed" if status else "lived"


def in_two_halves(
    mutants: Sequence[Mutant], addresses: Addresses, options: argparse.Namespace
) -> Iterator[tuple[Mutant, str]]:
    """Try those of Python first. A statement is changed where all is loaded: that is quicker."""
    yield from outcomes((one for one in mutants if not one.constant), addresses, options)
    for test in options.tests:
        importlib.import_module(test.partition(".py")[0].replace("/", "."))
    yield from outcomes((one for one in mutants if one.constant), addresses, options)


async def prepared(addresses: Addresses) -> None:
    """Migrate the template."""
    superuser = await asyncpg.connect(addresses.superuser)
    owner = urlsplit(addresses.owner).username
    await superuser.execute(f"CREATE DATABASE {TEMPLATE} OWNER {owner}")
    await superuser.close()
    connection = await asyncpg.connect(template(addresses.owner))
    await migrate(connection, migrations_in(MIGRATIONS))
    await connection.close()


def template(url: str) -> str:
    """Return the address of the template on the same server."""
    return urlsplit(url)._replace(path=f"/{TEMPLATE}").geturl()


async def runnable(mutants: Sequence[Mutant], addresses: Addresses) -> list[Mutant]:
    """Leave out statements that PostgreSQL does not even take: no test would be needed."""
    connection = await asyncpg.connect(template(addresses.owner))
    fit = []
    for mutant in mutants:
        try:
            if mutant.constant:
                await connection.prepare(mutant.statement)
        except asyncpg.PostgresError:
            continue
        fit.append(mutant)
    await connection.close()
    return fit


def apart(work: Any) -> None:
    """Run a piece of work in a child, so that none of our modules stays loaded here."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0, "what comes before the mutants failed"


def is_equivalent(mutant: Mutant, known: Sequence[dict[str, str]]) -> bool:
    """Tell whether somebody has said why this mutant cannot be noticed."""
    file, diff = str(mutant.path.relative_to(STOCK)), mutant.diff()
    return any(one["file"] == file and one["change"].strip() == diff.strip() for one in known)


def main(arguments: Sequence[str]) -> int:
    """Run what the command line says."""
    options = _options().parse_args(arguments)
    paths = [STOCK / f"{name}.py" for name in options.files]
    known = tomllib.loads(EQUIVALENT.read_text())["mutant"] if EQUIVALENT.exists() else []
    for library in LIBRARIES:
        importlib.import_module(library)
    with tempfile.TemporaryDirectory(prefix="mutants-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        with Postgres(Path(folder) / "pg", settings=CARELESS) as addresses:
            apart(lambda: asyncio.run(prepared(addresses)))
            began = time.monotonic()
            child = tried(None, addresses, options.tests)
            assert os.waitpid(child, 0)[1] == 0, "the tests fail without any mutant"
            print(f"without a mutant: {time.monotonic() - began:.1f} s", flush=True)
            return report(paths, known, addresses, options)


def report(
    paths: Sequence[Path], known: Sequence[dict[str, str]], addresses: Addresses, options: Any
) -> int:
    """Try all, and say what became of them."""
    scores: dict[str, Score] = defaultdict(Score)
    every: list[Mutant] = []
    for path in paths:
        made = asyncio.run(runnable(mutants_of(path), addresses))
        equal = [one for one in made if is_equivalent(one, known)]
        scores[str(path.relative_to(STOCK))].equal = len(equal)
        every += [one for one in made if one not in equal]
    assert not {module_of(one) for one in every} & set(sys.modules), "they would not be imported"
    for number, (mutant, outcome) in enumerate(in_two_halves(every, addresses, options), 1):
        if not number % 25:
            print(f"{number} of {len(every)} tried", flush=True)
        name = str(mutant.path.relative_to(STOCK))
        score = scores[name]
        if outcome == "lived":
            score.lived.append(mutant)
            print(f"LIVED {name}:{mutant.line()}\n{mutant.diff()}", flush=True)
        elif outcome == "killed":
            score.killed += 1
        else:
            score.overdue += 1
    return _summed(scores)


def _summed(scores: dict[str, Score]) -> int:
    noticed = lived = 0
    for name, score in scores.items():
        total = score.noticed + len(score.lived)
        noticed, lived = noticed + score.noticed, lived + len(score.lived)
        print(
            f"{name:16} {score.noticed:4} of {total:4} killed ({score.overdue} by the clock),"
            f" {score.equal} equivalent"
        )
    share = noticed / (noticed + lived or 1)
    print(f"{noticed} of {noticed + lived} mutants killed: {share:.1%}")
    return int(share < TARGET)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev prove mutants")
    parser.add_argument("files", nargs="*", default=FILES, help="such as posting or pools/sql")
    parser.add_argument("--tests", nargs="+", default=TESTS)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--limit-s", type=float, default=90)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
