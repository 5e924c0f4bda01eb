"""House rules that a linter cannot know. Each failure says what to do."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("backend", "labels", "tools", "bench", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 40
FORBIDDEN_NAMES = {"service", "services", "utils", "util", "helpers", "helper", "manager", "base"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_fits_in_the_head(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)

    assert ast.get_docstring(tree), f"{path}: say in one sentence what this module is for"
    assert len(text.splitlines()) <= FILE_LINES_MAX, f"{path}: split it by command or by question"
    assert path.stem not in FORBIDDEN_NAMES, f"{path}: name it after what it does"
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES_MAX, f"{path}:{node.lineno} {node.name}: {lines} lines"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.is_relative_to(ROOT / "backend")], ids=name_of
)
def test_imports_stand_at_the_top_and_hide_nothing(path):
    tree = ast.parse(path.read_text("utf-8"))

    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inner, f"{path}:{node.lineno} {node.name}: import at the top"
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pytest.fail(f"{path}:{node.lineno}: TYPE_CHECKING hides a cycle; break the cycle")


def test_the_lock_names_no_host():
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")
