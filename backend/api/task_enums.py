"""The words of tasks in the graph."""

from backend.api.enums import show_enum
from backend.tasks.reads.tasks import TaskOrderField
from backend.tasks.steps import MismatchRule, StepKind, StepPart
from backend.tasks.task import TaskKind, TaskStatus

show_enum(
    TaskKind,
    says="What kind of work it is.",
    values={
        "RECEIVE": "Receive goods.",
        "INSPECT": "Inspect quality or a return.",
        "PUT_AWAY": "Put goods away.",
        "REPLENISH": "Refill a pick face.",
        "PICK": "Pick.",
        "PACK": "Pack.",
        "LOAD": "Load a truck.",
        "MOVE": "Move goods.",
        "COUNT": "Count.",
    },
)
show_enum(
    TaskStatus,
    says="How far a task is.",
    values={
        "QUEUED": "Waiting for someone.",
        "CLAIMED": "Someone has it, not begun.",
        "IN_PROGRESS": "Begun.",
        "DONE": "Done.",
        "SHORT": "Done with less than asked for.",
        "CANCELED": "Called off.",
    },
)
show_enum(
    StepKind,
    says="What a step asks for.",
    values={
        "SCAN_BIN": "Scan the bin.",
        "SCAN_ITEM": "Scan the item.",
        "SCAN_CONTAINER": "Scan a tote, carton or pallet.",
        "SCAN_LOT": "Scan or type the lot.",
        "SCAN_SERIAL": "Scan the serial of each piece; they say how many.",
        "SCAN_DOCUMENT": "Scan the document or its label.",
        "SCAN_ANY": "Scan anything.",
        "ENTER_EXPIRY": "Say until when it is good.",
        "ENTER_WEIGHT": "Say what they weigh, in grams.",
        "ENTER_QUANTITY": "Say how many.",
        "CONFIRM_EMPTY": "Say whether the bin is empty.",
        "CHOOSE_REASON": "Choose a reason.",
        "CHOOSE_GRADE": "Choose a grade.",
        "CONFIRM_DONE": "Say that this is all.",
    },
)
show_enum(
    StepPart,
    says="How often a step is said.",
    values={
        "ONCE": "Once, before the others.",
        "EACH": "For each of many: these steps begin again until the worker ends them.",
        "END": "When all of them are done.",
    },
)
show_enum(
    MismatchRule,
    says="What to do when something else is scanned.",
    values={
        "STOP": "Full stop until the right one is scanned.",
        "RESCAN_TO_KEEP": "A second scan of the same means yes.",
        "ASK_REASON": "Ask for a reason.",
    },
)
show_enum(
    TaskOrderField,
    says="What a list of tasks can be ordered by.",
    values={
        "PRIORITY": "By priority, then by due time.",
        "DUE_AT": "By due time.",
        "WALK": "By walk, in walking order.",
        "CREATED_AT": "By when it was made.",
    },
)

__all__ = ["MismatchRule", "StepKind", "StepPart", "TaskKind", "TaskOrderField", "TaskStatus"]
