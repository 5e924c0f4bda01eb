"""What simulated workers do with goods, task by task, with what the task's steps let them scan."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from backend.server.replay.line import Line, Said
from backend.server.replay.tally import Tally

PUT_AWAY_TRIES = 4
NUMBERS = count(1)


@dataclass(slots=True)
class House:
    """What all the simulated people share: the place, the labels, and what was acknowledged."""

    location: str
    run: int
    barcodes: Mapping[str, str]
    pick_faces: Mapping[str, str]
    tally: Tally = field(default_factory=Tally)
    refused: Counter[str] = field(default_factory=Counter)
    such_as: dict[str, str] = field(default_factory=dict)
    beyond_book: list[str] = field(default_factory=list)
    """Operations of goods that were in somebody's hand, though the book had them no more there."""
    lines_done: int = 0

    def accepted(self, name: str, said: Said) -> bool:
        """Tell whether it was a yes; a no is counted by its operation and code."""
        if said.refused is None:
            return True
        self.refused[f"{name}: {said.refused}"] += 1
        self.such_as.setdefault(f"{name}: {said.refused}", said["message"])
        return False

    def scan_of(self, sku: str) -> dict[str, str]:
        """Point at an item by its barcode; what somebody else brought in has none here."""
        barcode = self.barcodes.get(sku)
        return {"sku": sku} if barcode is None else {"barcode": barcode}

    def fresh_tote(self) -> str:
        """Return the license plate of a tote that nobody has used."""
        return f"T-{self.run:05}{next(NUMBERS):05}"


@dataclass(frozen=True, slots=True)
class Worker:
    """One person on the floor."""

    line: Line
    house: House

    async def pick_pack_and_ship(self, order: str) -> None:
        """Walk the stops into a tote, then pack and send each order that the walk was for."""
        tote = self.house.fresh_tote()
        picked: dict[str, Counter[str]] = {}
        async for task in self._tasks("PICK", order):
            sku, quantity = task["item"]["sku"], task["quantity"] - task["done"]
            said = await self.line.tell(
                "ConfirmPick",
                task=task["id"],
                bin={"barcode": to_scan(task, "SCAN_BIN")},
                item={"barcode": to_scan(task, "SCAN_ITEM")},
                quantity=quantity,
                into={"code": tote},
            )
            if self.house.accepted("ConfirmPick", said):
                picked.setdefault(task["documentNumber"], Counter())[sku] += quantity
                if said["caseOpened"]:
                    self.house.beyond_book.append(said["operationId"])
                self.house.lines_done += 1
        for number, goods in picked.items():
            await self._pack_and_ship(tote, number, goods)

    async def _pack_and_ship(self, tote: str, order: str, picked: Counter[str]) -> None:
        carton: dict[str, str] | None = None
        for sku, quantity in picked.items():
            said = await self.line.tell(
                "PackItem",
                **{"from": {"code": tote}},
                order={"number": order},
                item=self.house.scan_of(sku),
                quantity=quantity,
                into=carton,
            )
            if self.house.accepted("PackItem", said):
                carton = {"code": said["carton"]["code"]}
        if carton is None:
            return
        closed = await self.line.tell("CloseCarton", carton=carton)
        self.house.accepted("CloseCarton", closed)
        shipped = await self.line.tell("ConfirmShipment", shipment={"number": order})
        if self.house.accepted("ConfirmShipment", shipped):
            await self._count_what_left(shipped["shipment"]["number"])

    async def _count_what_left(self, shipment: str) -> None:
        """Count a shipment's own lines: another worker's carton may have left in it."""
        answer = await self.line.ask("ShipmentContents", number=shipment)
        for line in answer["shipment"]["lines"]:
            self.house.tally.shipped[line["item"]["sku"]] += line["quantity"]

    async def receive(self, purchase_order: str, lines: Mapping[str, int]) -> None:
        """Unload a truck line by line, and put everything away."""
        receipt = await self.unload(purchase_order, lines)
        if receipt is not None:
            await self.put_away(receipt)

    async def unload(self, purchase_order: str, lines: Mapping[str, int]) -> str | None:
        """Unload a truck line by line; return the receipt, whose goods lie on the dock."""
        opened = await self.line.tell("OpenReceipt", purchaseOrder={"number": purchase_order})
        if not self.house.accepted("OpenReceipt", opened):
            return None
        receipt: str = opened["receipt"]["number"]
        for sku, quantity in lines.items():
            said = await self.line.tell(
                "ReceiveLine",
                receipt={"number": receipt},
                item=self.house.scan_of(sku),
                quantity=quantity,
            )
            if self.house.accepted("ReceiveLine", said):
                self.house.tally.received[sku] += quantity
                self.house.lines_done += 1
        closed = await self.line.tell("CloseReceipt", receipt={"number": receipt})
        self.house.accepted("CloseReceipt", closed)
        return receipt

    async def put_back(self) -> None:
        """Bring what was picked for nothing from its tote back to a bin."""
        while tasks := await self.line.claim(
            kinds=["MOVE"], location={"code": self.house.location}
        ):
            done = [await self._put_back(task) for task in tasks if task["container"]]
            if not any(done):
                return

    async def _put_back(self, task: Mapping[str, Any]) -> bool:
        into = task["to"] or {"code": self.house.pick_faces[task["item"]["sku"]]}
        said = await self.line.tell(
            "PutBack",
            task=task["id"],
            quantity=task["quantity"] - task["done"],
            to={"code": into["code"]},
        )
        return self.house.accepted("PutBack", said)

    async def put_away(self, document: str) -> None:
        """Bring what a document left on the dock into the bins that the tasks suggest."""
        async for task in self._tasks("PUT_AWAY", document):
            await self.put_away_task(task)

    async def put_away_task(self, task: Mapping[str, Any]) -> None:
        """Bring what a task names into the bin that it suggests, or into the next one."""
        into = task["to"]["code"] if task["to"] else None
        for _ in range(PUT_AWAY_TRIES):
            if into is None:
                return
            said = await self.line.tell(
                "ConfirmPutaway",
                task=task["id"],
                item=self.house.scan_of(task["item"]["sku"]),
                quantity=task["quantity"] - task["done"],
                to={"code": into},
                rescanned=True,
            )
            if self.house.accepted("ConfirmPutaway", said):
                self.house.lines_done += 1
                return
            into = _suggested(said)

    async def _tasks(self, kind: str, document: str) -> AsyncIterator[Mapping[str, Any]]:
        """Yield the tasks of a document, claiming the next as long as there are some."""
        seen: set[str] = set()
        while True:
            said = await self.line.claim(kinds=[kind], document={"number": document})
            fresh = [task for task in said if task["id"] not in seen]
            if not fresh:
                return
            for task in fresh:
                seen.add(task["id"])
                yield task


def to_scan(task: Mapping[str, Any], step: str) -> str:
    """Return what a worker scans at a step: a barcode that stands for one, if it is an item's."""
    accepted = next(each["accepts"] for each in task["steps"] if each["kind"] == step)
    ones = [scan for scan in accepted if scan["quantity"] in (None, 1)]
    return str((ones or accepted)[0]["barcode"])


def _suggested(said: Said) -> str | None:
    return next(_values(said, "suggestion"), None)


def _values(said: Said, name: str) -> Iterator[str]:
    return (fact["text"] for fact in said["facts"] if fact["name"] == name and fact["text"])
