"""Find what a schema leaves without a sentence."""

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
)


def undescribed(schema: GraphQLSchema) -> Iterator[str]:
    """Name every type, field, argument, enum value and directive that has no description."""
    for kind in schema.type_map.values():
        if not is_introspection_type(kind) and not is_specified_scalar_type(kind):
            if not kind.description:
                yield kind.name
            yield from _members(kind)
    for directive in schema.directives:
        if not is_specified_directive(directive) and not directive.description:
            yield f"@{directive.name}"


def _members(kind: GraphQLNamedType) -> Iterator[str]:
    match kind:
        case GraphQLObjectType(fields=fields) | GraphQLInterfaceType(fields=fields):
            for name, field in fields.items():
                if not field.description:
                    yield f"{kind.name}.{name}"
                for word, argument in field.args.items():
                    if not argument.description:
                        yield f"{kind.name}.{name}({word})"
        case GraphQLInputObjectType(fields=entries):
            yield from (
                f"{kind.name}.{name}" for name, entry in entries.items() if not entry.description
            )
        case GraphQLEnumType(values=values):
            yield from (
                f"{kind.name}.{name}" for name, value in values.items() if not value.description
            )
