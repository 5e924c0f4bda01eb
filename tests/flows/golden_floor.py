"""The language of tests that send to the house what a golden case sends."""

import json
import re
from collections.abc import Mapping
from typing import Any

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from tests.golden import case_named
from tests.graph import ask, document
from tests.world import World

OPERATION_ID = re.compile(r"00000000-0000-7000-8000-\d{12}")


async def send(world: World, way: str, name: str, words: Mapping[str, Any]) -> list[str]:
    """Send what a golden case sends, with this world's words for its own; return what became."""
    made = [one for step in case_named(way, name).after for one in step.get("operations", [])]
    text = json.dumps(made)
    for word, here in words.items():
        text = text.replace(json.dumps(word), json.dumps(here))
    ids = {found: str(new_id()) for found in set(OPERATION_ID.findall(text))}
    text = OPERATION_ID.sub(lambda found: ids[found[0]], text)
    operations = json.loads(text)
    for one in operations:
        next(iter(one.values()))["occurredAt"] = now().isoformat()
    sent = {"operationId": str(new_id()), "operations": operations}
    answer = await ask(world.database, world.worker, document("SubmitOperations"), input=sent)
    return [
        one["outcome"] if one["outcome"] != "REFUSED" else one["answer"]["message"]
        for one in answer["submitOperations"]["results"]
    ]


async def number_of(world: World, order_id: Any) -> str:
    return await world.owner.fetchval("SELECT number FROM customer_order WHERE id = $1", order_id)
