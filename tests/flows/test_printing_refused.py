"""What printing says no to: printers that cannot be, things that are not there, and strangers."""

import pytest

from backend.master.refs import ItemRef, Ref
from backend.printing.print_labels import PrintLabels, print_labels
from backend.printing.rules import PrinterKind
from backend.printing.save_printer import SavePrinter, save_printer
from backend.printing.subjects import BinsWanted, Subjects
from tests.world import person


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "no port"},
        {"address": "printer:0"},
        {"address": "printer:99999"},
        {"address": "http://printer:80"},
        {"address": None},
        {"dpi": 150},
        {"width_mm": 50},
        {"width_mm": 5, "height_mm": 50},
        {"stock": "A4_3X8"},
    ],
)
async def test_a_printer_that_cannot_be_is_refused(world, wrong):
    asked = {"code": f"P-{world.code}", "name": "P", "kind": PrinterKind.RAW, "address": "p:9100"}

    refusal = await world.refused(save_printer, SavePrinter(**(asked | wrong)))

    assert refusal.code == "INVALID_INPUT"


async def test_who_may_not_print_or_manage_is_told(world):
    await world.bin("A-1")
    asked = PrintLabels(
        location=Ref(id=world.location_id), subjects=Subjects(all_bins=BinsWanted())
    )
    stranger = person("Sam Stranger", "READ_STOCK")

    printing = await world.refused(print_labels, asked, by=stranger)
    saving = await world.refused(
        save_printer, SavePrinter(code="X", name="X", kind=PrinterKind.DOWNLOAD), by=stranger
    )

    assert (printing.code, saving.code) == ("NOT_ALLOWED", "NOT_ALLOWED")


@pytest.mark.parametrize(
    ("subjects", "code"),
    [
        (Subjects(bins=(Ref(code="NOWHERE"),)), "NOT_FOUND"),
        (Subjects(items=(ItemRef(sku="NOTHING"),)), "NOT_FOUND"),
        (Subjects(containers=(Ref(code="NONE"),)), "NOT_FOUND"),
        (Subjects(all_bins=BinsWanted(starts_with="Z")), "NOT_FOUND"),
        (Subjects(), "INVALID_INPUT"),
        (Subjects(commands=("DO:DONE",), bins=(Ref(code="X"),)), "INVALID_INPUT"),
        (Subjects(commands=("a\x1db",)), "INVALID_INPUT"),
    ],
)
async def test_what_is_not_there_or_no_label_is_refused(world, subjects, code):
    asked = PrintLabels(location=Ref(id=world.location_id), subjects=subjects)

    refusal = await world.refused(print_labels, asked)

    assert refusal.code == code
