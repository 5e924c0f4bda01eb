"""The TypeScript that operations are spelled as."""

import pytest
from graphql import OperationDefinitionNode, build_schema

from backend.api.engine import Settings
from backend.api.schema import make_schema
from tests.contract.small import AREAS
from tools.contract import BrokenContractError, Documents
from tools.descriptions import undescribed
from tools.typescript import TypeScript

SOURCES = {
    "scanner/note.graphql": """
      mutation Note($input: NoteWordInput!, $full: Boolean = true) {
        noteWord(input: $input) {
          __typename
          ... on Accepted { replayed }
          ... on WordNoted { word total @include(if: $full) }
          ... on Refused { ...No }
        }
      }
    """,
    "scanner/shared.graphql": "fragment No on Refused { code path current { __typename id } }",
    "board/bins.graphql": """
      query Bins($first: Int) {
        bins(first: $first) { nodes { code size cost neighbors { code } neighbors { room } } }
        node(id: "x") { id ... on SmallBin { code } }
      }
    """,
}


def spelled(name: str) -> tuple[str, str]:
    schema = build_schema(make_schema(Settings(), manifest={}, areas=AREAS).as_str())
    documents = Documents(SOURCES)
    spell = TypeScript(schema, documents.fragments)
    return spell.operation(documents.operations[name], "sha256:0"), spell.named_types()


def test_a_union_is_spelled_so_that_a_switch_is_complete() -> None:
    operation, named = spelled("Note")

    assert operation == (
        "export type NoteVariables = { readonly input: NoteWordInput;"
        " readonly full?: boolean | null };\n"
        "export type NoteAnswer = { readonly noteWord:"
        ' { readonly __typename: "Refused"; readonly code: RefusalCode;'
        " readonly path: ReadonlyArray<string>;"
        ' readonly current: { readonly __typename: "SmallBin"; readonly id: ID } | null }'
        ' | { readonly __typename: "WordNoted"; readonly replayed: boolean;'
        " readonly word: string; readonly total?: Quantity } };\n"
        "export const Note: Operation<NoteVariables, NoteAnswer> = {\n"
        '  name: "Note",\n  kind: "mutation",\n  documentId: "sha256:0",\n};\n'
    )
    assert (
        "export type NoteWordInput = { readonly operationId: UUID; readonly occurredAt: DateTime;"
        " readonly method?: EntryMethod;"
        " readonly dependsOn?: UUID | null; readonly word: string; readonly count?: Quantity;"
        " readonly at?: Ref | null };\n"
    ) in named
    assert (
        "export type Ref = { readonly id: ID; readonly code?: never; readonly barcode?: never }"
        " | { readonly code: string; readonly id?: never; readonly barcode?: never }"
    ) in named
    assert "export type Quantity = number;\n" in named


def test_lists_nulls_and_repeated_fields_are_merged() -> None:
    operation, named = spelled("Bins")

    assert (
        "readonly nodes: ReadonlyArray<{ readonly code: string; readonly size: Size;"
        " readonly cost: number | null; readonly neighbors:"
        " ReadonlyArray<{ readonly code: string; readonly room: Quantity }> }>"
    ) in operation
    assert "readonly node: { readonly id: ID; readonly code: string } | null" in operation
    assert 'export type Size = "SMALL" | "LARGE";\n' in named


def test_an_operation_is_sent_with_the_fragments_that_it_needs() -> None:
    documents = Documents(SOURCES)

    assert documents.text("Note").endswith(
        "fragment No on Refused{code path current{__typename id}}"
    )
    assert "fragment" not in documents.text("Bins")
    assert all(isinstance(node, OperationDefinitionNode) for node in documents.operations.values())


@pytest.mark.parametrize(
    "sources",
    [
        {"a": "{ ping }"},
        {"a": "query A { ping }", "b": "query A { hello }"},
        {"a": "query A { ping ...Gone }"},
    ],
)
def test_what_cannot_be_told_apart_or_found_is_refused(sources: dict[str, str]) -> None:
    with pytest.raises(BrokenContractError):
        Documents(sources).text("A")


def test_everything_in_the_machinery_has_a_description() -> None:
    schema = make_schema(Settings(), manifest={}, areas=AREAS)

    assert list(undescribed(schema.documents.schema)) == []
