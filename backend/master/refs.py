"""How people and scanners point at things: by id, by the code they say, or by what was read."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Points at a place, container, partner, person or device; exactly one field is set."""

    id: UUID | None = None
    code: str | None = None
    barcode: str | None = None

    @property
    def said(self) -> str:
        """What was said, for a refusal."""
        return str(self.id or self.code or self.barcode)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRef:
    """Points at an item; exactly one field is set. A barcode may be that of a pack."""

    id: UUID | None = None
    sku: str | None = None
    barcode: str | None = None

    @property
    def said(self) -> str:
        """What was said, for a refusal."""
        return str(self.id or self.sku or self.barcode)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """Points at an order, receipt, count or another document; exactly one field is set."""

    id: UUID | None = None
    number: str | None = None
    barcode: str | None = None

    @property
    def said(self) -> str:
        """What was said, for a refusal."""
        return str(self.id or self.number or self.barcode)

    @property
    def text(self) -> str | None:
        """The number, typed or scanned."""
        return self.number or self.barcode


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRef:
    """Points at a lot of the item beside it; exactly one field is set. The barcode carries it."""

    id: UUID | None = None
    number: str | None = None
    barcode: str | None = None

    @property
    def said(self) -> str:
        """What was said, for a refusal."""
        return str(self.id or self.number or self.barcode)
