"""What the demo's supervisors aim at; the figures of a calm warehouse at the usual pace."""

from collections.abc import Mapping
from uuid import UUID

from backend.insight.kpis import KpiName
from backend.insight.set_kpi_target import SetKpiTarget, set_kpi_target
from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.master.refs import Ref
from backend.server.demo.warehouse import LOCATION
from backend.tasks.system import SYSTEM

AIMS = UUID("00000000-0000-8000-8000-0000000000cb")
TARGETS: Mapping[KpiName, float] = {
    KpiName.LINES_PER_HOUR: 400,
    KpiName.SHORT_PICKS: 0.8,
    KpiName.INVENTORY_ACCURACY: 99.5,
    KpiName.DOCK_TO_STOCK: 4 * 3600,
    KpiName.FILL_RATE: 98,
}
"""Lines an hour, percent, seconds."""


async def aim(database: Database) -> None:
    """Set the targets; what is set already is set once."""
    for name, target in TARGETS.items():
        asked = SetKpiTarget(name=name, location=Ref(code=LOCATION), target=target)
        request = Request(derived_id(AIMS, f"kpi {name.value}"), SYSTEM)
        await perform(database, set_kpi_target, asked, request)
