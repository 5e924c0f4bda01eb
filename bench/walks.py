"""Walks to time: orders that were written down, released and claimed through the graph."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.server.demo.events import Sale, SaleLine
from backend.server.demo.generate import Demo
from backend.server.replay.crew import Crew
from backend.server.replay.floor import House, Worker, to_scan
from backend.server.replay.goods import barcodes_of, pick_faces_of
from backend.server.replay.line import Line
from backend.server.replay.office import Office
from bench.wire import request

LOCATION = "MAIN"


async def walks(
    crew: Crew, demo: Demo, *, orders: int, lines: int
) -> Sequence[Sequence[Sequence[bytes]]]:
    """Return for each worker the picks of so many orders, as requests that were never sent.

    They are those of a handheld: its outbox, with one fact in it.
    Each worker has items of their own, as people on different walks do.
    """
    house = House(
        LOCATION, run=1, barcodes=barcodes_of(demo.items), pick_faces=pick_faces_of(demo.bins)
    )
    office = Office(crew.office, crew.approvers, house)
    skus = iter(_plenty(demo, at_least=orders + 1))
    made = []
    for number, line in enumerate(crew.workers):
        own = list(islice(skus, lines))
        assert len(own) == lines, "the demo is too small for so many walks"
        worker = Worker(line, house)
        made.append([await _walk(office, worker, own, f"B{number}-{n}") for n in range(orders)])
    return made


def _plenty(demo: Demo, *, at_least: int) -> Iterable[str]:
    """Return the SKUs of which enough lies somewhere, the most first."""
    stock: Counter[str] = Counter()
    for row in demo.stock:
        stock[row.sku] += row.quantity
    return (sku for sku, quantity in stock.most_common() if quantity >= at_least)


async def _walk(office: Office, worker: Worker, skus: Iterable[str], number: str) -> list[bytes]:
    lines = tuple(SaleLine(sku, 1, 100, is_goods=True) for sku in skus)
    released = await office.sell(Sale(number, now(), "", "", lines))
    assert released == number, f"{number} was not released: {office.house.refused}"
    tote = worker.house.fresh_tote()
    tasks = await worker.line.claim(kinds=["PICK"], document={"number": number})
    return [_pick(worker.line, task, tote) for task in tasks]


def _pick(line: Line, task: Any, tote: str) -> bytes:
    asked = {
        "operationId": str(new_id()),
        "occurredAt": now().isoformat(),
        "task": task["id"],
        "bin": {"barcode": to_scan(task, "SCAN_BIN")},
        "item": {"barcode": to_scan(task, "SCAN_ITEM")},
        "quantity": task["quantity"] - task["done"],
        "into": {"code": tote},
    }
    sent = {"operationId": str(new_id()), "operations": [{"confirmPick": asked}]}
    document = line.documents["SubmitOperations"]
    return request({"documentId": document, "variables": {"input": sent}}, line.token)


def fact_in(request: bytes) -> Any:
    """Return the pick that such a request tells of."""
    body = json.loads(request.partition(b"\r\n\r\n")[2])
    return body["variables"]["input"]["operations"][0]["confirmPick"]


def is_picked(answer: bytes) -> bool:
    """Tell whether an answer says that the goods were picked, as planned."""
    told = json.loads(answer)["data"]["submitOperations"]
    return [one["outcome"] for one in told["results"]] == ["APPLIED"]
