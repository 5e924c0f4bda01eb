"""From places of the master data to keys of the ledger."""

from uuid import UUID

from backend.master.places import Bin, VirtualBin, virtual_bin_id
from backend.stock.keys import Disposition, Key, Place


def place_of(bin_: Bin) -> Place:
    """Return a bin as the ledger knows it."""
    return Place(bin_.id, bin_.location_id, bin_.kind)


def counterparty(location_id: UUID, kind: VirtualBin) -> Place:
    """Return a location's virtual bin: supplier, customer, loss and their like."""
    return Place(virtual_bin_id(location_id, kind), location_id, "VIRTUAL")


def usable(place: Place, *, item_id: UUID, owner_id: UUID, container_id: UUID | None = None) -> Key:
    """Return the key of good, untracked goods at a place."""
    return Key(owner_id, item_id, Disposition.USABLE, place, container_id)
