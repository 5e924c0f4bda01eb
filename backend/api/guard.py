"""Guard against hostile documents: every limit is checked in time linear in the document.

Nesting and length are checked before the parser runs, tokens while it runs, and the rest in one
walk that measures each fragment once, however often it is spread. (Limiters that walk into every
spread take twice as long for each further fragment: a document of 1 kB could hang the server.)
"""

import re
from dataclasses import dataclass, fields

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)

from backend.api.errors import DocumentError

# What may hold brackets without nesting: block strings, strings, comments. Then the brackets.
_BRACKETS = re.compile(
    r'"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*|[\[{(]|[\]})]', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a selection amounts to with its fragments spread out; also the most that it may."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a document may be; generous for people, small for a program that hunts."""

    length: int = 65_536
    nesting: int = 60
    tokens: int = 2_000
    definitions: int = 60
    spread: Measure = Measure(depth=16, fields=600, aliases=100, directives=60)
    mutations: int = 10
    subscriptions: int = 1


def parse_guarded(text: str, limits: Limits) -> DocumentNode:
    """Parse a document that keeps every limit; raises DocumentError or GraphQLSyntaxError."""
    if len(text) > limits.length:
        raise _too_much("characters", len(text), limits.length)
    nesting = _nesting(text)
    if nesting > limits.nesting:
        raise _too_much("levels of brackets", nesting, limits.nesting)
    document = parse(text, max_tokens=limits.tokens)
    if len(document.definitions) > limits.definitions:
        raise _too_much("definitions", len(document.definitions), limits.definitions)
    _Walk(document).check(limits)
    return document


def _nesting(text: str) -> int:
    deepest = depth = 0
    for found in _BRACKETS.finditer(text):
        match found[0]:
            case "{" | "[" | "(":
                depth += 1
                deepest = max(deepest, depth)
            case "}" | "]" | ")":
                depth -= 1
    return deepest


def _too_much(what: str, found: int, limit: int) -> DocumentError:
    return DocumentError(
        f"The document has {found} {what}; the most is {limit}. Ask for less, or in parts.",
        limit=limit,
    )


class _Walk:
    """Measures each fragment once."""

    def __init__(self, document: DocumentNode) -> None:
        self._definitions = document.definitions
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure | None] = {}
        self._rooted: dict[str, int] = {}

    def check(self, limits: Limits) -> None:
        for name in self._fragments:
            _keep(self._fragment(name), limits)
        for definition in self._definitions:
            if isinstance(definition, OperationDefinitionNode):
                _keep(self._selections(definition.selection_set), limits)
                _keep_roots(definition, self._roots(definition.selection_set), limits)

    def _selections(self, chosen: SelectionSetNode | None) -> Measure:
        depth = count = aliases = directives = 0
        for node in chosen.selections if chosen else ():
            match node:
                case FieldNode():
                    below = self._selections(node.selection_set)
                    depth = max(depth, below.depth + 1)
                    count += 1
                    aliases += node.alias is not None
                case InlineFragmentNode():
                    below = self._selections(node.selection_set)
                    depth = max(depth, below.depth)
                case FragmentSpreadNode():
                    below = self._fragment(node.name.value)
                    depth = max(depth, below.depth)
                case _:
                    continue
            count += below.fields
            aliases += below.aliases
            directives += below.directives + len(node.directives or ())
        return Measure(depth, count, aliases, directives)

    def _fragment(self, name: str) -> Measure:
        if name not in self._fragments:
            return Measure()  # validation says which name is unknown
        if name not in self._measured:
            self._measured[name] = None
            self._measured[name] = self._selections(self._fragments[name].selection_set)
        measure = self._measured[name]
        if measure is None:
            raise DocumentError(f"The fragment {name} spreads itself.")
        return measure

    def _roots(self, chosen: SelectionSetNode) -> int:
        """Count root fields; the walk before has shown that no fragment spreads itself."""
        roots = 0
        for node in chosen.selections:
            match node:
                case FieldNode():
                    roots += 1
                case InlineFragmentNode():
                    roots += self._roots(node.selection_set)
                case FragmentSpreadNode() if node.name.value in self._fragments:
                    roots += self._spread_roots(node.name.value)
        return roots

    def _spread_roots(self, name: str) -> int:
        if name not in self._rooted:
            self._rooted[name] = self._roots(self._fragments[name].selection_set)
        return self._rooted[name]


def _keep(measure: Measure, limits: Limits) -> None:
    for field in fields(Measure):
        found, limit = getattr(measure, field.name), getattr(limits.spread, field.name)
        if found > limit:
            what = "levels of fields" if field.name == "depth" else field.name
            raise _too_much(what, found, limit)


def _keep_roots(definition: OperationDefinitionNode, roots: int, limits: Limits) -> None:
    most = {"mutation": limits.mutations, "subscription": limits.subscriptions}
    limit = most.get(definition.operation.value)
    if limit is not None and roots > limit:
        raise _too_much(f"{definition.operation.value} fields", roots, limit)
