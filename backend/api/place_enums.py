"""The words of places in the graph."""

from backend.api.enums import show_enum
from backend.master.kinds import BinBlock, BinKind, BinMixing, LocationKind

show_enum(
    LocationKind,
    says="What a location is.",
    values={
        "WAREHOUSE": "A warehouse of our own.",
        "STORE": "A shop that holds stock.",
        "THIRD_PARTY": "A warehouse run by a 3PL.",
        "TRANSIT": "Goods on the road between two locations.",
    },
)
show_enum(
    BinKind,
    says="What a bin is for.",
    values={
        "DOCK": "Goods arrive here.",
        "STAGE": "Goods wait here after receiving.",
        "INSPECTION": "Quality is inspected here.",
        "RESERVE": "Storage in bulk.",
        "PICK_FACE": "Goods are picked from here.",
        "CART": "A cart or forks: stock that someone is carrying.",
        "PACK": "A packing table.",
        "OUTBOUND_STAGE": "Packed goods wait for the truck.",
        "RETURNS": "Returned goods wait here.",
        "QUARANTINE": "Goods that may not be used.",
        "TRANSIT": "Goods on the road.",
        "VIRTUAL": "A counterparty of the ledger, such as supplier, customer, loss.",
    },
)
show_enum(
    BinBlock,
    says="Which way a bin is blocked.",
    values={
        "INBOUND": "Nothing goes in.",
        "OUTBOUND": "Nothing comes out.",
        "BOTH": "Nothing goes in or out.",
    },
)
show_enum(
    BinMixing,
    says="What may lie together in a bin.",
    values={
        "ANY": "Anything together.",
        "ONE_ITEM": "One item, any lot.",
        "ONE_LOT": "One item and one lot.",
        "ONE_OWNER": "One owner's stock only.",
    },
)

__all__ = ["BinBlock", "BinKind", "BinMixing", "LocationKind"]
