"""`stockwright migrate`: bring the database up to date."""

import asyncio

from backend.server.commands.output import say
from backend.server.settings import load_settings
from backend.server.storage import addresses, bring_up_to_date


def migrate() -> None:
    """Bring the database up to date, as the owner of its schema.

    Safe to run from several machines at once, and again at any time.

    Exit codes: 0 up to date; 1 the database cannot be reached, or its history is not ours.
    """
    settings = load_settings()
    with addresses(settings, say) as found:
        applied = asyncio.run(bring_up_to_date(found.owner, say))
    if not applied:
        say("The database is up to date.")
