"""What labels are asked for, as the graph says it."""

from collections.abc import Sequence

import strawberry

from backend.api.enums import show_enum
from backend.api.pointing import item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import ItemRef, OneOf, Ref
from backend.kernel.refusals import InvalidInput
from backend.printing.rules import LabelKind
from backend.printing.subjects import BinsWanted, Subjects
from labels.kinds import Arrow

show_enum(
    LabelKind,
    says="What a label is for.",
    values={
        "ITEM": "One item.",
        "BIN": "A bin.",
        "CONTAINER": "A tote, carton or pallet.",
        "COMMAND": "A card that a scanner takes for a command.",
    },
)
show_enum(
    Arrow,
    name="LabelArrow",
    says="Which bin a label on a beam speaks of.",
    values={"UP": "The one above it.", "DOWN": "The one below it."},
)


@strawberry.input(one_of=True, description="What a label is for.")
class LabelSubject(OneOf):
    """Names one thing to label."""

    item: strawberry.Maybe[ItemRef] = strawberry.field(description="An item.")
    bin: strawberry.Maybe[Ref] = strawberry.field(description="A bin of the location.")
    container: strawberry.Maybe[Ref] = strawberry.field(
        description="A tote, carton or pallet at the location."
    )
    command: strawberry.Maybe[str] = strawberry.field(
        description="What the scanner takes for a command, such as DO:DONE."
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
) -> Subjects:
    """Translate; refuses things of several kinds."""
    by_kind: dict[str, list[object]] = {}
    for subject in sent:
        kind, _ = subject.said()
        by_kind.setdefault(kind, []).append(getattr(subject, kind).value)
    if len(by_kind) > 1:
        raise InvalidInput(field="subjects", problem="must be of one kind")
    return Subjects(
        items=tuple(item_ref(each) for each in by_kind.get("item", ())),  # type: ignore[arg-type]  # by kind
        bins=tuple(plain(each, "Bin") for each in by_kind.get("bin", ())),  # type: ignore[arg-type]  # by kind
        containers=tuple(
            plain(each, "Container")  # type: ignore[arg-type]  # by kind
            for each in by_kind.get("container", ())
        ),
        commands=tuple(str(each) for each in by_kind.get("command", ())),
        all_bins=_wanted(bins) if bins else None,
        arrow=arrow,
        shows_check_digits=shows_check_digits,
    )


def _wanted(bins: BinsToLabel) -> BinsWanted:
    zone = plain(bins.zone, "Zone") if bins.zone else None
    return BinsWanted(zone=zone, starts_with=bins.starts_with)
