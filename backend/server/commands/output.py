"""Speak to the person at the terminal; what programs read goes to standard output instead."""

from rich.console import Console

console = Console(stderr=True, highlight=False)


def say(sentence: str) -> None:
    """Print one sentence."""
    console.print(sentence, soft_wrap=True)
