"""Read a GS1 Digital Link: a web address that holds elements.

GS1 Digital Link Standard, URI Syntax, section 4: a key and its qualifiers stand in the path, all
else in the query. The compressed form needs tables that the syntax dictionary does not hold; such
an address names no key here, and stays what it is: an address.
"""

import re
from collections.abc import Iterator

from backend.master.barcodes.elements import Element, Gs1, checked, problem_of, refused
from backend.master.barcodes.pairs import qualifies
from backend.master.barcodes.table import Identifier, table

LINK = re.compile(r"(?:https?|HTTPS?)://")
OUTSIDE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
DOMAIN = re.compile(r"[^/_~?#@!$&'()*+,;=%]+(?=/)")
ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
NO_KEY = "The address names no GS1 key."
NO_DOMAIN = "The address has no domain with a path after it."
OUTSIDERS = "The address holds characters that no address may hold."
NOT_GS1 = frozenset({NO_KEY, NO_DOMAIN, OUTSIDERS})
"""What is said of an address that has nothing to do with GS1: where it may be any text."""


class _UnreadableError(Exception):
    """Part of a link breaks a rule; the message is the sentence for people."""


def is_link(text: str) -> bool:
    """Tell whether a text is a web address."""
    return LINK.match(text) is not None


def link(text: str) -> Gs1:
    """Read the elements of an address; it has a problem when it names no key."""
    begins = LINK.match(text)
    if begins is None or OUTSIDE.search(text):
        return refused(OUTSIDERS)
    domain = DOMAIN.match(text, begins.end())
    if domain is None:
        return refused(NO_DOMAIN)
    address = text[domain.end() :].split("#", 1)[0]
    path, _, query = address.partition("?")
    try:
        return _elements(path.split("/")[1:], query)
    except _UnreadableError as broken:
        return refused(str(broken))


def _elements(steps: list[str], query: str) -> Gs1:
    key_at = _key_at(steps)
    if key_at is None:
        return refused(NO_KEY)
    named = [
        _element(steps[at], steps[at + 1], plus="+") for at in range(key_at, len(steps) - 1, 2)
    ]
    asked = list(_asked(query))
    key = table().identifiers[named[0].ai]
    sequence = [element.ai for element in named[1:]]
    if not qualifies(key, sequence):
        return refused(f"({key.ai}) takes no such qualifiers in this order.")
    problem = _misplaced(key, sequence, [element.ai for element in asked])
    return refused(problem) if problem else checked((*named, *asked))


def _key_at(steps: list[str]) -> int | None:
    """Return where the last key of a path stands; what follows it are pairs."""
    for at in range(len(steps) - 2, -1, -2):
        known = table().identifiers.get(steps[at])
        if known is None:
            return None
        if known.qualifiers is not None:
            return at
    return None


def _asked(query: str) -> Iterator[Element]:
    for part in query.split("&"):
        ai, equals, value = part.partition("=")
        if not equals or not re.fullmatch("[0-9]*", ai):
            continue
        if ai not in table().identifiers:
            raise _UnreadableError(f"There is no application identifier ({ai}).")
        yield _element(ai, value, plus=" ")


def _element(ai: str, escaped: str, *, plus: str) -> Element:
    known = table().identifiers[ai]
    value = ESCAPED.sub(lambda found: chr(int(found[1], 16)), escaped.replace("+", plus))
    problem = problem_of(known, value)
    if problem:
        raise _UnreadableError(problem)
    return Element(ai, value)


def _misplaced(key: Identifier, sequence: list[str], asked: list[str]) -> str | None:
    seen = {key.ai, *sequence}
    for ai in asked:
        if ai in seen:
            return f"({ai}) stands twice."
        seen.add(ai)
    for ai in asked:
        if not table().identifiers[ai].is_attribute:
            return f"({ai}) may not stand after the question mark."
        places = range(len(sequence) + 1)
        if any(qualifies(key, [*sequence[:at], ai, *sequence[at:]]) for at in places):
            return f"({ai}) belongs before the question mark."
    return None
