"""What stands on a label, as it is kept with a job, and the label that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from backend.printing.designs import Look, looking
from backend.printing.rules import LabelUnreadable
from backend.printing.travel import DocumentFacts, PackFacts, PalletFacts, ShippingFacts
from labels.fonts import Fonts
from labels.kinds import Arrow, Label, bin_label, card, carton_label, item_label, tote_label
from labels.refused import LabelRefused
from labels.sheets import fitted, proved
from labels.stock import Stock

FONTS = Fonts()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """An item."""

    sku: str
    name: str
    gtin: str | None = None
    kind: Literal["ITEM"] = "ITEM"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.sku

    def label(self) -> Label:
        """Design it."""
        return item_label(name=self.name, sku=self.sku, gtin=self.gtin)


@dataclass(frozen=True, slots=True, kw_only=True)
class BinFacts:
    """A bin."""

    code: str
    place: str
    check_digits: str | None = None
    arrow: Arrow | None = None
    kind: Literal["BIN"] = "BIN"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.code

    def label(self) -> Label:
        """Design it."""
        digits = self.check_digits
        return bin_label(code=self.code, place=self.place, check_digits=digits, arrow=self.arrow)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerFacts:
    """A tote, carton or pallet."""

    code: str
    place: str
    container_kind: str
    kind: Literal["CONTAINER"] = "CONTAINER"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.code

    def label(self) -> Label:
        """Design it: a tote's is read on its side, a carton's and a pallet's from afar."""
        if self.container_kind == "TOTE":
            return tote_label(code=self.code, place=self.place)
        return carton_label(code=self.code, to=self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFacts:
    """A card that a scanner takes for a command."""

    command: str
    title: str
    kind: Literal["COMMAND"] = "COMMAND"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.command

    def label(self) -> Label:
        """Design it."""
        return card(title=self.title, code=self.command)


Facts = (
    ItemFacts
    | BinFacts
    | ContainerFacts
    | CommandFacts
    | PackFacts
    | PalletFacts
    | ShippingFacts
    | DocumentFacts
)
FACTS: TypeAdapter[Facts] = TypeAdapter(Annotated[Facts, Field(discriminator="kind")])


def on_stock(facts: Facts, stock: Stock | None, looks: Sequence[Look] = ()) -> Label:
    """Return the label in its design, on this stock; of the design's own size without one."""
    label = looking(facts.label(), looks)
    return label if stock is None else fitted(label, stock)


def check_readable(
    facts: Facts, *, stock: Stock | None, dpi: int, looks: Sequence[Look] = ()
) -> None:
    """Refuse LABEL_UNREADABLE when a scanner could not read what this printer would print."""
    try:
        proved(on_stock(facts, stock, looks), dpi=dpi, fonts=FONTS)
    except LabelRefused as refused:
        raise LabelUnreadable(
            subject=facts.subject, problem=str(refused), fault=refused.fault
        ) from refused
