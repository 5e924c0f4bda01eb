"""Write docs/refusals: a page for each refusal, from the class that declares it.

./dev python -m tools.refusals
"""

import importlib
import pkgutil
import re
import string
from pathlib import Path

import backend
from backend.kernel.refusals import Refusal, declared_refusals

FOLDER = Path(__file__).parents[1] / "docs" / "refusals"
_SAFE = re.compile(r"[A-Z][A-Z0-9_]+")


def import_everything() -> None:
    """Import every module of the backend, so that every refusal is declared."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        importlib.import_module(module.name)


def pages() -> dict[str, str]:
    """Return the text of each page by its file name, the index among them."""
    import_everything()
    refusals = declared_refusals()
    found = {f"{refusal.code}.md": page(refusal) for refusal in refusals}
    lines = [f"- [{refusal.code}]({refusal.code}.md): {meaning(refusal)}" for refusal in refusals]
    found["README.md"] = (
        "# Refusals\n\nThe answers a healthy warehouse gives when it must say no. Each has a code "
        "for programs, a sentence\nfor people, and the facts that the sentence names.\n\n"
        + "\n".join(lines)
        + "\n"
    )
    return found


def page(refusal: type[Refusal]) -> str:
    """Describe one refusal."""
    assert _SAFE.fullmatch(refusal.code), f"{refusal.__name__}: write its code in capitals"
    facts = [name for _, name, _, _ in string.Formatter().parse(refusal.sentence) if name]
    again = (
        "The same input may be accepted later, without change."
        if refusal.retryable
        else "The same input will be refused again until something else changes."
    )
    named = ", ".join(f"`{fact}`" for fact in dict.fromkeys(facts)) or "none"
    return (
        f"# {refusal.code}\n\n{meaning(refusal)}\n\n> {refusal.sentence}\n\n"
        f"- Facts: {named}.\n- {again}\n- Declared in `{refusal.__module__}`.\n"
    )


def meaning(refusal: type[Refusal]) -> str:
    """Return what the class says of itself, in one line."""
    return " ".join((refusal.__doc__ or "").split())


def main() -> None:
    """Write the pages anew and drop those of refusals that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
