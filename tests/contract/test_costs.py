"""Each document that our own clients send is cheap enough to be answered, come what may."""

import json

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from backend.api.budget import Rates
from backend.api.cost import Estimate, prices_of
from backend.api.documents import Mode, read_manifest
from backend.api.engine import Settings
from backend.api.schema import make_schema
from backend.server.resources import resource

SCHEMA = make_schema(Settings(mode=Mode.DEVELOPMENT), manifest={})._schema
PRICES = prices_of(SCHEMA)
OPERATIONS = json.loads((resource("schema") / "operations.json").read_text())
DOCUMENTS = read_manifest(resource("schema") / "manifest.json")


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_document_of_ours_is_answered(name):
    document = parse(DOCUMENTS[OPERATIONS[name]])
    fragments = {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    (operation,) = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))

    assert Estimate(SCHEMA, PRICES, fragments, {}).of(operation) <= Rates().operation_max
