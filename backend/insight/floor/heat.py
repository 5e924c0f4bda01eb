"""How hot each bin and bay of the floor is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from backend.insight.floor import sql
from backend.kernel.work import Reader

BINS_MAX = 20_000


class HeatMetric(Enum):
    """What bins are colored by."""

    PICKS = "PICKS"
    OCCUPANCY = "OCCUPANCY"
    DAYS_SINCE_COUNT = "DAYS_SINCE_COUNT"
    VARIANCE = "VARIANCE"


_STATEMENTS = {
    HeatMetric.PICKS: sql.HEAT_PICKS,
    HeatMetric.OCCUPANCY: sql.HEAT_OCCUPANCY,
    HeatMetric.DAYS_SINCE_COUNT: sql.HEAT_UNCOUNTED,
    HeatMetric.VARIANCE: sql.HEAT_VARIANCE,
}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


_OF_BAY: dict[HeatMetric, Callable[[list[float]], float]] = {
    HeatMetric.PICKS: sum,
    HeatMetric.OCCUPANCY: _mean,
    HeatMetric.DAYS_SINCE_COUNT: max,
    HeatMetric.VARIANCE: sum,
}
"""How a bay's figure is made from those of its bins."""
_COLD = {HeatMetric.PICKS: 0.0, HeatMetric.VARIANCE: None}
"""What a bin has of which nothing is known: no pick is none, no count is not known."""


@dataclass(frozen=True, slots=True)
class HeatBin:
    """A bin on the floor plan."""

    id: UUID
    code: str
    aisle: str | None
    bay: str | None
    level: str | None
    x_mm: int | None
    y_mm: int | None
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A bin with its figure; None is not known."""

    bin: HeatBin
    value: float | None


@dataclass(frozen=True, slots=True)
class HeatBay:
    """The bins above one another at one place of an aisle; `value` is over those that are known."""

    aisle: str
    bay: str
    cells: tuple[HeatCell, ...]
    value: float | None


@dataclass(frozen=True, slots=True)
class _Heat:
    bin_id: UUID
    value: float | None


async def heat_of_bins(
    reader: Reader, location_id: UUID, metric: HeatMetric, *, now: datetime
) -> list[HeatCell]:
    """Return every bin of the floor with its figure, by aisle, bay and level."""
    bins = await reader.rows(HeatBin, sql.HEAT_BINS, location_id, BINS_MAX)
    found = await reader.rows(_Heat, _STATEMENTS[metric], location_id, now)
    values = {heat.bin_id: heat.value for heat in found}
    cold = _COLD.get(metric)
    return [HeatCell(bin_, values.get(bin_.id, cold)) for bin_ in bins]


def bays_of(cells: Iterable[HeatCell], metric: HeatMetric) -> list[HeatBay]:
    """Put the bins of each bay together; bins without an aisle and bay are in none."""
    bays: dict[tuple[str, str], list[HeatCell]] = {}
    for cell in cells:
        if cell.bin.aisle is not None and cell.bin.bay is not None:
            bays.setdefault((cell.bin.aisle, cell.bin.bay), []).append(cell)
    return [_bay(place, held, metric) for place, held in bays.items()]


def _bay(place: tuple[str, str], cells: list[HeatCell], metric: HeatMetric) -> HeatBay:
    known = [cell.value for cell in cells if cell.value is not None]
    return HeatBay(*place, tuple(cells), _OF_BAY[metric](known) if known else None)
