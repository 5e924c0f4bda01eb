"""Set a KPI's target: say where a figure of a location should be."""

import math
from dataclasses import dataclass
from uuid import UUID

from backend.insight import sql
from backend.insight.kpis import KpiName
from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKpiTarget:
    """Which figure, where, and its target in its own unit; None means that it has none."""

    name: KpiName
    location: Ref
    target: float | None


@dataclass(frozen=True, slots=True)
class KpiTargetSet:
    """Whose figure."""

    location_id: UUID
    name: KpiName


@command
async def set_kpi_target(work: Work, asked: SetKpiTarget) -> Plan[KpiTargetSet]:
    """Say where a figure should be, or take that back; refuses NOT_ALLOWED and INVALID_INPUT."""
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.EDIT_RULES, place.id)
    if asked.target is not None and not (math.isfinite(asked.target) and asked.target >= 0):
        raise InvalidInput(field="target", problem="must be a number from 0 up")
    return Plan(
        answer=KpiTargetSet(place.id, asked.name),
        writes=(_write(work, asked, place.id),),
        kind="SET_KPI_TARGET",
        location_id=place.id,
    )


def _write(work: Work, asked: SetKpiTarget, location_id: UUID) -> Write:
    order, name = f"kpi {location_id} {asked.name.value}", asked.name.value
    if asked.target is None:
        return Write(Rank.DOCUMENT, order, sql.DROP_TARGET, (location_id, name), rows=None)
    values = (location_id, name, asked.target, work.now, work.actor.id)
    return Write(Rank.DOCUMENT, order, sql.SET_TARGET, values)
