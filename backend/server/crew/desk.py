"""The simulated office: orders come in, trucks are announced, counts asked for, yeses given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from backend.kernel.clock import now
from backend.server.crew.reserve import APPROVALS, CASES, COUNTS, PICKS, RETURNS, TRUCKS
from backend.server.crew.sight import OWN_TRUCK, Node, Sight
from backend.server.crew.stock import Stock
from backend.server.demo.catalogue import CURRENCY
from backend.server.demo.events import Sale, SaleLine
from backend.server.demo.orders import order_of
from backend.server.demo.partners import CARRIERS
from backend.server.demo.suppliers import supplier_of
from backend.server.demo.warehouse import LOCATION
from backend.server.replay.floor import House
from backend.server.replay.line import Line

ORDER_LINES_MAX = 5
ORDER_UNITS_MAX = 12
TRUCK_LINES = (2, 5)
TRUCK_UNITS_MAX = 48
HERE = {"code": LOCATION}
DIGITS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONG_AGO = 1_767_225_600
"""The first second of 2026: numbers count from here."""


@dataclass(slots=True)
class Desk:
    """One supervisor who lays work out, and another who approves."""

    line: Line
    approver: Line
    house: House
    sales: Sequence[Sale]
    bins: Sequence[str]
    stock: Stock
    draw: Random = field(default_factory=Random)
    left_alone: set[str] = field(default_factory=set)
    """Approvals and cases that we may not end; they stay for people."""

    async def lay_out(self, seen: Sight) -> None:
        """Add a little of each kind of work that runs low, and end a little of what piles up."""
        await self.stock.keep_reading(self.line)
        if seen.picks < PICKS.target:
            await self._sell()
        if len(seen.trucks) < TRUCKS.target:
            await self._announce_truck()
        if seen.counts < COUNTS.target:
            await self._ask_for_count()
        if len(seen.returns) < RETURNS.target and seen.shipped:
            await self._allow_return(self.draw.choice(seen.shipped))
        await self._end_some(seen)

    async def _sell(self) -> None:
        """Write an order down as the data's customers send them, of a size for one walk."""
        sale = self.draw.choice(self.sales)
        lines = [line for line in sale.lines if line.is_goods and self._may_sell(line)]
        if not lines:
            return
        few = self.draw.sample(lines, min(len(lines), self.draw.randint(1, ORDER_LINES_MAX)))
        head, carrier = next(order_of(sale)), self.draw.choice(CARRIERS)
        said = await self.line.say(
            "CreateOrder",
            location=HERE,
            channel={"code": head.channel},
            carrier={"code": carrier.code},
            priority=head.priority,
            shipBy=carrier.cut_off(now()).isoformat(),
            lines=[
                {
                    "item": {"sku": line.sku},
                    "quantity": _units(line),
                    "price": {"minor": max(0, line.price_minor), "currency": CURRENCY},
                }
                for line in few
            ],
        )
        if self.house.accepted("CreateOrder", said):
            for line in few:
                self.stock.has[line.sku] -= _units(line)
            released = await self.line.say(
                "ReleaseOrders", orders=[{"number": said["order"]["number"]}]
            )
            self.house.accepted("ReleaseOrders", released)

    def _may_sell(self, line: SaleLine) -> bool:
        return self.stock.may_sell(line.sku, _units(line))

    async def _announce_truck(self) -> None:
        """Buy again what has left, so that the shelves never run dry."""
        wanted = self.stock.wanted(self.draw, at_most=self.draw.randint(*TRUCK_LINES))
        number = f"{OWN_TRUCK}{_short(int(now().timestamp()) - LONG_AGO)}"
        lines = [
            {"item": {"sku": sku}, "quantity": min(TRUCK_UNITS_MAX, units)} for sku, units in wanted
        ]
        made = await self.line.say(
            "CreatePurchaseOrder",
            number=number,
            supplier={"code": supplier_of(wanted[0][0]).code},
            location=HERE,
            expectedOn=now().date().isoformat(),
            lines=lines,
        )
        if self.house.accepted("CreatePurchaseOrder", made):
            for sku, units in wanted:
                self.stock.coming[sku] += min(TRUCK_UNITS_MAX, units)
            sent = await self.line.say("SendPurchaseOrder", purchaseOrder={"number": number})
            self.house.accepted("SendPurchaseOrder", sent)

    async def _ask_for_count(self) -> None:
        said = await self.line.say(
            "RequestCount",
            location=HERE,
            bins=[{"code": self.draw.choice(self.bins)}],
            reason="A bin that people are at",
        )
        self.house.accepted("RequestCount", said)

    async def _allow_return(self, order: Node) -> None:
        goods = [one for one in order["lines"]["nodes"] if one["shipped"]]
        if not goods:
            return
        one = self.draw.choice(goods)
        said = await self.line.say(
            "AuthorizeReturn",
            order={"number": order["number"]},
            lines=[{"item": {"sku": one["item"]["sku"]}, "quantity": 1, "reason": "CHANGED_MIND"}],
        )
        self.house.accepted("AuthorizeReturn", said)

    async def _end_some(self, seen: Sight) -> None:
        """Leave a few approvals and cases to people; end the oldest of the others."""
        approvals = [one["id"] for one in seen.approvals if one["id"] not in self.left_alone]
        if len(approvals) > APPROVALS.target:
            said = await self.approver.say(
                "DecideApproval", approval=approvals[0], verdict="APPROVE"
            )
            if not self.house.accepted("DecideApproval", said):
                self.left_alone.add(approvals[0])
        cases = [one["id"] for one in seen.cases if one["id"] not in self.left_alone]
        if len(cases) > CASES.target:
            said = await self.line.say(
                "ResolveCase", case=cases[0], resolution="Looked into: nothing is left to do."
            )
            if not self.house.accepted("ResolveCase", said):
                self.left_alone.add(cases[0])


def _short(seconds: int) -> str:
    """Write a number in few letters and digits, so that its bars fit a small screen."""
    written = ""
    while seconds:
        seconds, digit = divmod(seconds, len(DIGITS))
        written = DIGITS[digit] + written
    return written


def _units(line: SaleLine) -> int:
    return min(line.units, ORDER_UNITS_MAX)
