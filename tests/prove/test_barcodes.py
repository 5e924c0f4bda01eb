"""The server's reader and the scanner's say the same, byte for byte, of 100,000 texts."""

import pytest

from backend.master.barcodes.reading import read
from tests.mutations import VECTORS, mutations
from tests.rules.test_barcodes import assert_checked
from tools.readers import of_scanner, of_server

MANY = 100_000
EVERY_DAY = 4_000


def differences(texts):
    asked = [("read", text) for text in texts] + [("gs1", row[1]) for row in VECTORS["gs1"]]
    ours, theirs = of_server(asked), of_scanner(asked)
    assert len(ours.lines) == len(theirs.lines) == len(asked)
    both = zip(asked, ours.lines, theirs.lines, strict=True)
    return [(one, mine, other) for one, mine, other in both if mine != other]


def test_both_readers_say_the_same_of_some_texts():
    assert differences(list(mutations(seed=2, many=EVERY_DAY))) == []


@pytest.mark.prove
def test_both_readers_say_the_same_of_many_texts_and_no_wrong_check_digit_passes():
    texts = list(mutations(seed=20261121, many=MANY))

    assert differences(texts) == []
    for text in texts:
        assert_checked(read(text))
