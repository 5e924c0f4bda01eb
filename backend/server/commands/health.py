"""`stockwright health`: ask a running server how it is."""

from typing import Annotated

import httpx2
import typer

from backend.server.commands.output import say
from backend.server.settings import load_settings

ANSWER_S = 3.0


def health(
    *,
    ready: Annotated[bool, typer.Option("--ready", help="Ask whether it can serve, too.")] = False,
    url: Annotated[str | None, typer.Option(help="The server to ask.")] = None,
) -> None:
    """Ask a running server whether it lives or, with --ready, whether it can serve.

    Exit codes: 0 yes; 1 no.
    """
    asked = url or f"http://127.0.0.1:{load_settings().port}"
    path = "/readyz" if ready else "/healthz"
    try:
        answer = httpx2.get(f"{asked.rstrip('/')}{path}", timeout=ANSWER_S)
    except httpx2.HTTPError as error:
        say(f"{asked} does not answer: {error}.")
        raise typer.Exit(1) from error
    say(answer.text.strip())
    raise typer.Exit(0 if answer.is_success else 1)
