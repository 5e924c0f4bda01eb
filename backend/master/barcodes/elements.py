"""Take a GS1 label apart: which elements it holds, or why it cannot be read.

GS1 General Specifications, section 7.8: an element of known length ends by itself, any other at a
separator, which scanners send as U+001D for FNC1. In print, identifiers stand in brackets.
"""

import re
from dataclasses import dataclass

from backend.master.barcodes.pairs import clash, lack
from backend.master.barcodes.parts import broken
from backend.master.barcodes.table import Identifier, table

FNC1 = "\x1d"
ELEMENTS_MAX = 64
FOREIGN = re.compile(r"[^\x1d\x20-\x7e]")
BRACKETS = re.compile(r"\|?\(([0-9]{2,4})\)((?:\\\(|[^(|])*)")
"""A bar stands between a linear symbol and the component above it."""


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a label."""

    ai: str
    value: str


Elements = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Gs1:
    """What a label holds; it has no elements where it has a problem."""

    elements: Elements = ()
    problem: str | None = None
    """Why it cannot be read."""
    forbidden: str | None = None
    """Which elements must not stand on one label."""
    missing: str | None = None
    """Which element must stand beside another, on this label or another one of the same thing."""


def refused(problem: str) -> Gs1:
    """Return a label that cannot be read."""
    return Gs1(problem=problem)


def checked(elements: Elements) -> Gs1:
    """Return elements that can be read one by one, with what they say together."""
    if len(elements) > ELEMENTS_MAX:
        return refused(f"A label holds at most {ELEMENTS_MAX} elements.")
    values: dict[str, str] = {}
    for element in elements:
        if values.setdefault(element.ai, element.value) != element.value:
            return refused(f"({element.ai}) stands twice, with two values.")
    return Gs1(elements, None, clash(values), lack(values))


def element_string(text: str) -> Gs1:
    """Read elements one after another, with separators."""
    foreign = FOREIGN.search(text)
    if foreign:
        return refused(_foreign(foreign[0]))
    at = len(text) - len(text.lstrip(FNC1))
    if at == len(text):
        return refused("The label is empty.")
    found: list[Element] = []
    while at < len(text):
        known = table().begins(text, at)
        if known is None:
            return refused(f"No application identifier begins with {text[at : at + 4]}.")
        begins = at + len(known.ai)
        value = text[begins : _end(known, text, begins)]
        problem = problem_of(known, value)
        if problem:
            return refused(problem)
        found.append(Element(known.ai, value))
        at = begins + len(value)
        at += text[at : at + 1] == FNC1
    return checked(tuple(found))


def bracketed(text: str) -> Gs1:
    r"""Read elements as they are printed for people; a bracket in a value has a \ before it.

    Spaces around a value are print: none can be in it.
    """
    foreign = FOREIGN.search(text)
    if foreign:
        return refused(_foreign(foreign[0]))
    found: list[Element] = []
    at = 0
    while at < len(text):
        match = BRACKETS.match(text, at)
        if match is None:
            return refused("An application identifier in brackets is due.")
        known = table().identifiers.get(match[1])
        if known is None:
            return refused(f"There is no application identifier ({match[1]}).")
        value = match[2].replace("\\(", "(").strip(" ")
        problem = problem_of(known, value)
        if problem:
            return refused(problem)
        found.append(Element(known.ai, value))
        at = match.end()
    return checked(tuple(found)) if found else refused("The label is empty.")


def _foreign(character: str) -> str:
    return f"The character U+{ord(character):04X} cannot stand on a GS1 label."


def _end(known: Identifier, text: str, begins: int) -> int:
    """Return where a value ends: at its length, at a separator, or where the text does."""
    separator = text.find(FNC1, begins)
    end = len(text) if separator < 0 else separator
    return min(end, begins + known.longest) if known.ends_itself else end


def problem_of(known: Identifier, value: str) -> str | None:
    """Return why a value cannot belong to its identifier."""
    if value == "":
        return f"({known.ai}) is empty."
    if len(value) > known.longest:
        return _too_long(known, value)
    at = 0
    for part in known.parts:
        piece = value[at : at + part.most]
        if piece == "" and part.is_optional:
            continue
        if len(piece) < part.least:
            return _wrong_length(known, value)
        said = broken(table(), part.characters, part.linters, piece)
        if said:
            return f"({known.ai}) {said}."
        at += len(piece)
    return None


def _too_long(known: Identifier, value: str) -> str:
    if known.ends_itself:
        return _wrong_length(known, value)
    return (
        f"The separator after ({known.ai}) is missing: it takes at most {known.longest} characters."
    )


def _wrong_length(known: Identifier, value: str) -> str:
    takes = f"{known.shortest} to {known.longest}"
    due = str(known.longest) if known.shortest == known.longest else takes
    return f"({known.ai}) takes {due} characters, not {len(value)}."
