"""Say what a pick face and a reserve place hold, and how many units of an item that is."""

from dataclasses import dataclass

from backend.server.demo.catalogue import volume_ml
from backend.server.demo.rows import ItemRow


@dataclass(frozen=True, slots=True)
class Capacity:
    """The most that fits: by weight, by volume, by height of one unit."""

    weight_g: int
    volume_ml: int
    height_mm: int

    def units(self, item: ItemRow) -> int:
        """Return how many units of the item fit, at least one."""
        assert item.weight_g, item.sku
        assert item.height_mm, item.sku
        assert item.height_mm <= self.height_mm, item.sku
        by_volume = self.volume_ml // volume_ml(item)
        return max(1, min(by_volume, self.weight_g // item.weight_g))


# 1,200 x 600 x 450 mm of shelf, filled to three fifths.
FACE = Capacity(weight_g=150_000, volume_ml=200_000, height_mm=450)
# 1,200 x 1,000 x 1,400 mm of pallet place, filled to five sixths.
RESERVE = Capacity(weight_g=800_000, volume_ml=1_400_000, height_mm=1_400)
