"""What holds weights is in the database, and refuses whoever speaks for the application."""

import asyncpg
import pytest
import pytest_asyncio

from tests.flows.outbound_floor import a_pick
from tests.flows.scale import sell_by_weight
from tests.world import World

AGAIN = (
    "INSERT INTO weighing (operation_id, line_id, number, item_id, quantity, weight_g, goes_back)"
    " SELECT operation_id, {line}, {number}, {item}, {quantity}, {grams}, false FROM weighing"
    " JOIN operation ON operation.id = operation_id WHERE location_id = $1"
)
AS_IT_IS = {
    "line": "line_id", "number": "number + 1", "item": "item_id", "quantity": "quantity",
    "grams": "weight_g",
}  # fmt: skip
TEA = "(SELECT id FROM item WHERE NOT needs_weight LIMIT 1)"


@pytest_asyncio.fixture(scope="module")
async def weighed(database, owner) -> World:
    """A ham that was picked and weighed, beside tea that is not."""
    world = await World.build(database, owner)
    await world.item("TEA")
    pick = await a_pick(world, 5, sku="HAM")
    await sell_by_weight(world, pick.item_id)
    await pick.picks(3, weight_grams=3_140)
    return world


@pytest.mark.parametrize(
    ("what", "held"),
    [
        ({"item": TEA}, "weighing_is_of_what_is_sold_by_weight"),
        ({"grams": "0"}, "weighing_is_a_gram_a_piece"),
        ({"grams": "-1"}, "weighing_is_a_gram_a_piece"),
        ({"quantity": "-3"}, "weighing_quantity_check"),
        ({"number": "number"}, "weighing_is_one"),
    ],
)
async def test_the_database_refuses_a_weight_that_cannot_be(weighed, database, what, held):
    async with database.session() as session:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused:
            await session.execute(AGAIN.format_map(AS_IT_IS | what), weighed.location_id)

    assert refused.value.constraint_name == held


@pytest.mark.parametrize(
    "change", ["weight_g = NULL", "base_unit = 'MILLIMETER'", "kind = 'SERVICE'"]
)
async def test_what_is_sold_by_weight_is_counted_by_the_piece(weighed, database, change):
    async with database.session() as session:
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            await session.execute(f"UPDATE item SET {change} WHERE needs_weight")

    assert refused.value.constraint_name == "item_is_weighed_by_the_piece"
