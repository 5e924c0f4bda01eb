"""Rules of shipping: what may leave, and what must be put right first. Pure."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from backend.kernel.refusals import InvalidInput, NotInThisState, Refusal
from backend.outbound.orders.document import CustomerOrder, OrderOnHold
from backend.outbound.orders.lines import Line
from backend.stock.allocations import Allocation
from backend.stock.reads import Balance

TRACKING_LENGTH_MAX = 64


class NothingPacked(Refusal):
    """Nothing is in it, so it cannot be closed or leave."""

    code: ClassVar[str] = "NOTHING_PACKED"
    sentence: ClassVar[str] = "Nothing is packed in {container}; pack something first."


def check_tracking(numbers: Sequence[str], *, cartons: int) -> None:
    """Refuse more carrier's numbers than cartons, and numbers that are none."""
    if len(numbers) > cartons:
        raise InvalidInput(field="trackingNumbers", problem=f"are more than the {cartons} cartons")
    if not all(1 <= len(number) <= TRACKING_LENGTH_MAX for number in numbers):
        raise InvalidInput(
            field="trackingNumbers", problem=f"must have 1 to {TRACKING_LENGTH_MAX} characters each"
        )


def check_contents(shipment: str, contents: Iterable[Allocation], lying: Iterable[Balance]) -> None:
    """Refuse to ship nothing, and to ship what no order wants any more along with the rest."""
    wanted = sum(packed.quantity for packed in contents)
    if not wanted:
        raise NothingPacked(container=shipment)
    if sum(held.on_hand for held in lying) > wanted:
        raise NotInThisState(kind="carton", state="holding goods that were called off")


def check_order(
    order: CustomerOrder, lines: Iterable[Line], contents: Iterable[Allocation]
) -> None:
    """Refuse an order that is held, and a part of one that is to leave whole."""
    if order.is_held:
        raise OrderOnHold(order=order.number)
    packed = sum(one.quantity for one in contents)
    open_ = sum(line.still_open for line in lines if not line.is_service)
    if not order.accepts_partial and packed < open_:
        raise NotInThisState(kind="order", state="to leave whole, and not all of it is packed")
