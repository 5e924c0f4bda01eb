"""Whose goods are meant, where a bin holds the same item of several owners. Pure."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import Refusal
from backend.stock.reads import Balance


class OwnerRequired(Refusal):
    """The bin holds such goods of several owners."""

    code: ClassVar[str] = "OWNER_REQUIRED"
    sentence: ClassVar[str] = "Bin {bin} holds {item} of several owners; say whose is meant."


def of_one_owner(
    alike: Iterable[Balance], owner_id: UUID | None, *, bin_code: str, sku: str
) -> list[Balance]:
    """Return those of an owner; nobody's goods stand in for another's.

    Without an owner said, the goods must all be one owner's; refuses OWNER_REQUIRED.
    """
    lying = list(alike)
    if owner_id is not None:
        return [held for held in lying if held.owner_id == owner_id]
    if len({held.owner_id for held in lying}) > 1:
        raise OwnerRequired(bin=bin_code, item=sku)
    return lying
