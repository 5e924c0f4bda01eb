"""The `stockwright` command: each of its commands is loaded when it is asked for."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from backend.server.heap import load_calmly
from backend.server.trouble import Trouble

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo:demo", "Example: stockwright demo --fresh --port 8080"),
    "crew": ("crew:crew", "Example: stockwright crew http://localhost:8000 --pace 60"),
    "serve": ("serve:serve", "Example: stockwright serve --port 8000 --workers 2"),
    "worker": ("worker:worker", "Example: stockwright worker"),
    "migrate": ("migrate:migrate", "Example: DATABASE_OWNER_URL=… stockwright migrate"),
    "backup": ("backup:backup", "Example: stockwright backup monday.backup"),
    "restore": ("backup:restore", "Example: stockwright restore monday.backup"),
    "verify": ("verify:verify", "Example: stockwright verify"),
    "seal": ("seal:seal", "Example: stockwright seal ledger.ndjson"),
    "archive": ("archive:archive_", "Example: stockwright archive /srv/archives --keep-days 400"),
    "printer-twin": (
        "printer_twin:printer_twin",
        "Example: stockwright printer-twin --port 9100 --show 8091",
    ),
    "import": ("importing:import_", "Example: stockwright import items items.csv --dry-run"),
    "replay": ("replay:run", "Example: stockwright replay demo/retail --workers 4"),
    "export": ("exporting:export_", "Example: stockwright export entries --format ndjson"),
    "user": ("user:app", ""),
    "health": ("health:health", "Example: stockwright health --ready"),
}
"""Where each command is, as `module:name` among the commands, and what stands below its help."""


class _Commands(TyperGroup):
    def list_commands(self, _ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        where, epilog = COMMANDS[cmd_name]
        module, _, name = where.partition(":")
        found = getattr(import_module(f"backend.server.commands.{module}"), name)
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name, epilog=epilog)(found)
        return typer.main.get_command(alone)


app = typer.Typer(
    cls=_Commands,
    name="stockwright",
    epilog="Settings come from the environment; see docs/settings.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def stockwright() -> None:
    """Run a warehouse: its server, its database, and what looks after them."""


def main() -> None:
    """Run one command; what is in its way is said in a sentence, not in a trace."""
    load_calmly()
    try:
        app()
    except Trouble as trouble:
        sys.stderr.write(f"stockwright: {trouble}\n")
        sys.exit(trouble.exit_code)
