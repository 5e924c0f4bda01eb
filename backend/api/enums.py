"""Show an enum of a lower floor in the graph, with a sentence for every value."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

Shown = TypeVar("Shown", bound=type[Enum])


def show_enum(
    shown: Shown, *, says: str, values: Mapping[str, str], name: str | None = None
) -> Shown:
    """Put an enum in the graph under its names; `values` says in a sentence what each one means."""
    missing = shown.__members__.keys() ^ values.keys()
    assert not missing, f"{shown.__name__}: the sentences do not match the values: {missing}"
    strawberry.enum(shown, name=name, description=says)
    definition: StrawberryEnumDefinition = shown.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[value.name]
    return shown
