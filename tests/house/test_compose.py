"""The compose file is one that Docker Compose would accept, and offers only commands we have."""

import subprocess
import sys
from pathlib import Path

import typer.main
import yaml

from backend.server.cli import app

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"


def test_the_compose_file_obeys_the_compose_schema():
    schema = ["--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, str(FILE)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_container_of_ours_runs_a_command_that_exists():
    services = yaml.safe_load(FILE.read_text("utf-8"))["services"].values()
    commands = typer.main.get_command(app).list_commands(None)  # type: ignore[attr-defined]

    typed = [service["command"] for service in services if "command" in service]

    assert typed
    for words in typed:
        assert words[0] == "stockwright"
        assert words[1] in commands
