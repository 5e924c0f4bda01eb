"""A question that is stopped at its time limit leaves nothing running, and no noise."""

import asyncio
import warnings

import strawberry
from strawberry.extensions import FieldExtension


class Beside(FieldExtension):
    """Makes a resolver wait its turn, as every one of ours does."""

    async def resolve_async(self, next_, source, info, **asked):
        return await next_(source, info, **asked)


begun = []


@strawberry.type
class Part:
    """Something with parts."""

    @strawberry.field(extensions=[Beside()])
    async def parts(self) -> list["Part"]:
        begun.append(self)
        await asyncio.sleep(0.001)
        return [Part() for _ in range(5)]

    @strawberry.field
    async def name(self) -> str:
        await asyncio.sleep(0.001)
        return "x"


async def stopped(schema, seconds):
    try:
        async with asyncio.timeout(seconds):
            await schema.execute("{ parts { name parts { name parts { name } } } }")
    except TimeoutError:
        return True
    return False


async def test_a_question_that_is_stopped_leaves_nothing_running_and_warns_of_nothing():
    schema = strawberry.Schema(Part)

    with warnings.catch_warnings(record=True) as heard:
        ended = [stopped(schema, number / 20_000) for number in range(200)]
        assert any(await asyncio.gather(*ended))

    after = len(begun)
    await asyncio.sleep(0.05)
    assert len(begun) == after
    assert heard == []
