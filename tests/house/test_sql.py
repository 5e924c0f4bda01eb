"""Every named statement is understood by the database and has exactly one caller."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import asyncpg

ROOT = Path(__file__).parents[2]
SQL_FILES = sorted((ROOT / "backend").rglob("sql.py"))


WRITTEN = re.compile(r'^([A-Z_]+) = "{1,3}\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b', re.MULTILINE)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def named() -> Iterator[tuple[str, str]]:
    """Yield module and name of each statement of the sql modules."""
    for path in SQL_FILES:
        for name, value in vars(importlib.import_module(module_of(path))).items():
            if name.isupper() and not name.startswith("_") and isinstance(value, str):
                yield module_of(path), name


def elsewhere() -> Iterator[tuple[str, str]]:
    """Yield those that stand beside the one function that runs them."""
    for path in sorted((ROOT / "backend").rglob("*.py")):
        if path not in SQL_FILES:
            for name in WRITTEN.findall(path.read_text("utf-8")):
                yield module_of(path), name


def imported(tree: ast.Module) -> dict[str, str]:
    """Map each local name to the `sql` module, or to the `sql` module and NAME, that it is."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f".{node.module}.{alias.name}".rpartition(".sql")[1]
    }


def uses(path: Path) -> list[str]:
    """Return each `module.NAME` of a statement that a file mentions outside its imports."""
    tree = ast.parse(path.read_text("utf-8"))
    known = imported(tree)
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    members = [
        f"{known[node.value.id]}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in known
    ]
    return [*members, *(known[name] for name in names if name in known)]


async def test_the_database_understands_every_statement(database):
    refused = []
    async with database.session() as session:
        for module, name in [*named(), *elsewhere()]:
            try:
                await session.prepare(getattr(importlib.import_module(module), name))
            except asyncpg.PostgresError as no:
                refused.append(f"{module}.{name}: {no}")

    assert refused == []


def test_a_statement_has_exactly_one_caller():
    callers = Counter(use for path in (ROOT / "backend").rglob("*.py") for use in uses(path))

    used = {f"{module}.{name}": callers[f"{module}.{name}"] for module, name in named()}

    assert len(used) > len(SQL_FILES)
    assert {name: times for name, times in used.items() if times != 1} == {}
