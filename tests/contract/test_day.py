"""The day in docs/day.md sends only documents that exist, with variables that they declare."""

import json
import re
from pathlib import Path

from graphql import parse
from graphql.language import OperationDefinitionNode

_ROOT = Path(__file__).parents[2]
_ASKED = re.compile(r'ask "[^"]*" (\w+) \'\{(.*?)\}\'(?: |$|\)|")', re.MULTILINE)


def test_each_request_of_the_day_names_a_document_and_its_variables() -> None:
    """A renamed document or variable would leave the page lying."""
    asked = _ASKED.findall((_ROOT / "docs/day.md").read_text())
    names = json.loads((_ROOT / "schema/operations.json").read_text())
    texts = json.loads((_ROOT / "schema/manifest.json").read_text())
    assert len(asked) > 30
    for name, variables in asked:
        (operation,) = (
            node
            for node in parse(texts[names[name]]).definitions
            if isinstance(node, OperationDefinitionNode)
        )
        declared = {each.variable.name.value for each in operation.variable_definitions or ()}
        given = re.match(r'"(\w+)": ', variables)
        assert given, (name, variables)
        assert given[1] in declared, name
