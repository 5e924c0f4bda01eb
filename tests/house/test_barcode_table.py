"""One table of GS1's identifiers for both readers, and it is what the dictionary says."""

import gzip

from backend.master.barcodes.linters import LINTERS
from backend.master.barcodes.table import table
from tools import gs1

KIB = 1024
ON_THE_DEVICE_MAX = 15 * KIB


def test_both_readers_have_the_table_that_the_dictionary_gives():
    wanted = gs1.table()

    assert [target.read_text("utf-8") for target in gs1.TARGETS] == [wanted, wanted]


def test_every_check_that_the_table_names_is_there_and_says_something():
    named = {
        linter
        for identifier in table().identifiers.values()
        for part in identifier.parts
        for linter in part.linters
    }

    assert named - LINTERS.keys() - table().codes.keys() - table().coupons.keys() == set()
    assert named - table().says.keys() - table().coupons.keys() == set()


def test_no_identifier_is_the_beginning_of_another():
    known = table().identifiers

    assert [(ai, ai[:n]) for ai in known for n in (2, 3) if n < len(ai) and ai[:n] in known] == []
    assert len(known) == 541


def test_the_table_is_small_enough_for_a_device():
    assert len(gzip.compress(gs1.TARGETS[1].read_bytes(), 9)) < ON_THE_DEVICE_MAX
