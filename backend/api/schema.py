"""The graph: the areas joined into one. To add an area, list its `AREA` here."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import get_object_definition

from backend.api import (
    approval_questions,
    case_questions,
    control_questions,
    device_saving,
    explanations,
    inbound_questions,
    insight_questions,
    item_questions,
    item_saving,
    label_designs,
    lot_questions,
    lot_saving,
    measure_layouts,
    node,
    order_questions,
    partner_questions,
    partner_saving,
    people_questions,
    people_saving,
    picking,
    place_questions,
    place_saving,
    pool_questions,
    print_questions,
    printers,
    reserving,
    return_questions,
    scanning,
    shipment_questions,
    stock_live,
    supplier_item_saving,
    task_questions,
    undo,
    work_live,
)
from backend.api.area import Area
from backend.api.documents import Mode
from backend.api.engine import Engine, Settings
from backend.api.outbox import outbox_mutation
from backend.api.scalars import SCALARS

AREAS: tuple[Area, ...] = (
    Area(queries=(node.NodeQuery,)),
    place_questions.AREA,
    item_questions.AREA,
    partner_questions.AREA,
    place_saving.AREA,
    item_saving.AREA,
    partner_saving.AREA,
    supplier_item_saving.AREA,
    scanning.AREA,
    people_questions.AREA,
    people_saving.AREA,
    device_saving.AREA,
    picking.AREA,
    shipment_questions.AREA,
    lot_questions.AREA,
    lot_saving.AREA,
    stock_live.AREA,
    task_questions.AREA,
    case_questions.AREA,
    approval_questions.AREA,
    control_questions.AREA,
    return_questions.AREA,
    inbound_questions.AREA,
    order_questions.AREA,
    undo.AREA,
    work_live.AREA,
    insight_questions.AREA,
    printers.AREA,
    label_designs.AREA,
    measure_layouts.AREA,
    print_questions.AREA,
    explanations.AREA,
    pool_questions.AREA,
    reserving.AREA,
)


def make_schema(
    settings: Settings, *, manifest: Mapping[str, str], areas: Sequence[Area] = AREAS
) -> Engine:
    """Return the graph that is served."""
    return _engine(settings, manifest=manifest, areas=areas, config=_config(settings))


def make_sorted_schema(areas: Sequence[Area] = AREAS) -> Engine:
    """Return the graph for its SDL alone: Strawberry's sorted schemas cannot resolve unions."""
    config = _config(Settings())
    config.sort_schema = True
    return _engine(Settings(), manifest={}, areas=areas, config=config)


def _config(settings: Settings) -> StrawberryConfig:
    return StrawberryConfig(
        scalar_map=SCALARS,
        disable_field_suggestions=settings.mode is Mode.PRODUCTION,
    )


def _engine(
    settings: Settings,
    *,
    manifest: Mapping[str, str],
    areas: Sequence[Area],
    config: StrawberryConfig,
) -> Engine:
    facts = [fact for area in areas for fact in area.facts]
    queries = tuple(query for area in areas for query in area.queries)
    mutations = tuple(mutation for area in areas for mutation in area.mutations)
    subscriptions = tuple(told for area in areas for told in area.subscriptions)
    if facts:
        also = tuple(kind for area in areas for kind in area.told)
        mutations = (*mutations, outbox_mutation(facts, also))
    return Engine(
        settings=settings,
        manifest=manifest,
        query=_root("Query", queries, says="Questions; they change nothing."),
        mutation=_root("Mutation", mutations, says="Commands, verb first; one per business act."),
        subscription=_root("Subscription", subscriptions, says="What goes on being told, live."),
        types=[kind for area in areas for kind in area.types],
        config=config,
    )


def _root(name: str, parts: tuple[type, ...], *, says: str) -> Any:
    if not parts:
        return None
    names = [
        field.name for part in parts for field in get_object_definition(part, strict=True).fields
    ]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"two areas bring the same root field: {twice}"
    return strawberry.type(type(name, parts, {}), description=says)
