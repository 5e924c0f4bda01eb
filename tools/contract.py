"""Write the contract: the SDL, the trusted documents by digest and by name, TypeScript types.

./dev python -m tools.contract            writes what has changed
./dev python -m tools.contract --check    compares only, and exits with 1 when something is stale
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    Visitor,
    build_schema,
    parse,
    print_ast,
    strip_ignored_characters,
    validate,
    visit,
)
from pydantic import TypeAdapter
from strawberry.utils.str_converters import to_camel_case

from backend.api.documents import document_id
from backend.api.guard import Limits, parse_guarded
from backend.api.schema import make_sorted_schema
from backend.tasks.steps import Step
from backend.tasks.ways import WAYS
from tools.descriptions import undescribed
from tools.typescript import HEAD, TypeScript

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "schema"
SDL = FOLDER / "schema.graphql"
OPERATIONS = FOLDER / "operations"
MANIFEST = FOLDER / "manifest.json"
CURRENT = FOLDER / "operations.json"
TYPES = ROOT / "scanner_app" / "src" / "contract.ts"
TEMPLATES = ROOT / "scanner_app" / "src" / "work" / "ways.json"


class BrokenContractError(Exception):
    """Something in schema/ does not fit; the message says what, and where."""


class Documents:
    """The documents under schema/operations; fragments in files of their own are shared."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Read them; `sources` maps a path to a text."""
        self.operations: dict[str, OperationDefinitionNode] = {}
        self.fragments: dict[str, FragmentDefinitionNode] = {}
        for path, text in sources.items():
            for definition in parse(text).definitions:
                assert isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
                self._add(path, definition)

    def _add(self, path: str, definition: OperationDefinitionNode | FragmentDefinitionNode) -> None:
        if definition.name is None:
            raise BrokenContractError(f"{path}: an operation without a name")
        name = definition.name.value
        known: dict[str, str] = {
            name: print_ast(node) for name, node in (self.operations | self.fragments).items()
        }
        if name in known and known[name] != print_ast(definition):
            raise BrokenContractError(f"{path}: {name} is also something else")
        if isinstance(definition, OperationDefinitionNode):
            self.operations[name] = definition
        else:
            self.fragments[name] = definition

    def text(self, name: str) -> str:
        """Return an operation with the fragments that it needs, in the form that is sent."""
        needed = [self.operations[name], *self._needed(self.operations[name], set())]
        return strip_ignored_characters("\n".join(print_ast(node) for node in needed))

    def _needed(
        self, node: OperationDefinitionNode | FragmentDefinitionNode, seen: set[str]
    ) -> Iterator[FragmentDefinitionNode]:
        for name in _spreads(node):
            if name not in seen:
                seen.add(name)
                if name not in self.fragments:
                    raise BrokenContractError(f"there is no fragment {name}")
                yield self.fragments[name]
                yield from self._needed(self.fragments[name], seen)


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.append(node.name.value)


def _spreads(node: OperationDefinitionNode | FragmentDefinitionNode) -> list[str]:
    visitor = _Spreads()
    visit(node, visitor)
    return visitor.names


def sdl() -> str:
    """Return the schema's SDL, sorted, so that a change shows as small as it is."""
    schema = make_sorted_schema()
    if missing := sorted(undescribed(schema.documents.schema)):
        raise BrokenContractError("without a description: " + ", ".join(missing))
    return schema.as_str() + "\n"


def contract() -> dict[Path, str]:
    """Return every generated file and its text."""
    text = sdl()
    schema = build_schema(text)
    sources = {
        str(path.relative_to(ROOT)): path.read_text()
        for path in sorted(OPERATIONS.rglob("*.graphql"))
    }
    documents = Documents(sources)
    texts = {name: documents.text(name) for name in sorted(documents.operations)}
    manifest = released_manifest() | {document_id(sent): sent for sent in texts.values()}
    for sent in manifest.values():
        _fits(schema, sent)
    current = {name: document_id(sent) for name, sent in texts.items()}
    return {
        SDL: text,
        MANIFEST: _json(manifest),
        CURRENT: _json(current),
        TYPES: _types(schema, documents, texts),
        TEMPLATES: _ways(),
    }


def _fits(schema: GraphQLSchema, text: str) -> None:
    try:
        document: DocumentNode = parse_guarded(text, Limits())
    except GraphQLError as error:
        raise BrokenContractError(f"{text[:60]}: {error.message}") from error
    if errors := validate(schema, document):
        raise BrokenContractError(f"{text[:60]}: {errors[0].message}")


def _types(schema: GraphQLSchema, documents: Documents, texts: Mapping[str, str]) -> str:
    spell = TypeScript(schema, documents.fragments)
    fragments = [spell.fragment(node) for _, node in sorted(documents.fragments.items())]
    operations = [
        spell.operation(documents.operations[name], document_id(text))
        for name, text in texts.items()
    ]
    return "\n".join([HEAD, spell.named_types(), *fragments, *operations])


def _ways() -> str:
    """Return the ways of working that begin with a scan, in the words of the graph's TaskStep."""
    shape = TypeAdapter(Mapping[str, tuple[Step, ...]])
    ways = json.loads(shape.dump_json(WAYS))
    named = {
        way: [{to_camel_case(key): value for key, value in step.items()} for step in steps]
        for way, steps in ways.items()
    }
    return _json(named)


def released_manifest() -> dict[str, str]:
    """Return the manifest of the last release (tag v…): clients of it still send its documents."""
    tag = _git("describe", "--tags", "--match", "v*", "--abbrev=0")
    text = _git("show", f"{tag.strip()}:schema/manifest.json") if tag else ""
    manifest: dict[str, str] = json.loads(text) if text else {}
    return manifest


def _git(*words: str) -> str:
    """Return what git says; nothing when there is no such thing or no git at all."""
    try:
        said = subprocess.run(  # noqa: S603 - our own words
            ["git", *words],  # noqa: S607 - whichever git is installed
            cwd=ROOT, capture_output=True, check=False, text=True,
        )  # fmt: skip
    except FileNotFoundError:
        return ""
    return said.stdout if said.returncode == 0 else ""


def _json(manifest: Mapping[str, object]) -> str:
    return json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Write or check."""
    try:
        files = contract()
    except BrokenContractError as error:
        sys.exit(str(error))
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
    if "--check" in sys.argv[1:]:
        sys.exit(f"stale: {names}; run tools/contract.py" if stale else 0)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path])
    print(f"wrote {names}" if stale else "nothing has changed")


if __name__ == "__main__":
    main()
