"""Every named statement is understood by the database and has exactly one caller."""

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SQL_FILES = sorted((ROOT / "backend").rglob("sql.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


STATEMENTS = [
    (module_of(path), name)
    for path in SQL_FILES
    for name, value in vars(importlib.import_module(module_of(path))).items()
    if name.isupper() and not name.startswith("_") and isinstance(value, str)
]

WRITTEN = re.compile(r'^([A-Z_]+) = "{1,3}\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b', re.MULTILINE)
ELSEWHERE = [
    (module_of(path), name)
    for path in sorted((ROOT / "backend").rglob("*.py"))
    if path not in SQL_FILES
    for name in WRITTEN.findall(path.read_text("utf-8"))
]
"""Statements that stand beside the one function that runs them."""


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


USES = [use for path in sorted((ROOT / "backend").rglob("*.py")) for use in uses(path)]


@pytest.mark.parametrize(("module", "name"), [*STATEMENTS, *ELSEWHERE])
async def test_a_statement_is_understood_by_the_database(database, module, name):
    statement = getattr(importlib.import_module(module), name)

    async with database.session() as session:
        await session.prepare(statement)


@pytest.mark.parametrize(("module", "name"), STATEMENTS)
def test_a_statement_has_exactly_one_caller(module, name):
    callers = USES.count(f"{module}.{name}")

    assert callers == 1, f"{module}.{name} is used {callers} times"
