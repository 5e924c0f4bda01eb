"""The documents that operations come in: parsed and validated once, and known by digest."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_operation_ast,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from backend.api.errors import OperationNameError, SyntaxDocumentError, UnknownDocumentError
from backend.api.guard import Limits, parse_guarded

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
ERRORS_MAX = 10
CACHE_MAX = 512
PREFIX = "sha256:"
INVALID = "DOCUMENT_INVALID"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document within the limits, with the errors that validation found in it."""

    document: DocumentNode
    errors: list[GraphQLError]
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Return the operation of this name, or the only one."""
        found = get_operation_ast(self.document, name)
        if found is None:
            raise OperationNameError(name)
        return found

    def roots(self, operation: OperationDefinitionNode) -> set[str]:
        """Return the names of the root fields that an operation asks for."""
        names: set[str] = set()
        self._collect(operation.selection_set, names, set())
        return names

    def _collect(self, chosen: SelectionSetNode, names: set[str], seen: set[str]) -> None:
        for node in chosen.selections:
            match node:
                case FieldNode():
                    names.add(node.name.value)
                case InlineFragmentNode():
                    self._collect(node.selection_set, names, seen)
                case FragmentSpreadNode() if node.name.value not in seen:
                    seen.add(node.name.value)
                    if fragment := self.fragments.get(node.name.value):
                        self._collect(fragment.selection_set, names, seen)


class Mode(Enum):
    """How much the server tells about itself."""

    DEVELOPMENT = "DEVELOPMENT"
    """Any document, introspection, an IDE, and hints on misspelled names."""
    PRODUCTION = "PRODUCTION"
    """Documents of the manifest; the rest only for developers, and no hints for anybody."""


class Documents:
    """Prepares documents and keeps the most recently used ones."""

    def __init__(
        self, schema: GraphQLSchema, *, limits: Limits, manifest: Mapping[str, str], mode: Mode
    ) -> None:
        """Trust the documents of the manifest (digest -> text)."""
        self.schema = schema
        self._limits = limits
        self._manifest = manifest
        self._trusted = frozenset(manifest.values())
        self._mode = mode
        self._cache: OrderedDict[str, Prepared] = OrderedDict()

    def text_of(self, document_id: str) -> str:
        """Return the trusted document with this digest, `sha256:…`."""
        text = self._manifest.get(document_id)
        if text is None:
            raise UnknownDocumentError
        return text

    def is_trusted(self, text: str) -> bool:
        """Tell whether the manifest has exactly this document."""
        return text in self._trusted

    def prepare(self, text: str) -> Prepared:
        """Return the document, parsed, measured and validated; raises what forbids to run it."""
        prepared = self._cache.get(text)
        if prepared is None:
            prepared = self._cache[text] = self._prepare(text)
            if len(self._cache) > CACHE_MAX:
                self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(text)
        return prepared

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse_guarded(text, self._limits)
        except GraphQLSyntaxError as error:
            raise SyntaxDocumentError(error) from None
        errors = validate(
            self.schema,
            document,
            RULES,
            max_errors=ERRORS_MAX,
            hide_suggestions=self._mode is Mode.PRODUCTION,
        )
        for found in errors:
            found.extensions = {"code": INVALID}
        fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        return Prepared(document, errors, fragments)


def document_id(text: str) -> str:
    """Return the id under which the manifest keeps a document."""
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def read_manifest(path: Path) -> dict[str, str]:
    """Read `schema/manifest.json`: document id -> document."""
    manifest: dict[str, str] = json.loads(path.read_text())
    return manifest
