"""Translate what a client points with into what commands take: ids lose their global spelling."""

from uuid import UUID

from backend.api import refs
from backend.api.global_ids import decode, key_of
from backend.master.refs import DocumentRef, ItemRef, LotRef, Ref


def ref(sent: refs.Ref, kind: str) -> Ref:
    """Return a plain ref to a thing of this kind, such as `Bin`; refuses an id of another kind."""
    name, value = sent.said()
    return Ref(**_plain(name, value, kind))  # type: ignore[arg-type]  # one of three fields


def place_ref(sent: refs.Ref) -> Ref:
    """Return a plain ref to a bin, or to a container that stands in one."""
    name, value = sent.said()
    named = decode(value) if name == "id" else None
    return ref(sent, "Container" if named and named[0] == "Container" else "Bin")


def item_ref(sent: refs.ItemRef) -> ItemRef:
    """Return a plain ref to an item."""
    name, value = sent.said()
    return ItemRef(**_plain(name, value, "Item"))  # type: ignore[arg-type]  # one of three fields


def lot_ref(sent: refs.LotRef) -> LotRef:
    """Return a plain ref to a lot of the item beside it."""
    name, value = sent.said()
    return LotRef(**_plain(name, value, "Lot"))  # type: ignore[arg-type]  # one of three fields


def document_ref(sent: refs.DocumentRef, kind: str) -> DocumentRef:
    """Return a plain ref to a document of this kind, such as `Order`."""
    name, value = sent.said()
    return DocumentRef(**_plain(name, value, kind))  # type: ignore[arg-type]  # one of three fields


def _plain(name: str, value: str, kind: str) -> dict[str, UUID | str]:
    return {name: key_of(kind, value) if name == "id" else value}
