"""What the steps of tasks name: bins, items with their barcodes, containers, lots. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Accepted:
    """A barcode that is right at a step, and how many base units one scan of it stands for."""

    barcode: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class BinLabel:
    """What stands on a bin: its code, which is also its barcode, and its check digits."""

    code: str
    check_digits: str | None


@dataclass(frozen=True, slots=True)
class LotsHere:
    """The lots that a pick may take, and whether others or several of them lie in the bin."""

    numbers: tuple[str, ...]
    are_several: bool


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the steps of some tasks name: bins, items with their barcodes, containers."""

    bins: Mapping[UUID, BinLabel] = field(default_factory=dict)
    skus: Mapping[UUID, str] = field(default_factory=dict)
    scans: Mapping[UUID, tuple[Accepted, ...]] = field(default_factory=dict)
    containers: Mapping[UUID, str] = field(default_factory=dict)
    trackings: Mapping[UUID, str] = field(default_factory=dict)
    sold_by_weight: frozenset[UUID] = frozenset()
    lots: Mapping[UUID, LotsHere] = field(default_factory=dict)
    """By pick: the lots that are allocated to it, and how many lie in its bin."""
