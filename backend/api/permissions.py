"""The permissions as the graph shows them."""

from backend.api.enums import show_enum
from backend.master.permissions import Permission

show_enum(
    Permission,
    says="What a role can permit, everywhere or at some locations.",
    values={
        "READ_STOCK": "See stock and operations.",
        "READ_ORDERS": "See orders and shipments.",
        "READ_COST": "See prices and values.",
        "READ_AUDIT": "See who did what.",
        "EDIT_MASTER_DATA": "Change items, places and partners.",
        "EDIT_SUPPLIER": "Change suppliers and their prices.",
        "EDIT_CHANNEL": "Change channels, quotas and safety stock.",
        "EDIT_RULES": "Change rules and policies.",
        "TEACH_BARCODE": "Teach an unknown barcode.",
        "EDIT_LOT": "Change the dates of a lot.",
        "RECALL_LOT": "Call a lot back.",
        "BLOCK_BIN": "Block and unblock bins.",
        "MOVE_STOCK": "Move stock between bins.",
        "CHANGE_DISPOSITION": "Change what goods may be used for.",
        "REVERSE_MOVEMENT": "Reverse someone else's operation.",
        "BUY": "Make purchase orders.",
        "RECEIVE": "Receive goods.",
        "INSPECT": "Inspect quality.",
        "PUT_AWAY": "Put goods away.",
        "EDIT_ORDERS": "Make and change orders.",
        "HOLD_ORDERS": "Place and release holds on orders.",
        "RELEASE_ORDERS": "Release orders to the floor.",
        "PICK": "Pick.",
        "PACK": "Pack.",
        "SHIP": "Ship and hand over.",
        "COUNT": "Count.",
        "REQUEST_COUNT": "Ask for a count.",
        "ADJUST_STOCK": "Ask for adjustments and write-offs.",
        "AUTHORIZE_RETURN": "Authorize returns.",
        "RECEIVE_RETURN": "Receive returns.",
        "INSPECT_RETURN": "Inspect, grade and dispose of returns.",
        "REFUND": "Record refunds.",
        "ASSIGN_TASKS": "Give tasks to people.",
        "RESOLVE_CASES": "Work on cases.",
        "APPROVE": "Decide approvals, within the policy's limits.",
        "PRINT": "Print labels.",
        "EXPORT": "Export data.",
        "IMPORT": "Import data.",
        "MANAGE_PEOPLE": "Change people, roles and devices.",
        "DEVELOP": "Read the schema, and send documents that the manifest does not hold.",
    },
)

__all__ = ["Permission"]
