"""Documents point at things that exist, and say all that can be set and typed."""

import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from backend.server.cli import app
from backend.server.settings import variable_names

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "demo").glob("*.md")]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_links_to_what_exists(path):
    for target in LINK.findall(path.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path} links to {target}"


def test_every_setting_is_on_the_page():
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")

    assert [name for name in variable_names().values() if f"`{name}`" not in page] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_explains_itself_with_an_example_and_its_exit_codes(name):
    command = COMMANDS[name]
    members = getattr(command, "commands", {}).values() or [command]

    for member in members:
        assert "Example" in (member.epilog or ""), f"{name}: give an example"
        assert "Exit codes" in (member.help or ""), f"{name}: say what its exit codes mean"


def test_the_lock_pins_everything_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    pinned = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    missing = {re.split(r"[<>=\[ ]", line)[0].lower() for line in asked} - set(pinned)

    assert missing == set(), "run: ./dev lock"
