"""What labels are asked for, as the graph says it."""

from collections.abc import Sequence

import strawberry

from backend.api.global_ids import decode, key_of
from backend.api.label_enums import Arrow, LabelKind
from backend.api.pointing import item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, ItemRef, LotRef, OneOf, Ref
from backend.kernel.refusals import InvalidInput, NotFound
from backend.master.refs import DocumentRef as PlainDocumentRef
from backend.master.refs import Ref as PlainRef
from backend.printing.subjects import BinsWanted, Subjects


@strawberry.input(one_of=True, description="What a label is for.")
class LabelSubject(OneOf):
    """Names one thing to label."""

    item: strawberry.Maybe[ItemRef] = strawberry.field(description="An item.")
    bin: strawberry.Maybe[Ref] = strawberry.field(description="A bin of the location.")
    container: strawberry.Maybe[Ref] = strawberry.field(
        description="A tote, carton or pallet at the location."
    )
    command: strawberry.Maybe[str] = strawberry.field(
        description="What the scanner takes for a command, such as SW-DONE."
    )
    pack: strawberry.Maybe[Ref] = strawberry.field(description="A pack, by its id or barcode.")
    document: strawberry.Maybe[DocumentRef] = strawberry.field(
        description="A walk, receipt, order, count, return or shipment of the location."
    )
    carton: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="A carton of a shipment, for its shipping label."
    )


@strawberry.input(description="Many bins of the location at once, in walking order.")
class BinsToLabel:
    """A choice of bins."""

    zone: Ref | None = strawberry.field(default=None, description="Only of this zone.")
    starts_with: str | None = strawberry.field(
        default=None, description="Only those whose code begins so, such as A-12-."
    )


def subjects_of(
    sent: Sequence[LabelSubject],
    *,
    bins: BinsToLabel | None,
    arrow: Arrow | None,
    shows_check_digits: bool,
    kind: LabelKind | None = None,
    lot: LotRef | None = None,
) -> Subjects:
    """Translate; refuses things of several kinds, and a kind that is not theirs."""
    by_kind: dict[str, list[object]] = {}
    for subject in sent:
        name, _ = subject.said()
        by_kind.setdefault(name, []).append(getattr(subject, name).value)
    if len(by_kind) > 1:
        raise InvalidInput(field="subjects", problem="must be of one kind")
    if kind is LabelKind.PALLET:
        by_kind["pallet"] = by_kind.pop("container", [])
    subjects = Subjects(
        items=tuple(item_ref(each) for each in by_kind.get("item", ())),  # type: ignore[arg-type]  # by kind
        bins=_refs(by_kind.get("bin", ()), "Bin"),
        containers=_refs(by_kind.get("container", ()), "Container"),
        commands=tuple(str(each) for each in by_kind.get("command", ())),
        pallets=_refs(by_kind.get("pallet", ()), "Container"),
        packs=_refs(by_kind.get("pack", ()), "Pack"),
        lot=_lot(lot) if lot else None,
        cartons=tuple(key_of("Carton", str(each)) for each in by_kind.get("carton", ())),
        documents=tuple(_document(each) for each in by_kind.get("document", ())),  # type: ignore[arg-type]  # by kind
        all_bins=_wanted(bins) if bins else None,
        arrow=arrow,
        shows_check_digits=shows_check_digits,
    )
    if kind is not None and subjects.kind is not kind:
        raise InvalidInput(field="kind", problem=f"does not fit; these are {subjects.kind}")
    return subjects


def _refs(sent: Sequence[object], kind: str) -> tuple[PlainRef, ...]:
    return tuple(plain(each, kind) for each in sent)  # type: ignore[arg-type]  # by kind


def _lot(sent: LotRef) -> str:
    name, value = sent.said()
    return str(key_of("Lot", value)) if name == "id" else value


def _document(sent: DocumentRef) -> PlainDocumentRef:
    """Take an id of any kind of document: the number on the card tells which it is."""
    name, value = sent.said()
    if name != "id":
        return PlainDocumentRef(number=value)
    found = decode(value)
    if found is None:
        raise NotFound(kind="document", key=value[:40])
    return PlainDocumentRef(id=found[1])


def _wanted(bins: BinsToLabel) -> BinsWanted:
    zone = plain(bins.zone, "Zone") if bins.zone else None
    return BinsWanted(zone=zone, starts_with=bins.starts_with)
