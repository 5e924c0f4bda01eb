"""What the office and its second pair of eyes do: orders, releases, returns, write-offs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.api.global_ids import encode
from backend.master.places import VirtualBin
from backend.server.demo.events import CustomerReturn, Found, Sale, WriteOff
from backend.server.replay.floor import House, Worker
from backend.server.replay.line import Line, Said

RELEASED_AT_ONCE = 50
ABOVE = "LIMIT_EXCEEDED"
OVER = frozenset({"SHIPPED", "DELIVERED", "CANCELED"})


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What an adjustment asks for; negative is a write-off."""

    sku: str
    units: int


@dataclass(slots=True)
class Office:
    """The supervisor who writes orders down, and others who approve, the least limit first."""

    line: Line
    approvers: tuple[Line, ...]
    house: House
    waiting: dict[str, None] = field(default_factory=dict)
    """Orders of which something is still to be sent, in the order of their coming."""
    open: dict[str, Adjusted] = field(default_factory=dict)
    """Adjustments that are not known to be posted yet, by id."""

    async def sell(self, sale: Sale) -> str | None:
        """Write an order down and release it; None when nothing of it can be picked now."""
        said = await self.line.say(
            "CreateOrder",
            number=sale.document,
            location={"code": self.house.location},
            orderedAt=sale.at.isoformat(),
            lines=[
                {
                    "item": {"sku": line.sku},
                    "quantity": line.units,
                    "price": {"minor": line.price_minor, "currency": "GBP"},
                }
                for line in sale.lines
            ],
        )
        if not self.house.accepted("CreateOrder", said):
            return None
        if any(line.is_goods for line in sale.lines):
            self.waiting[sale.document] = None
        released = await self._release([sale.document])
        return released[0] if released else None

    async def release_what_waits(self) -> list[str]:
        """Release orders that stock has arrived for; return those that can be picked now."""
        orders, released = list(self.waiting), []
        for first in range(0, len(orders), RELEASED_AT_ONCE):
            released += await self._release(orders[first : first + RELEASED_AT_ONCE])
        return released

    async def _release(self, orders: Iterable[str]) -> list[str]:
        said = await self.line.say(
            "ReleaseOrders", orders=[{"number": number} for number in orders]
        )
        if said.refused is not None:  # the reason of the first; nothing of any can go
            return []
        for stays in said["refused"]:
            if any(fact["text"] in OVER for fact in stays["refusal"]["facts"]):
                self.waiting.pop(stays["order"]["number"], None)
        return [order["number"] for order in said["orders"]]

    async def take_back(self, event: CustomerReturn, worker: Worker) -> None:
        """Receive what a customer sends back; what never left is called off instead."""
        for line in event.lines:
            if line.is_goods:
                back = line.units
                if line.sale in self.waiting:
                    back = await self._call_off(line.sale, line.sku, line.units)
                if back:
                    await self._receive_back(line.sku, back, worker)

    async def _call_off(self, order: str, sku: str, units: int) -> int:
        """Call off lines that have not left as far as the units reach; return what did leave."""
        lines = [one for one in await self._lines(order) if one["item"]["sku"] == sku]
        shipped: int = min(units, sum(one["shipped"] for one in lines))
        rest, gone = units - shipped, []
        for one in lines:
            still_open = one["ordered"] - one["shipped"] - one["canceled"]
            if 0 < still_open <= rest:
                gone.append(one["id"])
                rest -= still_open
        if gone:
            said = await self.line.say(
                "CancelOrder", order={"number": order}, lines=gone, reason="The customer called off"
            )
            self.house.accepted("CancelOrder", said)
        return shipped

    async def _lines(self, order: str) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        after: str | None = None
        while True:
            answer = await self.line.ask("OrderLines", number=order, after=after)
            page = answer["order"]["lines"]
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]

    async def _receive_back(self, sku: str, units: int, worker: Worker) -> None:
        received = await worker.line.tell(
            "ReceiveReturn",
            location={"code": self.house.location},
            item=self.house.scan_of(sku),
            quantity=units,
        )
        if self.house.accepted("ReceiveReturn", received):
            self.house.tally.returned[sku] += units
            self.house.lines_done += 1
            await self._use_again(received, units, worker)

    async def _use_again(self, received: Said, units: int, worker: Worker) -> None:
        line = received["returnLine"]["id"]
        graded = await worker.line.tell("GradeReturn", line=line, grade="A_LIKE_NEW")
        if not self.house.accepted("GradeReturn", graded):
            return
        disposed = await worker.line.tell(
            "DisposeReturn", line=line, quantity=units, route="RESTOCK"
        )
        if self.house.accepted("DisposeReturn", disposed):
            await worker.put_away(received["customerReturn"]["number"])

    async def write_off(self, event: WriteOff, worker: Worker) -> None:
        """Give units up where they lie; what cannot be found anywhere stays on the list."""
        lines, missing = [], event.units
        for lying in await self._lying(event.sku):
            taken = min(missing, lying["available"])
            if taken:
                lines.append(self._adjusted(event.sku, lying["bin"]["code"], -taken))
                missing -= taken
        if missing:
            self.house.refused["WriteOff of more than there is"] += 1
        if lines:
            await self._adjust("RequestWriteOff", event.sku, event.reason, lines, worker)

    async def take_in(self, event: Found, worker: Worker) -> None:
        """Write up units that turned up, in a bin that has such goods."""
        into = self.house.pick_faces[event.sku]
        lines = [self._adjusted(event.sku, into, event.units)]
        await self._adjust("RequestAdjustment", event.sku, event.reason, lines, worker)

    async def _adjust(
        self, name: str, sku: str, reason: str, lines: list[Mapping[str, Any]], worker: Worker
    ) -> None:
        said = await worker.line.say(
            name,
            location={"code": self.house.location},
            reason="DAMAGED" if name == "RequestWriteOff" else "FOUND",
            note=reason or "no reason was typed",
            lines=lines,
        )
        if not self.house.accepted(name, said):
            return
        adjustment = said["adjustment"]
        self.open[adjustment["id"]] = Adjusted(sku, sum(line["difference"] for line in lines))
        if adjustment["approval"]:
            await self.approve(adjustment["approval"]["id"])

    async def book_adjustments(self) -> None:
        """Count the adjustments that have been posted by now."""
        for id_, adjusted in list(self.open.items()):
            status = (await self.line.ask("AdjustmentStatus", id=id_))["node"]["status"]
            if status == "AWAITING_APPROVAL":
                continue
            del self.open[id_]
            if status == "POSTED" and adjusted.units < 0:
                self.house.tally.written_off[adjusted.sku] -= adjusted.units
            elif status == "POSTED":
                self.house.tally.found[adjusted.sku] += adjusted.units

    async def book_what_was_in_hand(self) -> None:
        """Count as found what the ledger took out of UNEXPLAINED: there it was, unlike the book."""
        while self.house.beyond_book:
            id_ = encode("Operation", UUID(self.house.beyond_book.pop()))
            answer = await self.line.ask("PostedByOperation", id=id_)
            for entry in answer["node"]["entries"]:
                if entry["from"]["code"] == VirtualBin.UNEXPLAINED:
                    self.house.tally.found[entry["item"]["sku"]] += entry["quantity"]

    async def approve(self, approval: str) -> None:
        """Have somebody else say yes; what is above one person's limit goes to the next."""
        for approver in self.approvers:
            said = await approver.say("DecideApproval", approval=approval, verdict="APPROVE")
            if said.refused != ABOVE:
                break
        self.house.accepted("DecideApproval", said)

    async def _lying(self, sku: str) -> list[Mapping[str, Any]]:
        answer = await self.line.ask("WhereItLies", sku=sku, location=self.house.location)
        nodes: list[Mapping[str, Any]] = answer["balances"]["nodes"]
        return sorted(
            (node for node in nodes if node["available"]), key=lambda node: -node["available"]
        )

    @staticmethod
    def _adjusted(sku: str, into: str, difference: int) -> Mapping[str, Any]:
        return {"item": {"sku": sku}, "bin": {"code": into}, "difference": difference}
