"""What places and items can be: the words that the database, commands and the graph share."""

from enum import StrEnum


class LocationKind(StrEnum):
    """What a location is."""

    WAREHOUSE = "WAREHOUSE"
    STORE = "STORE"
    THIRD_PARTY = "THIRD_PARTY"
    TRANSIT = "TRANSIT"


class BinKind(StrEnum):
    """What a bin is for."""

    DOCK = "DOCK"
    STAGE = "STAGE"
    INSPECTION = "INSPECTION"
    RESERVE = "RESERVE"
    PICK_FACE = "PICK_FACE"
    CART = "CART"
    PACK = "PACK"
    OUTBOUND_STAGE = "OUTBOUND_STAGE"
    RETURNS = "RETURNS"
    QUARANTINE = "QUARANTINE"
    TRANSIT = "TRANSIT"
    VIRTUAL = "VIRTUAL"


class BinBlock(StrEnum):
    """Which way a bin is blocked."""

    INBOUND = "INBOUND"
    OUTBOUND = "OUTBOUND"
    BOTH = "BOTH"


NOT_BLOCKED = "NONE"
"""What the table says where the graph says null."""


class BinMixing(StrEnum):
    """What may lie together in a bin."""

    ANY = "ANY"
    ONE_ITEM = "ONE_ITEM"
    ONE_LOT = "ONE_LOT"
    ONE_OWNER = "ONE_OWNER"


class ItemKind(StrEnum):
    """Whether an item is stocked."""

    GOODS = "GOODS"
    SERVICE = "SERVICE"


class Unit(StrEnum):
    """Base unit that an item is counted in."""

    EACH = "EACH"
    GRAM = "GRAM"
    MILLIMETER = "MILLIMETER"
    MILLILITER = "MILLILITER"


class Tracking(StrEnum):
    """What is told apart within an item."""

    NONE = "NONE"
    LOT = "LOT"
    SERIAL = "SERIAL"
    LOT_AND_SERIAL = "LOT_AND_SERIAL"


class VelocityClass(StrEnum):
    """How fast an item moves."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class PackLevel(StrEnum):
    """How big a pack is; a single base unit is no pack."""

    INNER = "INNER"
    CASE = "CASE"
    LAYER = "LAYER"
    PALLET = "PALLET"


class BarcodeStatus(StrEnum):
    """How far a barcode is trusted."""

    LEARNED = "LEARNED"
    APPROVED = "APPROVED"
    RETIRED = "RETIRED"


class WhenExpired(StrEnum):
    """What becomes of what an order was promised when its time is over."""

    CANCEL = "CANCEL"
    """It is called off, with what the order still waits for."""
    BACKORDER = "BACKORDER"
    """It waits until somebody stands by the order; others get the stock."""
