"""What may be done with goods that came back. Pure: no database, no clock."""

from enum import StrEnum
from typing import ClassVar

from backend.kernel.refusals import InvalidInput, Refusal
from backend.stock.keys import Disposition

QUANTITY_MAX = (1 << 53) - 1


class ReturnStatus(StrEnum):
    """How far a return is."""

    AUTHORIZED = "AUTHORIZED"
    RECEIVED = "RECEIVED"
    INSPECTED = "INSPECTED"
    DISPOSED = "DISPOSED"
    REFUND_DUE = "REFUND_DUE"
    REFUNDED = "REFUNDED"
    CLOSED = "CLOSED"
    REJECTED = "REJECTED"


class ReturnReason(StrEnum):
    """Why the customer sends it back."""

    WRONG_ITEM = "WRONG_ITEM"
    DAMAGED = "DAMAGED"
    DEFECTIVE = "DEFECTIVE"
    NOT_AS_DESCRIBED = "NOT_AS_DESCRIBED"
    CHANGED_MIND = "CHANGED_MIND"
    NOT_DELIVERED = "NOT_DELIVERED"
    OTHER = "OTHER"


class Grade(StrEnum):
    """What somebody who looked at it judged it to be."""

    A_LIKE_NEW = "A_LIKE_NEW"
    B_OPENED = "B_OPENED"
    C_WORN = "C_WORN"
    D_BROKEN = "D_BROKEN"


class ReturnRoute(StrEnum):
    """Where it goes from here."""

    RESTOCK = "RESTOCK"
    QUARANTINE = "QUARANTINE"
    DAMAGED = "DAMAGED"
    SCRAP = "SCRAP"


BECOMES = {
    ReturnRoute.RESTOCK: Disposition.USABLE,
    ReturnRoute.QUARANTINE: Disposition.QUARANTINE,
    ReturnRoute.DAMAGED: Disposition.DAMAGED,
}
"""What goods may be used for on each route; what is scrapped leaves the house."""

MAY_RESTOCK = frozenset({Grade.A_LIKE_NEW, Grade.B_OPENED})


class NotGraded(Refusal):
    """Nobody has judged these goods yet."""

    code: ClassVar[str] = "NOT_GRADED"
    sentence: ClassVar[str] = "Grade what came back first; then say where it goes."


class ReturnExceedsShipped(Refusal):
    """More than has left for this order and not come back."""

    code: ClassVar[str] = "RETURN_EXCEEDS_SHIPPED"
    sentence: ClassVar[str] = (
        "{left} of {sku} left for this order and are still out; authorize no more than that."
    )


class RouteNotAllowed(Refusal):
    """Goods of that grade may not go that way."""

    code: ClassVar[str] = "ROUTE_NOT_ALLOWED"
    sentence: ClassVar[str] = "Goods graded {grade} do not go to {route}; choose another route."


class MoreThanCameBack(Refusal):
    """Less than that came back and is still to be disposed."""

    code: ClassVar[str] = "QUANTITY_TOO_LARGE_FOR_RETURN"
    sentence: ClassVar[str] = "Only {left} of this line are still here; say at most that many."


def check_shipped(sku: str, *, left: int, quantity: int) -> None:
    """Go on only if that much left and did not come back; refuses RETURN_EXCEEDS_SHIPPED."""
    if quantity > left:
        raise ReturnExceedsShipped(sku=sku, left=left)


def check_quantity(quantity: int) -> None:
    """Refuse what is no quantity, in base units."""
    if not 1 <= quantity <= QUANTITY_MAX:
        raise InvalidInput(field="quantity", problem=f"must be 1 to {QUANTITY_MAX}")


def check_route(grade: str | None, route: ReturnRoute, *, quantity: int, left: int) -> None:
    """Refuse a route that the grade does not permit, or more than is still here."""
    if grade is None:
        raise NotGraded
    if route is ReturnRoute.RESTOCK and Grade(grade) not in MAY_RESTOCK:
        raise RouteNotAllowed(grade=grade, route=route.value)
    check_quantity(quantity)
    if quantity > left:
        raise MoreThanCameBack(left=left)


def suggested_route(grade: Grade) -> ReturnRoute:
    """Return where goods of a grade usually go."""
    return {
        Grade.A_LIKE_NEW: ReturnRoute.RESTOCK,
        Grade.B_OPENED: ReturnRoute.RESTOCK,
        Grade.C_WORN: ReturnRoute.QUARANTINE,
        Grade.D_BROKEN: ReturnRoute.DAMAGED,
    }[grade]
