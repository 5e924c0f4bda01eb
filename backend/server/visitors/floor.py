"""The floor as visitors of the demo find it: what the crew holds is not theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.server.crew.sight import CARTS, OWN_TRUCK
from backend.server.demo.people import CREW
from backend.server.demo.warehouse import LOCATION
from backend.server.visitors.asking import Asking

HERE = {"code": LOCATION}
LANE = "SHIP-01"
OF_THE_CREW = frozenset(person.name for person in CREW)
LAST = "~"
"""Sorts behind every time."""
ITEMS_MAX = 40
TASKS_MAX = 12
"""The next of each kind; a walk has fewer stops."""
CARTON = "C-1"
"""What the codes of cartons begin with that the page offers."""
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Floor:
    """What there is to do, and what of it a visitor would get next."""

    page: Mapping[str, Any]
    barcodes: Mapping[str, str]
    truck: Node | None
    sent_back: Node | None
    tote: Node | None
    in_bin: Sequence[Node]

    def tasks(self, name: str) -> list[Node]:
        """Return one visitor's own tasks, or else what a claim gives, in its order."""
        return tasks_for_visitors(self.page[name])

    def code_of(self, item: Node) -> str | None:
        """Return what a scanner reads on one piece of an item."""
        return self.barcodes.get(item["sku"])


@dataclass(slots=True)
class Labels:
    """What a scanner reads on one piece of each item, asked once: labels stay as they are."""

    asking: Asking
    known: dict[str, str] = field(default_factory=dict)

    async def of(self, skus: Iterable[str]) -> Mapping[str, str]:
        """Return what is known, with these among it."""
        asked = [sku for sku in dict.fromkeys(skus) if sku not in self.known][:ITEMS_MAX]
        if asked:
            found = await self.asking.ask("DemoItems", skus=asked)
            self.known |= dict(_singles(found["items"]["nodes"]))
        return self.known


async def floor_now(asking: Asking, labels: Labels) -> Floor:
    """Look at the floor."""
    carts = [{"code": code} for code in CARTS]
    answer = await asking.ask("DemoPage", location=HERE, carts=carts, lane={"code": LANE})
    page = {name: said.get("nodes", said) for name, said in answer.items()}
    trucks = [one["number"] for one in page["trucks"] if one["number"].startswith(OWN_TRUCK)]
    truck = (await asking.ask("DemoTruck", number=trucks[0]))["purchaseOrder"] if trucks else None
    sent_back = None
    if page["returns"]:
        ref = {"number": page["returns"][-1]["number"]}
        sent_back = (await asking.ask("CustomerReturn", ref=ref))["customerReturn"]
    tote = await _tote(asking, page)
    in_bin = await _in_bin(asking, tasks_for_visitors(page["counts"]))
    named = [*_lines(truck, sent_back, tote), *in_bin]
    for name in ("putaways", "picks"):
        named += [task for task in tasks_for_visitors(page[name])[:TASKS_MAX] if task["item"]]
    barcodes = await labels.of(node["item"]["sku"] for node in named)
    return Floor(page, barcodes, truck, sent_back, tote, in_bin)


def tasks_for_visitors(tasks: Iterable[Node]) -> list[Node]:
    """Return what one visitor holds, the last who took any; then what is free, best first.

    Best first is as `claimTasks` gives it out: urgent before due before the stops of a walk.
    """
    ours = [task for task in tasks if _holder(task) not in OF_THE_CREW]
    held = sorted((task for task in ours if task["assignee"]), key=_lease, reverse=True)
    mine = [task for task in held if _holder(task) == _holder(held[0])]
    walks = {_walk(task) for task in held if task["walk"]}
    free = [task for task in ours if not task["assignee"] and _walk(task) not in walks]
    return sorted(mine, key=_turn) + sorted(free, key=_turn)


async def _tote(asking: Asking, page: Mapping[str, Any]) -> Node | None:
    """Return what lies in the tote to pack: a visitor's own before those of the crew."""
    held = sorted({node["container"]["code"] for node in page["totes"] if node["container"]})
    begun = {one["order"]["number"] for one in page["packing"] if open_carton(one)}
    found = None
    for code in held[:ITEMS_MAX] if begun else held[:1]:
        ref = {"barcode": code}
        tote = (await asking.ask("ToteContents", container=ref))["containerContents"]
        if tote is None or not tote["goods"]:
            continue
        if any(goods["order"] and goods["order"]["number"] in begun for goods in tote["goods"]):
            return dict(tote)  # somebody is at it: that comes first
        found = found or tote
    return None if begun else found


def open_carton(shipment: Node) -> str | None:
    """Return the carton of a shipment that a visitor has begun and not closed."""
    codes = [one["code"] for one in shipment["cartons"] if one["closedAt"] is None]
    return next((code for code in codes if code.startswith(CARTON)), None)


async def _in_bin(asking: Asking, counts: Sequence[Node]) -> Sequence[Node]:
    """Return what lies in the bin that is counted next."""
    if not counts:
        return ()
    bin_code = counts[0]["from"]["code"]
    found = await asking.ask("DemoBin", bin=bin_code, location=LOCATION)
    nodes: Sequence[Node] = found["balances"]["nodes"]
    return nodes


def _lines(truck: Node | None, sent_back: Node | None, tote: Node | None) -> Iterator[Node]:
    yield from truck["lines"]["nodes"] if truck else ()
    yield from sent_back["lines"] if sent_back else ()
    yield from tote["goods"] if tote else ()


def _singles(items: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Name what a scanner reads on one piece of each item."""
    for item in items:
        singles = [one["value"] for one in item["barcodes"] if one["pack"] is None]
        if singles:
            yield item["sku"], singles[0]


def _holder(task: Node) -> str | None:
    return task["assignee"]["name"] if task["assignee"] else None


def _lease(task: Node) -> str:
    return str(task["leaseUntil"] or "")


def _walk(task: Node) -> tuple[int, str]:
    number = task["walk"]["number"] if task["walk"] else ""
    return len(number), number  # WK-999 is before WK-1000


def _turn(task: Node) -> tuple[int, str, tuple[int, str], int]:
    return task["priority"], task["dueAt"] or LAST, _walk(task), task["sequence"]
