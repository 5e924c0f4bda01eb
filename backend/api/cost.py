"""Estimate what an operation costs before it runs: page sizes times what is asked of each row.

The estimate is an upper bound in objects: 1 for an object, 0 for a scalar, or what `@cost` says; a
list multiplies what is below it by its page size, its `@bounded` length, or a usual length.
"""

from collections.abc import Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)
from graphql import FragmentSpreadNode as SpreadNode

from backend.api.directives import Bounded, Cost, directives_of
from backend.kernel.pages import SIZE_USUAL

LIST_USUAL = 20
_PAGED = frozenset({"edges", "nodes"})
_SIZES = ("first", "last")


Prices = Mapping[tuple[str, str], tuple[int, int]]


def prices_of(schema: GraphQLSchema) -> Prices:
    """Return the weight and the length of every field, by type and name."""
    return {
        (kind.name, name): _facts(field)
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for name, field in kind.fields.items()
    }


def _facts(field: GraphQLField) -> tuple[int, int]:
    """Return the weight of one and the length of the list, from the type and the directives."""
    weight = 1 if is_composite_type(get_named_type(field.type)) else 0
    length = LIST_USUAL if _is_list(field) and weight else 1
    for directive in directives_of(field):
        match directive:
            case Cost(weight=said):
                weight = said
            case Bounded(max=bound) if _is_list(field):
                length = bound
    return weight, length


class Estimate:
    """Costs one operation; each fragment is costed once for each page size around it."""

    def __init__(
        self,
        schema: GraphQLSchema,
        prices: Prices,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, object],
    ) -> None:
        """Read sizes from these variables where the document says no number."""
        self._schema = schema
        self._prices = prices
        self._fragments = fragments
        self._variables = variables
        self._defaults: dict[str, int] = {}
        self._costed: dict[tuple[str, int], int] = {}

    def of(self, operation: OperationDefinitionNode) -> int:
        """Return the cost of a valid operation, at least 1."""
        root = self._schema.get_root_type(operation.operation)
        self._defaults = {
            variable.variable.name.value: int(variable.default_value.value)
            for variable in operation.variable_definitions or ()
            if isinstance(variable.default_value, IntValueNode)
        }
        return max(1, self._selections(operation.selection_set, root, 1))

    def _selections(
        self, chosen: SelectionSetNode | None, parent: GraphQLNamedType | None, page: int
    ) -> int:
        cost = 0
        for node in chosen.selections if chosen else ():
            match node:
                case FieldNode():
                    cost += self._field(node, parent, page)
                case InlineFragmentNode():
                    on = node.type_condition
                    narrowed = self._schema.get_type(on.name.value) if on else parent
                    cost += self._selections(node.selection_set, narrowed, page)
                case SpreadNode():
                    cost += self._fragment(node.name.value, page)
        return cost

    def _fragment(self, name: str, page: int) -> int:
        key = (name, page)
        if key not in self._costed:
            fragment = self._fragments[name]
            parent = self._schema.get_type(fragment.type_condition.name.value)
            self._costed[key] = self._selections(fragment.selection_set, parent, page)
        return self._costed[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int) -> int:
        name = node.name.value
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return 0  # __typename of a union
        field = parent.fields.get(name)
        if field is None:
            return 0  # introspection
        weight, length = self._prices[parent.name, name]
        named = get_named_type(field.type)
        if _is_connection(parent) and name in _PAGED:
            length = page
        length = min(length, self._ids(node, length))
        below = self._selections(node.selection_set, named, self._size(node))
        return length * (weight + below)

    def _ids(self, node: FieldNode, length: int) -> int:
        """Return how many ids are asked for where a list answers ids one by one."""
        for argument in node.arguments or ():
            if argument.name.value == "ids":
                match argument.value:
                    case ListValueNode(values=values):
                        return len(values)
                    case VariableNode(name=name):
                        said = self._variables.get(name.value)
                        return len(said) if isinstance(said, list) else length
        return length

    def _size(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value not in _SIZES:
                continue
            match argument.value:
                case IntValueNode(value=text):
                    return max(0, int(text))
                case VariableNode(name=name):
                    said = self._variables.get(name.value, self._defaults.get(name.value))
                    if isinstance(said, int):
                        return max(0, said)
        return SIZE_USUAL


def _is_list(field: GraphQLField) -> bool:
    kind: object = field.type
    if isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    return isinstance(kind, GraphQLList)


def _is_connection(parent: GraphQLNamedType) -> bool:
    return parent.name.endswith("Connection")
