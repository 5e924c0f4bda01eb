"""The language of tests about weight: hams that are counted by the piece and sold by weight."""

from uuid import UUID

from backend.kernel.work import Reader
from backend.stock.weighing.weigh import weighed
from tests.world import World

SOLD_BY_WEIGHT = {"needs_weight": True, "weight_g": 1_000, "weight_tolerance_percent": 20}


async def sell_by_weight(world: World, item_id: UUID) -> None:
    """From now on this item is weighed: a kilogram a piece, a fifth more or less."""
    await world.owner.execute(
        "UPDATE item SET needs_weight = true, weight_g = 1000 WHERE id = $1", item_id
    )


async def weighed_too(world: World, operation_id: UUID, item_id: UUID) -> None:
    """Let an operation have weighed what it moved: four for a line, three that went back."""
    await sell_by_weight(world, item_id)
    await world.owner.execute(
        "INSERT INTO weighing VALUES ($1, gen_random_uuid(), 1, $2, 4, 4100, false),"
        " ($1, NULL, 1, $2, 3, 3050, true)",
        operation_id,
        item_id,
    )


async def weight_of(world: World, line_id: UUID) -> tuple[int, int] | None:
    """Pieces and grams that stand on a line; None where nothing does."""
    found = (await weighed(Reader(world.owner), [line_id])).get(line_id)
    return (found.quantity, found.grams) if found else None


async def weighings(world: World, operation_id: UUID) -> list[tuple[int, int]]:
    """What one operation weighed, as pieces and grams."""
    rows = await world.owner.fetch(
        "SELECT quantity, weight_g FROM weighing WHERE operation_id = $1 ORDER BY weight_g",
        operation_id,
    )
    return [tuple(row) for row in rows]
