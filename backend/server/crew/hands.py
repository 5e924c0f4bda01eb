"""What one simulated worker does at a time, with what the task's steps let them scan."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from backend.server.crew.sight import Node
from backend.server.demo.warehouse import LOCATION
from backend.server.replay.floor import Worker, to_scan
from backend.server.replay.line import Line

HERE = {"code": LOCATION}
ONE_OFF = 0.15
"""How often what is found is not what the book says."""
GRADES = ("A_LIKE_NEW", "A_LIKE_NEW", "A_LIKE_NEW", "B_OPENED", "C_WORN", "D_BROKEN")


async def pick_a_walk(worker: Worker, tote: str) -> None:
    """Walk the stops that are next, into a fresh tote."""
    for task in await worker.line.claim(kinds=["PICK"], location=HERE, prefetch=1):
        said = await worker.line.tell(
            "ConfirmPick",
            task=task["id"],
            bin={"barcode": to_scan(task, "SCAN_BIN")},
            item={"barcode": to_scan(task, "SCAN_ITEM")},
            quantity=task["quantity"] - task["done"],
            into={"code": tote},
        )
        worker.house.accepted("ConfirmPick", said)


async def pack_and_send(worker: Worker, tote: str) -> bool:
    """Empty a tote into a carton and send it; False when it cannot be packed."""
    line, house = worker.line, worker.house
    packed = await line.tell("PackTote", **{"from": {"code": tote}})
    if not house.accepted("PackTote", packed):
        return False
    closed = await line.tell("CloseCarton", carton={"code": packed["carton"]["code"]})
    if house.accepted("CloseCarton", closed):
        number = packed["shipment"]["number"]
        sent = await line.tell("ConfirmShipment", shipment={"number": number})
        house.accepted("ConfirmShipment", sent)
    return True


async def unload(worker: Worker, truck: str) -> None:
    """Receive what a truck brings; it lies on the dock, to be put away."""
    answer = await worker.line.ask("DemoTruck", number=truck)
    wanted: Counter[str] = Counter()
    for line in answer["purchaseOrder"]["lines"]["nodes"]:
        wanted[line["item"]["sku"]] += line["ordered"] - line["received"]
    await worker.unload(truck, +wanted)


async def put_one_away(worker: Worker) -> None:
    """Bring one plate from the dock to its bin."""
    for task in await worker.line.claim(kinds=["PUT_AWAY"], location=HERE, prefetch=1):
        await worker.put_away_task(task)


async def count_one(worker: Worker, office: Line) -> None:
    """Count a bin as the book has it, or now and then one off, as people do."""
    for task in await worker.line.claim(kinds=["COUNT"], location=HERE, prefetch=1):
        code = task["from"]["code"]
        page = (await office.ask("DemoBin", bin=code, location=LOCATION))["balances"]
        found = _found(page["nodes"])
        said = await worker.line.tell(
            "SubmitCount",
            task=task["id"],
            bin={"code": code},
            location=HERE,
            seenAt=page["asOf"],
            isEmpty=not found,
            lines=[
                {"item": worker.house.scan_of(sku), "quantity": units}
                for sku, units in found.items()
            ],
        )
        worker.house.accepted("SubmitCount", said)


def _found(lying: Sequence[Node]) -> Counter[str]:
    loose = [node for node in lying if node["container"] is None]
    found: Counter[str] = Counter()
    for node in loose:
        found[node["item"]["sku"]] += node["onHand"]
    if loose and random.random() < ONE_OFF:  # noqa: S311 - no secret
        node = random.choice(loose)  # noqa: S311 - no secret
        found[node["item"]["sku"]] += -1 if node["available"] else 1
    return +found


async def take_back(worker: Worker, number: str) -> None:
    """Receive a return, look at it, and give it its way."""
    line, house = worker.line, worker.house
    answer = await line.ask("CustomerReturn", ref={"number": number})
    for expected in answer["customerReturn"]["lines"]:
        received = await line.tell(
            "ReceiveReturn",
            customerReturn={"number": number},
            item=house.scan_of(expected["item"]["sku"]),
            quantity=expected["authorized"],
        )
        if house.accepted("ReceiveReturn", received):
            await _give_its_way(worker, received["returnLine"])


async def _give_its_way(worker: Worker, received: Mapping[str, Any]) -> None:
    line, house = worker.line, worker.house
    grade = random.choice(GRADES)  # noqa: S311 - no secret
    graded = await line.tell("GradeReturn", line=received["id"], grade=grade)
    if not house.accepted("GradeReturn", graded):
        return
    disposed = await line.tell(
        "DisposeReturn",
        line=received["id"],
        quantity=received["received"],
        route=graded["returnLine"]["suggestedRoute"],
        reason="As graded",
    )
    house.accepted("DisposeReturn", disposed)
