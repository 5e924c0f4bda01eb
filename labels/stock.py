"""Label stock: what lies in the printer's tray, in millimeters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet with labels on it, columns and rows at a pitch from the first one's corner."""

    code: str
    name: str
    page: tuple[float, float]
    label: tuple[float, float]
    columns: int
    rows: int
    corner: tuple[float, float]
    pitch: tuple[float, float]

    @property
    def per_page(self) -> int:
        """Return how many labels a sheet holds."""
        return self.columns * self.rows

    def places(self) -> Iterator[tuple[float, float]]:
        """Yield the top left corner of each label, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield (
                    self.corner[0] + column * self.pitch[0],
                    self.corner[1] + row * self.pitch[1],
                )


def _sheet(
    code: str,
    name: str,
    *,
    page: tuple[float, float],
    label: tuple[float, float],
    grid: tuple[int, int],
    pitch: tuple[float, float],
) -> Stock:
    """Return a sheet whose labels stand in its middle, as those of the big makers do."""
    across = label[0] + (grid[0] - 1) * pitch[0]
    down = label[1] + (grid[1] - 1) * pitch[1]
    corner = ((page[0] - across) / 2, (page[1] - down) / 2)
    return Stock(code, name, page, label, *grid, corner, pitch)


STOCKS: Mapping[str, Stock] = {
    stock.code: stock
    for stock in (
        _sheet(
            "A4_3X8",
            "A4, 24 labels of 63.5 x 33.9 mm (L7159)",
            page=A4,
            label=(63.5, 33.9),
            grid=(3, 8),
            pitch=(66.04, 33.9),
        ),
        _sheet(
            "A4_3X7",
            "A4, 21 labels of 63.5 x 38.1 mm (L7160)",
            page=A4,
            label=(63.5, 38.1),
            grid=(3, 7),
            pitch=(66.04, 38.1),
        ),
        _sheet(
            "A4_2X5",
            "A4, 10 labels of 99.1 x 57 mm (L7173)",
            page=A4,
            label=(99.1, 57.0),
            grid=(2, 5),
            pitch=(101.64, 57.0),
        ),
        _sheet(
            "A4_2X4",
            "A4, 8 labels of 99.1 x 67.7 mm (L7165)",
            page=A4,
            label=(99.1, 67.7),
            grid=(2, 4),
            pitch=(101.6, 67.7),
        ),
        _sheet(
            "A4_2X2",
            "A4, 4 labels of 105 x 148.5 mm",
            page=A4,
            label=(105.0, 148.5),
            grid=(2, 2),
            pitch=(105.0, 148.5),
        ),
        _sheet(
            "LETTER_2X5",
            "US Letter, 10 labels of 4 x 2 in (5163)",
            page=LETTER,
            label=(101.6, 50.8),
            grid=(2, 5),
            pitch=(106.36, 50.8),
        ),
        _sheet(
            "LETTER_3X10",
            "US Letter, 30 labels of 2 5/8 x 1 in (5160)",
            page=LETTER,
            label=(66.675, 25.4),
            grid=(3, 10),
            pitch=(69.85, 25.4),
        ),
    )
}


def single(width_mm: float, height_mm: float) -> Stock:
    """Return a roll: one label a page."""
    size = (width_mm, height_mm)
    return Stock("ROLL", "One label a page", size, size, 1, 1, (0.0, 0.0), size)
