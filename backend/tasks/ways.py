"""Ways of working that begin with a scan and not with a task: templates of steps. Pure.

A device fills a template with what it knows of a document, a tote or a bin. The templates are
written into the client by `tools.contract`, so that there is one list for both.
"""

from collections.abc import Mapping
from dataclasses import replace

from backend.tasks.steps import WEIGHT, Choice, MismatchRule, Step, StepKind, StepPart

GRADES = (
    Choice("A_LIKE_NEW", "As new", implies="RESTOCK"),
    Choice("B_OPENED", "Opened", implies="RESTOCK"),
    Choice("C_WORN", "Worn", implies="DAMAGED"),
    Choice("D_BROKEN", "Broken", implies="SCRAP"),
)
ROUTES = (
    Choice("RESTOCK", "Back to stock"),
    Choice("DAMAGED", "Keep as damaged"),
    Choice("QUARANTINE", "Set aside"),
    Choice("SCRAP", "Scrap"),
)

_BIN = Step(kind=StepKind.SCAN_BIN, field="bin", prompt="Scan the bin")
_ITEM = Step(kind=StepKind.SCAN_ITEM, field="item", prompt="Scan the item")
_BOX = Step(kind=StepKind.SCAN_CONTAINER, field="from", prompt="Scan the tote")
_MANY = Step(kind=StepKind.ENTER_QUANTITY, field="quantity", prompt="How many?")
_LOT = Step(kind=StepKind.SCAN_LOT, field="lotNumber", prompt="Scan or type the lot")
_SERIALS = Step(kind=StepKind.SCAN_SERIAL, field="serials", prompt="Scan each serial")
_DONE = Step(kind=StepKind.CONFIRM_DONE, field="", prompt="Done?", part=StepPart.END)


def _of(operation: str, *steps: Step, part: StepPart = StepPart.ONCE) -> tuple[Step, ...]:
    return tuple(replace(step, operation=operation, part=part) for step in steps)


_RECEIVE = (
    *_of(
        "receiveLine",
        replace(_ITEM, on_mismatch=MismatchRule.RESCAN_TO_KEEP),
        _LOT,
        Step(kind=StepKind.ENTER_EXPIRY, field="expiresOn", prompt="Good until?"),
        _SERIALS,
        replace(_MANY, prompt="How many came in?"),
        WEIGHT,
        part=StepPart.EACH,
    ),
    replace(_DONE, operation="closeReceipt", prompt="Has everything come?"),
)
_PUT_AWAY = _of(
    "confirmPutaway",
    replace(_BIN, field="from", prompt="Scan the bin that it lies in"),
    _ITEM,
    replace(_MANY, prompt="How many do you put away?"),
    replace(_BIN, field="to", prompt="Scan the bin that it goes into"),
)
_PUT_AWAY_BATCH = (
    *_of("confirmPutaway", replace(_ITEM, prompt="Scan what you carry"), part=StepPart.EACH),
    *_of(
        "confirmPutaway",
        replace(
            _BIN,
            field="to",
            prompt="Scan the bin for all of it",
            on_mismatch=MismatchRule.RESCAN_TO_KEEP,
        ),
        part=StepPart.END,
    ),
)
_PACK = (
    *_of("packItem", _BOX, replace(_BOX, field="into", prompt="Scan a carton")),
    *_of("packItem", _ITEM, _MANY, part=StepPart.EACH),
    *_of(
        "closeCarton",
        replace(_BOX, field="carton", again="into", prompt="Scan the carton again: closed"),
        part=StepPart.END,
    ),
)
_PACK_TOTE = _of("packTote", _BOX, replace(_BOX, field="into", prompt="Scan a carton"))
_SHIP = (
    *_of(
        "confirmShipment",
        replace(_BOX, kind=StepKind.SCAN_ITEM, field="", prompt="Scan each carton"),
        part=StepPart.EACH,
    ),
    *_of("confirmShipment", replace(_BIN, field="", prompt="Scan the lane"), part=StepPart.END),
)
_COUNT = (
    *_of(
        "submitCount",
        _BIN,
        Step(
            kind=StepKind.CONFIRM_EMPTY,
            field="isEmpty",
            prompt="Is the bin empty?",
            is_optional=True,
        ),
    ),
    *_of(
        "submitCount",
        replace(_ITEM, field="lines.item"),
        replace(_MANY, field="lines.quantity", prompt="How many do you count?"),
        part=StepPart.EACH,
    ),
    *_of(
        "submitCount",
        replace(_BIN, field="", again="bin", prompt="Scan the bin again: finished"),
        part=StepPart.END,
    ),
)
_RETURN = (
    *_of(
        "receiveReturn",
        replace(_ITEM, on_mismatch=MismatchRule.RESCAN_TO_KEEP),
        # Null when nobody can read it.
        replace(_LOT, field="lot", is_optional=True),
        _SERIALS,
        replace(_MANY, also=("disposeReturn",), preset=1, prompt="How many came back?"),
        WEIGHT,
        part=StepPart.EACH,
    ),
    *_of(
        "gradeReturn",
        Step(kind=StepKind.CHOOSE_GRADE, field="grade", prompt="How is it?", choices=GRADES),
        part=StepPart.EACH,
    ),
    *_of(
        "disposeReturn",
        Step(
            kind=StepKind.CHOOSE_REASON, field="route", prompt="Where does it go?", choices=ROUTES
        ),
        part=StepPart.EACH,
    ),
)
_MOVE = _of(
    "moveStock",
    replace(_BIN, field="from", prompt="Scan the bin that it lies in"),
    _ITEM,
    replace(_MANY, prompt="How many do you move?"),
    replace(_BIN, field="to", prompt="Scan the bin that it goes into"),
)
_LOOKUP = (Step(kind=StepKind.SCAN_ANY, field="", prompt="Scan anything"),)

WAYS: Mapping[str, tuple[Step, ...]] = {
    "RECEIVE": _RECEIVE,
    "PUT_AWAY": _PUT_AWAY,
    "PUT_AWAY_BATCH": _PUT_AWAY_BATCH,
    "PACK": _PACK,
    "PACK_TOTE": _PACK_TOTE,
    "SHIP": _SHIP,
    "COUNT": _COUNT,
    "RETURN": _RETURN,
    "MOVE": _MOVE,
    "LOOKUP": _LOOKUP,
}
"""By the name of the way: what is said once, for each, and at the end."""
