"""What stands on labels of packs, pallets, cartons that leave and documents, as kept."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from labels.kinds import Label, card, pack_label
from labels.logistics import Content, pallet_label, shipping_label


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """A pack of an item, perhaps of one lot."""

    sku: str
    name: str
    gtin: str
    contents: str
    lot: str | None = None
    expires_on: date | None = None
    kind: Literal["PACK"] = "PACK"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return f"{self.sku}, {self.contents}"

    def label(self) -> Label:
        """Design it."""
        return pack_label(
            name=self.name,
            sku=self.sku,
            gtin=self.gtin,
            lot=self.lot,
            expires_on=self.expires_on,
            facts=self.contents,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PalletFacts:
    """A pallet, or another logistic unit; without a trade number it holds several things."""

    sscc: str
    place: str
    name: str
    gtin: str | None = None
    count: int = 0
    lot: str | None = None
    expires_on: date | None = None
    kind: Literal["PALLET"] = "PALLET"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.sscc

    def label(self) -> Label:
        """Design it."""
        content = self.gtin and Content(
            gtin=self.gtin, count=self.count, lot=self.lot, expires_on=self.expires_on
        )
        return pallet_label(
            sscc=self.sscc, place=self.place, name=self.name, content=content or None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingFacts:
    """A carton and where it goes."""

    code: str
    sender: str
    to: tuple[str, ...]
    facts: tuple[str, ...]
    tracking_number: str | None = None
    kind: Literal["SHIPPING"] = "SHIPPING"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.code

    def label(self) -> Label:
        """Design it."""
        return shipping_label(
            code=self.code,
            sender=self.sender,
            to=self.to,
            facts=self.facts,
            tracking_number=self.tracking_number,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """A walk, receipt, count or another document."""

    number: str
    title: str
    place: str
    kind: Literal["DOCUMENT"] = "DOCUMENT"

    @property
    def subject(self) -> str:
        """What the label is of, as people say it."""
        return self.number

    def label(self) -> Label:
        """Design it."""
        return card(title=self.title, code=self.number, facts=self.place)
