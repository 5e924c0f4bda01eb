"""What a visitor of the demo can do right now, and every code that it takes, from the graph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zlib import crc32

from backend.server.crew.sight import CARTS, OWN_TRUCK
from backend.server.demo.people import BADGES, CREW
from backend.server.demo.warehouse import LOCATION
from backend.server.visitors.asking import Asking

HERE = {"code": LOCATION}
STOPS_SHOWN = 3
LINES_SHOWN = 4
OF_THE_CREW = frozenset(person.name for person in CREW)
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Code:
    """Something to scan, and what it is."""

    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work, how it goes, and its codes in their order."""

    title: str
    how: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor as visitors find it: what the simulated people hold is not theirs."""

    page: Mapping[str, Sequence[Node]]
    barcodes: Mapping[str, str]
    truck: Node | None
    sent_back: Node | None
    in_bin: Sequence[str]

    def tasks(self, name: str) -> list[Node]:
        """Return what visitors hold, the last taken first, then what anybody may take."""
        free = [task for task in self.page[name] if _name(task["assignee"]) not in OF_THE_CREW]
        held = [task for task in free if task["assignee"] is not None]
        held.sort(key=lambda task: str(task["leaseUntil"]), reverse=True)
        return held + [task for task in free if task["assignee"] is None]

    def item(self, item: Node, quantity: int | None = None) -> list[Code]:
        """Return the code of one item, with how many are meant."""
        many = f"{quantity} of " if quantity else ""
        text = self.barcodes.get(item["sku"])
        return [Code(f"{many}{item['name']}", text)] if text else []


async def jobs_now(asking: Asking) -> dict[str, Any]:
    """Return badges and jobs, as the page's script draws them."""
    floor = await _floor(asking)
    jobs = (_receive, _put_away, _pick, _pack, _count, _take_back)
    found = [job for job in (job(floor) for job in jobs) if job is not None]
    return {
        "badges": [
            {"name": one.name, "role": one.role, "badge": one.badge, "pin": one.pin}
            for one in BADGES
        ],
        "jobs": [asdict(job) for job in found],
    }


async def _floor(asking: Asking) -> Floor:
    carts = [{"code": code} for code in CARTS]
    answer = await asking.ask("DemoPage", location=HERE, carts=carts)
    page = {name: connection["nodes"] for name, connection in answer.items()}
    trucks = [one["number"] for one in page["trucks"] if one["number"].startswith(OWN_TRUCK)]
    truck = (await asking.ask("DemoTruck", number=trucks[0]))["purchaseOrder"] if trucks else None
    sent_back = None
    if page["returns"]:
        ref = {"number": page["returns"][-1]["number"]}
        sent_back = (await asking.ask("CustomerReturn", ref=ref))["customerReturn"]
    before = Floor(page, {}, truck, sent_back, ())
    counted = next((task["from"]["code"] for task in before.tasks("counts")), None)
    in_bin: list[str] = []
    if counted:
        balances = (await asking.ask("DemoBin", bin=counted, location=LOCATION))["balances"]
        in_bin = [node["item"]["sku"] for node in balances["nodes"]]
    skus = {*_skus(before, truck, sent_back), *in_bin}
    items = (await asking.ask("DemoItems", skus=sorted(skus)[:40]))["items"]["nodes"]
    return Floor(page, dict(_each(items)), truck, sent_back, in_bin)


def _skus(floor: Floor, *documents: Node | None) -> Iterable[str]:
    for name in ("picks", "putaways"):
        yield from (task["item"]["sku"] for task in floor.tasks(name)[:10] if task["item"])
    yield from (node["item"]["sku"] for node in floor.page["totes"][:10] if node["item"])
    for document in documents:
        lines = document["lines"] if document else ()
        for line in lines["nodes"] if isinstance(lines, Mapping) else lines:
            yield line["item"]["sku"]


def _each(items: Iterable[Node]) -> Iterable[tuple[str, str]]:
    for item in items:
        singles = [one["value"] for one in item["barcodes"] if one["pack"] is None]
        if singles:
            yield item["sku"], singles[0]


def _receive(floor: Floor) -> Job | None:
    if floor.truck is None:
        return None
    codes = [Code("The truck's purchase order", floor.truck["number"])]
    for line in floor.truck["lines"]["nodes"][:LINES_SHOWN]:
        open_ = line["ordered"] - line["received"]
        if open_ > 0:
            codes += floor.item(line["item"], open_)
    how = (
        "A truck is at the dock. Open Receive, scan the order, then each item, and key in how many."
    )
    return Job("Receive", how, tuple(codes))


def _put_away(floor: Floor) -> Job | None:
    codes: list[Code] = []
    for task in floor.tasks("putaways")[:2]:
        if task["item"] and task["to"]:
            codes += floor.item(task["item"], task["quantity"] - task["done"])
            codes.append(Code(f"Bin {task['to']['code']}", task["to"]["barcode"]))
    how = "Goods lie on the dock. Scan the goods, then the bin that they go to."
    return Job("Put away", how, tuple(codes)) if codes else None


def _pick(floor: Floor) -> Job | None:
    tasks = floor.tasks("picks")
    if not tasks:
        return None
    order = tasks[0]["documentNumber"]
    codes = [Code("A tote for you", f"T-1{crc32(str(order).encode()) % 10**8:08}")]
    for task in [one for one in tasks if one["documentNumber"] == order][:STOPS_SHOWN]:
        codes.append(Code(f"Bin {task['from']['code']}", task["from"]["barcode"]))
        codes += floor.item(task["item"], task["quantity"] - task["done"])
    how = "A walk waits. Scan the tote, and at each stop the bin and the item."
    return Job("Pick", how, tuple(codes))


def _pack(floor: Floor) -> Job | None:
    held: dict[str, list[Code]] = {}
    for node in floor.page["totes"]:
        if node["container"]:
            held.setdefault(node["container"]["code"], []).extend(floor.item(node["item"]))
    if not held:
        return None
    tote = min(held)  # a visitor's own comes before those of the simulated people
    how = "A tote stands on a cart. Open Pack, scan it, then what goes into the carton."
    return Job("Pack and send", how, (Code(f"Tote {tote}", tote), *held[tote][:LINES_SHOWN]))


def _count(floor: Floor) -> Job | None:
    tasks = floor.tasks("counts")
    if not tasks:
        return None
    place = tasks[0]["from"]
    codes = [Code(f"Bin {place['code']}", place["barcode"])]
    for sku in floor.in_bin[:LINES_SHOWN]:
        codes += floor.item({"sku": sku, "name": f"Item {sku}"})
    how = "Scan the bin, each item that lies there, and key in how many you see: say 30."
    return Job("Count", how, tuple(codes))


def _take_back(floor: Floor) -> Job | None:
    if floor.sent_back is None:
        return None
    codes = [Code("The return", floor.sent_back["number"])]
    for line in floor.sent_back["lines"][:LINES_SHOWN]:
        codes += floor.item(line["item"], line["authorized"])
    how = "A parcel came back. Open Return, scan it and what is in it, and say how it looks."
    return Job("Take a return", how, tuple(codes))


def _name(person: Node | None) -> str | None:
    return person["name"] if person else None
