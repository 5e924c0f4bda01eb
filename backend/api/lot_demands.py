"""What an item demands of its lots, and of whoever receives it, in the graph."""

import strawberry

from backend.master.items import weight_range
from backend.master.reads import items as reads


@strawberry.type(description="What an item demands when it comes in.")
class LotDemands:
    """A part of `Item`."""

    row: strawberry.Private[reads.ItemRow]

    @strawberry.field(description="Its lots carry an expiry date.")
    def has_expiry(self) -> bool:
        """Pass on."""
        return self.row.needs_expiry

    @strawberry.field(description="Days from production to expiry.")
    def shelf_life_days(self) -> int | None:
        """Pass on."""
        return self.row.shelf_life_days

    @strawberry.field(description="Days that must be left when it is received.")
    def min_remaining_days(self) -> int | None:
        """Pass on."""
        return self.row.min_remaining_days

    @strawberry.field(description="What comes in of it waits for inspection.")
    def needs_inspection(self) -> bool:
        """Pass on."""
        return self.row.needs_inspection

    @strawberry.field(
        description="It is counted by the piece and sold by weight: whoever moves it in or out of"
        " the house says what it weighs."
    )
    def needs_weight(self) -> bool:
        """Pass on."""
        return self.row.needs_weight

    @strawberry.field(
        description="By how much the weight may differ from the usual one before somebody asks."
    )
    def weight_tolerance_percent(self) -> int:
        """Pass on."""
        return self.row.weight_tolerance_percent

    @strawberry.field(
        description="What one weighs at least, within the tolerance; null where it is not sold by"
        " weight."
    )
    def least_weight_grams(self) -> int | None:
        """Ask the rule."""
        return self._weighs()[0]

    @strawberry.field(
        description="What one weighs at most, within the tolerance; null where it is not sold by"
        " weight."
    )
    def most_weight_grams(self) -> int | None:
        """Ask the rule."""
        return self._weighs()[1]

    def _weighs(self) -> tuple[int, int] | tuple[None, None]:
        row = self.row
        if not row.needs_weight or row.weight_g is None:
            return None, None
        return weight_range(row.weight_g, tolerance_percent=row.weight_tolerance_percent)
