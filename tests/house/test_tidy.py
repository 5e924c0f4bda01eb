"""House rules that a linter cannot know. Each failure says what to do."""

import ast
from collections.abc import Iterator
from pathlib import Path

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


def crowded(path: Path) -> Iterator[str]:
    """Say what of a file does not fit in the head."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    if not ast.get_docstring(tree):
        yield f"{path}: say in one sentence what this module is for"
    if len(text.splitlines()) > FILE_LINES_MAX:
        yield f"{path}: split it by command or by question"
    if path.stem in FORBIDDEN_NAMES:
        yield f"{path}: name it after what it does"
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield f"{path}:{node.lineno} {node.name}: {lines} lines"


def hidden(path: Path) -> Iterator[str]:
    """Say which imports of a file do not stand at its top."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, FUNCTIONS) and any(
            isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)
        ):
            yield f"{path}:{node.lineno} {node.name}: import at the top"
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield f"{path}:{node.lineno}: TYPE_CHECKING hides a cycle; break the cycle"


def test_a_file_fits_in_the_head():
    assert FILES
    assert [fault for path in FILES for fault in crowded(path)] == []


def test_imports_stand_at_the_top_and_hide_nothing():
    backend = [path for path in FILES if path.is_relative_to(ROOT / "backend")]
    assert backend
    assert [fault for path in backend for fault in hidden(path)] == []


def test_the_lock_names_no_host():
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")
