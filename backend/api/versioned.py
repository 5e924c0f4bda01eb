"""Whatever people edit carries a version, so that nobody overwrites what they did not see."""

from datetime import datetime
from typing import Protocol

import strawberry


class VersionedRow(Protocol):
    """A row of a table that counts its changes."""

    @property
    def version(self) -> int:
        """Rises with each change."""
        ...

    @property
    def updated_at(self) -> datetime:
        """When it last changed."""
        ...


@strawberry.interface(description="Whatever people edit: send its version back as `ifVersion`.")
class Versioned:
    """A type whose `row` has a version."""

    row: strawberry.Private[VersionedRow]

    @strawberry.field(description="Rises with each change; send it back as `ifVersion`.")
    def version(self) -> int:
        """Pass on."""
        return self.row.version

    @strawberry.field(description="When it last changed.")
    def updated_at(self) -> datetime:
        """Pass on."""
        return self.row.updated_at
