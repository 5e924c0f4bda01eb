"""Addresses of stock, and the words for what can become of it."""

from uuid import UUID

import pytest

from backend.stock.changes import Level, Outcome
from backend.stock.keys import Disposition, Key, Place
from backend.stock.shortage import NotEnoughOnHand
from tests.ledger.words import LOCATION, LOT, OWNER, POOL, SERIAL, SHOP, TEA, TOTE, key


def test_a_key_has_the_id_that_it_had_in_every_release():
    full = key("A", lot_id=LOT, serial_id=SERIAL, container_id=TOTE)

    assert str(key("A").id) == "a8223c94-7fda-8eaf-bb04-a2d1e635e48a"
    assert str(full.id) == "bda066cf-a529-8f29-9429-e828a452eeed"
    assert str(POOL) == "5c45ad1b-f571-8ece-b37d-fb2410bb7d32"
    assert str(SHOP) == "99b0f0ec-ed4e-8a21-83ab-02bb4185b70b"
    assert {one.version for one in (key("A").id, full.id, POOL, SHOP)} == {8}
    assert {one.variant for one in (key("A").id, full.id)} == {"specified in RFC 4122"}


def test_no_two_keys_of_a_thousand_share_an_id():
    keys = {
        Key(OWNER, TEA, condition, Place(UUID(int=number), LOCATION, "RESERVE"), lot_id=lot).id
        for condition in Disposition
        for number in range(50)
        for lot in (None, LOT, TOTE)
    }

    assert len(keys) == len(Disposition) * 50 * 3


@pytest.mark.parametrize(
    ("code", "is_physical", "has_room_rules", "is_promisable"),
    [
        ("SUPPLIER", False, False, False),
        ("DOCK", True, False, False),
        ("A", True, True, True),
        ("R", True, True, True),
        ("Q", True, True, False),
        ("CART", True, False, True),
        ("PACK", True, False, True),
        ("STAGE", True, False, True),
    ],
)
def test_what_a_bin_is_for(code, is_physical, has_room_rules, is_promisable):
    at = key(code)

    assert (at.place.is_physical, at.place.has_room_rules) == (is_physical, has_room_rules)
    assert at.is_promisable is is_promisable
    assert at.pool_id == POOL


@pytest.mark.parametrize("condition", list(Disposition))
def test_only_usable_goods_are_promised(condition):
    assert key("A", disposition=condition).is_promisable is (condition is Disposition.USABLE)


def test_the_words_that_the_database_knows():
    assert [level.value for level in Level] == ["SOFT", "HARD", "PICK"]
    assert [outcome.value for outcome in Outcome] == ["POSTED", "VOIDED", "EXPIRED"]
    assert [condition.value for condition in Disposition] == [
        "USABLE", "QUALITY_HOLD", "QUARANTINE", "DAMAGED", "EXPIRED", "RECALLED",
        "RETURN_PENDING", "OBSOLETE",
    ]  # fmt: skip


def test_whoever_asks_for_too_much_is_told_what_is_there():
    refusal = NotEnoughOnHand(bin="A-01", on_hand=5, item="TEA", free=3, quantity=6)

    assert refusal.code == "NOT_ENOUGH_ON_HAND"
    assert str(refusal) == (
        "Bin A-01 holds 5 of TEA, of which 3 are free, and you asked for 6; count the bin or take"
        " fewer."
    )
