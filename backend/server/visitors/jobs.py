"""What a visitor of the demo can do right now, and every code that it takes, in its order."""

import asyncio
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any
from zlib import crc32

from backend.server.demo.people import BADGES
from backend.server.visitors.asking import Asking
from backend.server.visitors.floor import CARTON, Floor, Labels, Node, floor_now, open_carton

DONE = "SW-DONE"
TOTE = "T-1"
DIGITS = 10**8
CARTONS_SHOWN = 6
READ_EVERY_S = 2.0
A_WHILE = "Simulated people bring more of it within a minute."
Codes = tuple["Code", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Something to scan, and what it is."""

    says: str
    text: str


ALL = (Code("All of them", "SW-ALL"),)


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work, how it goes, and its codes in their order; a row stands together."""

    title: str
    how: str
    rows: tuple[Codes, ...]


class Leaflet:
    """Badges and jobs as the page draws them, read once for all who look at the same moment."""

    def __init__(self, asking: Asking) -> None:
        """Read through this graph."""
        self._asking = asking
        self._labels = Labels(asking)
        self._reading = asyncio.Lock()
        self._read: dict[str, Any] = {}
        self._read_at = -READ_EVERY_S

    async def now(self) -> dict[str, Any]:
        """Return it, at most two seconds old."""
        async with self._reading:
            if monotonic() - self._read_at >= READ_EVERY_S:
                self._read = _told(await floor_now(self._asking, self._labels))
                self._read_at = monotonic()
        return self._read


def _told(floor: Floor) -> dict[str, Any]:
    jobs = (_receive, _put_away, _pick, _pack, _ship, _count, _take_back)
    return {
        "badges": [
            {"name": one.name, "role": one.role, "badge": one.badge, "pin": one.pin}
            for one in BADGES
        ],
        "jobs": [asdict(job(floor)) for job in jobs],
    }


def _receive(floor: Floor) -> Job:
    how = (
        "A truck is at the dock. Tap Receive and scan its order. Scan each item and key in how"
        " many; the next scan saves them. Done ends it; if something has not come, it asks first."
    )
    if floor.truck is None:
        return Job("Receive", A_WHILE, ())
    lines = floor.truck["lines"]["nodes"]
    still = [(line["item"], line["ordered"] - line["received"]) for line in lines]
    rows = (
        (Code("The truck's purchase order", floor.truck["number"]),),
        _goods(floor, ((item, open_) for item, open_ in still if open_ > 0)),
        (Code("Done", DONE),),
    )
    return Job("Receive", how, rows)


def _put_away(floor: Floor) -> Job:
    rows = [
        (
            *_goods(floor, [(task["item"], _open(task))]),
            Code(f"Bin {task['to']['code']}", task["to"]["barcode"]),
        )
        for task in floor.tasks("putaways")[:4]
        if task["item"] and task["to"]
    ]
    how = (
        "Goods lie on the dock. Tap Put away. It names the goods: scan them, and then the bin that"
        " they go to. These are yours, in the order in which you get them."
    )
    return Job("Put away", how if rows else A_WHILE, tuple(rows))


def _pick(floor: Floor) -> Job:
    tasks = floor.tasks("picks")
    if not tasks:
        return Job("Pick", A_WHILE, ())
    walk = tasks[0]["walk"]
    stops = [task for task in tasks if task["walk"] == walk] if walk else tasks[:1]
    name = walk["number"] if walk else tasks[0]["documentNumber"]
    tote = Code("Your tote, at each stop", _coded(TOTE, name))
    rows = tuple(
        (
            Code(f"Bin {task['from']['code']}", task["from"]["barcode"]),
            *_goods(floor, [(task["item"], _open(task))]),
            *(ALL if _open(task) > 1 else ()),
            tote,
        )
        for task in stops
    )
    how = (
        f"A walk waits: {name}. Tap Pick. At each stop scan the bin, the item, All where it is more"
        " than one, and the tote. It goes on without the network."
    )
    return Job("Pick", how, rows)


def _pack(floor: Floor) -> Job:
    begun = [(one, open_carton(one)) for one in floor.page["packing"] if open_carton(one)]
    carton = str(begun[0][1]) if begun else ""
    goods = floor.tote["goods"] if floor.tote else []
    if not goods and not begun:
        return Job("Pack", A_WHILE, ())
    first: Codes = ()
    if floor.tote is not None:
        tote, order = floor.tote["container"]["code"], goods[0]["order"]
        goods = [one for one in goods if one["order"] == order]
        carton = carton or _coded(CARTON, f"{order and order['number']} {tote}")
        first = (Code(f"Tote {tote}", tote), Code("A new carton", carton))
    rows = (
        first,
        *(
            (
                *_goods(floor, [(one["item"], one["quantity"])]),
                *(ALL if one["quantity"] > 1 else ()),
            )
            for one in goods
        ),
        (Code("The carton again: it is closed", carton),),
    )
    how = (
        "A tote stands on a cart. Tap Pack and scan it, then a carton. Scan each item, and All"
        " where it is more than one. The carton once more closes it: then it can be shipped."
    )
    return Job("Pack", how, tuple(row for row in rows if row))


def _ship(floor: Floor) -> Job:
    packed = [one for one in floor.page["packing"] if one["status"] == "PACKED"]
    # Those of visitors come first by their code.
    cartons = sorted(carton["code"] for one in packed for carton in one["cartons"])
    lane = floor.page["lane"]
    rows: tuple[Codes, ...] = (
        tuple(Code(f"Carton {code}", code) for code in cartons[:CARTONS_SHOWN]),
        (Code(f"Lane {lane['code']}", lane["barcode"]),),
    )
    if not cartons:
        return Job("Ship", "No carton waits. Pack a tote: its carton stands here then.", rows[1:])
    how = (
        "Closed cartons wait. Tap Ship, scan one or more of them, then the lane that the truck"
        " stands at: with the lane they have left, and the stock is gone."
    )
    return Job("Ship", how, rows)


def _count(floor: Floor) -> Job:
    tasks = floor.tasks("counts")
    if not tasks:
        return Job("Count", A_WHILE, ())
    place = tasks[0]["from"]
    loose = [node for node in floor.in_bin if node["container"] is None]
    rows = (
        (Code(f"Bin {place['code']}", place["barcode"]),),
        _goods(floor, ((node["item"], node["onHand"]) for node in loose)),
        (Code("The bin again: it is counted", place["barcode"]),),
    )
    how = (
        "Tap Count. Scan the bin, each item that lies there, and key in how many you see. What the"
        " book says stands here and not on the scanner: key quite another number, and somebody else"
        " is asked to count again. Small differences are booked at once."
    )
    return Job("Count", how, tuple(row for row in rows if row))


def _take_back(floor: Floor) -> Job:
    if floor.sent_back is None:
        return Job("Take a return", A_WHILE, ())
    lines = floor.sent_back["lines"]
    rows = (
        (Code("The return", floor.sent_back["number"]),),
        _goods(floor, ((line["item"], line["authorized"]) for line in lines)),
        (Code("Done", DONE),),
    )
    how = (
        "A parcel came back. Tap Return, scan its number and what is in it, and say how it looks."
        " Done ends it."
    )
    return Job("Take a return", how, rows)


def _goods(floor: Floor, meant: Iterable[tuple[Node, int]]) -> Codes:
    """Return the codes of items, each with how many are meant."""
    found = ((item, quantity, floor.code_of(item)) for item, quantity in meant)
    return tuple(Code(f"{many} of {item['name']}", text) for item, many, text in found if text)


def _open(task: Node) -> int:
    return int(task["quantity"] - task["done"])


def _coded(prefix: str, of: str) -> str:
    """Return a license plate that is always the same for the same thing, and nobody else's."""
    return f"{prefix}{crc32(of.encode()) % DIGITS:08}"
