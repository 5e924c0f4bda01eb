"""The figures of today at one location, with the hours that they consist of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from backend.insight import sql
from backend.kernel.work import Reader


class KpiName(Enum):
    """What is measured."""

    LINES_PER_HOUR = "LINES_PER_HOUR"
    SHORT_PICKS = "SHORT_PICKS"
    INVENTORY_ACCURACY = "INVENTORY_ACCURACY"
    DOCK_TO_STOCK = "DOCK_TO_STOCK"
    FILL_RATE = "FILL_RATE"


class KpiUnit(Enum):
    """What a figure is counted in."""

    PERCENT = "PERCENT"
    SECONDS = "SECONDS"
    PER_HOUR = "PER_HOUR"


_UNITS = {KpiName.LINES_PER_HOUR: KpiUnit.PER_HOUR, KpiName.DOCK_TO_STOCK: KpiUnit.SECONDS}
_LESS_IS_BETTER = frozenset({KpiName.SHORT_PICKS, KpiName.DOCK_TO_STOCK})


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """A figure of one hour, made from `count` things; of the whole day when `hour` is None."""

    name: str
    hour: datetime | None
    value: float | None
    count: int


@dataclass(frozen=True, slots=True)
class _Target:
    name: str
    target: float


@dataclass(slots=True)
class Kpi:
    """A figure of today; the value is None while nothing happened."""

    name: KpiName
    value: float | None = None
    count: int = 0
    target: float | None = None
    points: list[KpiPoint] = field(default_factory=list)

    @property
    def unit(self) -> KpiUnit:
        """What it is counted in."""
        return _UNITS.get(self.name, KpiUnit.PERCENT)

    @property
    def is_more_better(self) -> bool:
        """Whether people want it to rise."""
        return self.name not in _LESS_IS_BETTER


async def kpis_of(reader: Reader, location_id: UUID, *, now: datetime) -> dict[KpiName, Kpi]:
    """Return every figure of today by its name."""
    found = {name: Kpi(name) for name in KpiName}
    for point in await reader.rows(KpiPoint, sql.KPIS, location_id, now):
        kpi = found[KpiName(point.name)]
        if point.hour is not None:
            kpi.points.append(point)
        elif point.count:
            kpi.value, kpi.count = point.value, point.count
    for said in await reader.rows(_Target, sql.TARGETS, location_id):
        found[KpiName(said.name)].target = said.target
    return found
