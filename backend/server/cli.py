"""The `stockwright` command."""

import sys

import typer

from backend.server.commands import (
    backup,
    crew,
    demo,
    exporting,
    health,
    importing,
    migrate,
    printer_twin,
    replay,
    serve,
    user,
    verify,
    worker,
)
from backend.server.commands.output import say
from backend.server.trouble import Trouble

app = typer.Typer(
    name="stockwright",
    help="Run a warehouse: its server, its database, and what looks after them.",
    epilog="Settings come from the environment; see docs/settings.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command(epilog="Example: stockwright demo --fresh --port 8080")(demo.demo)
app.command(epilog="Example: stockwright crew http://localhost:8000 --pace 60")(crew.crew)
app.command(epilog="Example: stockwright serve --port 8000 --workers 2")(serve.serve)
app.command(epilog="Example: stockwright worker")(worker.worker)
app.command(epilog="Example: DATABASE_OWNER_URL=… stockwright migrate")(migrate.migrate)
app.command(epilog="Example: stockwright backup monday.backup")(backup.backup)
app.command(epilog="Example: stockwright restore monday.backup")(backup.restore)
app.command(epilog="Example: stockwright verify")(verify.verify)
app.command("printer-twin", epilog="Example: stockwright printer-twin --port 9100 --show 8091")(
    printer_twin.printer_twin
)
app.command("import", epilog="Example: stockwright import items items.csv --dry-run")(
    importing.import_
)
app.command("replay", epilog="Example: stockwright replay demo/retail --workers 4")(replay.run)
app.command("export", epilog="Example: stockwright export entries --format ndjson")(
    exporting.export_
)
app.add_typer(user.app, name="user")
app.command(epilog="Example: stockwright health --ready")(health.health)


def main() -> None:
    """Run one command; what is in its way is said in a sentence, not in a trace."""
    try:
        app()
    except Trouble as trouble:
        say(f"stockwright: {trouble}")
        sys.exit(trouble.exit_code)
