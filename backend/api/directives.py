"""What the schema says about a field beyond its type: who may see it, what it costs, its bound."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import strawberry
from graphql import GraphQLField
from strawberry.extensions import FieldExtension
from strawberry.schema_directive import Location
from strawberry.types.base import StrawberryOptional
from strawberry.types.field import StrawberryField

from backend.api.context import Info
from backend.api.errors import ForbiddenError
from backend.api.permissions import Permission

FIELD = [Location.FIELD_DEFINITION]


@strawberry.schema_directive(
    locations=FIELD,
    description=(
        "Only people with this permission at the location in question get the value; others get"
        " null, or a refusal from a mutation."
    ),
)
class Allow:
    """Shown in the SDL by `allow(…)`, which also enforces it."""

    permission: Permission = strawberry.directive_field(name="permission")


@strawberry.schema_directive(
    locations=FIELD,
    description=(
        "What a field costs in the estimate made before execution; a field without it costs 1 for"
        " an object, 0 for a scalar."
    ),
)
class Cost:
    """Read by the guard."""

    weight: int = strawberry.directive_field(name="weight")


@strawberry.schema_directive(
    locations=FIELD,
    description=(
        "A list that cannot grow past this length, which is why it is no connection; the cost"
        " estimate uses it."
    ),
)
class Bounded:
    """Read by the guard."""

    max: int = strawberry.directive_field(name="max")


@strawberry.schema_directive(
    locations=FIELD,
    description="Null for whoever counts or receives blind; the server hides it, not the client.",
)
class Blind:
    """Shown in the SDL; the department hides the value."""


@strawberry.schema_directive(
    locations=FIELD, description="Answers without a login; every other field asks for one."
)
class Open:
    """Read by the engine before anything runs."""


@strawberry.schema_directive(
    locations=FIELD,
    description=(
        "Answers also under a login that ran out, or lost its device to another badge, up to 30"
        " days ago, when the device proves itself too."
    ),
)
class Late:
    """Read by the engine before anything runs."""


def directives_of(field: GraphQLField) -> tuple[object, ...]:
    """Return what the schema says about a field of the built graph."""
    definition = field.extensions.get("strawberry-definition")
    return tuple(definition.directives) if isinstance(definition, StrawberryField) else ()


class AllowExtension(FieldExtension):
    """Answers null, or FORBIDDEN where null is impossible, to those without the permission."""

    def __init__(
        self, permission: Permission, where: Callable[[Any], UUID | None] | None = None
    ) -> None:
        """Ask for `permission` at the location that `where` finds in the source, or anywhere."""
        self._permission = permission
        self._where = where
        self._nullable = False

    def apply(self, field: StrawberryField) -> None:
        """Say it in the SDL too, once, however many schemas are made."""
        if not any(isinstance(directive, Allow) for directive in field.directives):
            field.directives = [*field.directives, Allow(permission=self._permission)]
        self._nullable = isinstance(field.type, StrawberryOptional)

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        """Pass on, or hide."""
        return next_(source, info, **arguments) if self._may(source, info) else self._hide()

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **arguments: Any
    ) -> Any:
        """Pass on, or hide."""
        return await next_(source, info, **arguments) if self._may(source, info) else self._hide()

    def _may(self, source: Any, info: Info) -> bool:
        actor = info.context.actor
        if self._where is None:
            return actor.may_somewhere(self._permission)
        return actor.may(self._permission, self._where(source))

    def _hide(self) -> None:
        if not self._nullable:
            raise ForbiddenError(f"This takes the permission {self._permission}.")


def allow(permission: str, *, where: Callable[[Any], UUID | None] | None = None) -> FieldExtension:
    """Show a field only to those who hold the permission: `extensions=[allow("READ_COST", …)]`.

    `where` finds the location in the source object; without it, any location will do.
    """
    return AllowExtension(Permission(permission), where)
