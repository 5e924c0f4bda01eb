"""The chain of seals: what was sealed cannot be rewritten without a trace, by whoever it is."""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.server.proving.bundle import write_seen
from backend.server.proving.key import public_of, signing_key
from backend.stock.sealing import seal
from backend.stock.sealing.tree import path_to, tree_of
from tests.flows.control import Floor, allocate, moved
from tests.flows.scale import weighed_too
from tests.world import World
from tools.check_ledger import is_signed

CHECKER = Path(__file__).parents[2] / "tools" / "check_ledger.py"
THE_MOVE = "SELECT operation_id FROM stock_entry WHERE quantity = 7 ORDER BY id DESC LIMIT 1"
COPY = """
INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome,
                       answer, xid)
SELECT gen_random_uuid(), kind, command, actor_id, occurred_at, recorded_at, digest, outcome,
       answer, xid
  FROM operation WHERE id = $1
RETURNING id
"""
TAMPERED = {
    "a quantity": "UPDATE stock_entry SET quantity = 6 WHERE operation_id = $1",
    "a destination": "UPDATE stock_entry SET from_key = to_key, to_key = from_key"
    " WHERE operation_id = $1",
    "who did it": "UPDATE operation SET actor_id = gen_random_uuid() WHERE id = $1",
    "when it was": "UPDATE operation SET recorded_at = recorded_at - interval '1 us' WHERE id = $1",
    "what was answered": "UPDATE operation SET answer = '{}' WHERE id = $1",
    "its place in the log": "UPDATE operation SET xid = '3' WHERE id = $1",
    "an entry is gone": "DELETE FROM stock_entry WHERE operation_id = $1",
    "a weight": "UPDATE weighing SET weight_g = 7000 WHERE operation_id = $1",
    "a weight is gone": "DELETE FROM weighing WHERE operation_id = $1",
    "a change of a balance": "UPDATE stock_balance_change SET reserved = 1 WHERE operation_id = $1",
}


@dataclass(frozen=True, slots=True)
class House:
    """A floor whose moves are sealed, three to a seal, and the key that signs for it."""

    floor: Floor
    key: Ed25519PrivateKey

    async def write(self, session, folder) -> Path:
        """Write the proof as a session sees the ledger."""
        written = folder / "ledger.ndjson"
        with written.open("w") as into:
            await write_seen(session, self.key, into=into, tell=lambda _: None)
        return written


def check(written, *more) -> tuple[int, str]:
    """Run the checker as a stranger does: nothing of ours can be imported."""
    command = [sys.executable, "-I", "-S", CHECKER, written, *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    return done.returncode, done.stdout + done.stderr


@pytest_asyncio.fixture
async def house(database, owner, tmp_path, monkeypatch) -> House:
    monkeypatch.setattr(seal, "OPERATIONS_MAX", 3)
    world = await World.build(database, owner)
    here, there, tea = await world.bin("A"), await world.bin("B"), await world.item()
    await world.stock(here, tea, 100)
    floor = Floor(world, here, there, tea)
    await allocate(world, here, tea, 5)
    for quantity in (1, 2, 3, 7, 4):
        await moved(floor, quantity)
    await weighed_too(world, await owner.fetchval(THE_MOVE), tea)
    await seal.seal_all(database)
    return House(floor, signing_key(tmp_path / "data"))


async def test_all_is_sealed_once_in_the_order_of_the_log(house, database, owner):
    await seal.seal_all(database)

    sealed = await owner.fetch("SELECT unnest(ids) AS id FROM stock_seal ORDER BY number")
    log = await owner.fetch("SELECT id FROM operation ORDER BY xid, id")
    assert [row["id"] for row in sealed] == [row["id"] for row in log]
    assert await owner.fetchval("SELECT max(operations) FROM stock_seal") == 3


async def test_workers_that_seal_at_once_make_one_chain(house, database, owner):
    for quantity in range(1, 9):
        await moved(house.floor, quantity)

    await asyncio.gather(*(seal.seal_all(database) for _ in range(4)))

    sealed = await owner.fetchval("SELECT sum(operations) FROM stock_seal")
    assert sealed == await owner.fetchval("SELECT count(*) FROM operation")


async def test_what_an_older_transaction_may_still_come_before_is_not_sealed(house, database, urls):
    async with database.line() as slow:
        transaction = slow.transaction()
        await transaction.start()
        await slow.execute("SELECT pg_current_xact_id()")
        await moved(house.floor, 1)
        assert await seal.seal_all(database) == 0
        await transaction.rollback()

    assert await seal.seal_all(database) == 1


@pytest_asyncio.fixture
async def intruder(superuser):
    """Who may do anything, triggers off; what they do is gone after the test."""
    transaction = superuser.transaction()
    await transaction.start()
    await superuser.execute("SET LOCAL session_replication_role = replica")
    yield superuser
    await transaction.rollback()


async def test_a_stranger_finds_everything_as_it_was(house, intruder, tmp_path):
    code, said = check(await house.write(intruder, tmp_path), "--key", public_of(house.key))

    assert (code, said.splitlines()[-1]) == (0, "Everything is as it was sealed.")
    assert "not sealed: 0." in said


@pytest.mark.parametrize("what", TAMPERED)
async def test_what_an_intruder_changes_is_found_and_named(house, intruder, tmp_path, what):
    operation = await intruder.fetchval(THE_MOVE)

    await intruder.execute(TAMPERED[what], operation)
    code, said = check(await house.write(intruder, tmp_path))

    assert code == 1
    assert any(
        line.startswith(f"Operation {operation} (MOVE") and " after seal " in line
        for line in said.splitlines()
    )


async def test_an_operation_that_an_intruder_deletes_is_missed(house, intruder, tmp_path):
    operation = await intruder.fetchval(THE_MOVE)

    for statement in (
        "DELETE FROM stock_entry WHERE operation_id = $1",
        "DELETE FROM stock_balance_change WHERE operation_id = $1",
        "DELETE FROM operation WHERE id = $1",
    ):
        await intruder.execute(statement, operation)
    code, said = check(await house.write(intruder, tmp_path))

    assert code == 1
    assert f"Operation {operation} was deleted after seal" in said


async def test_an_operation_that_an_intruder_slips_in_is_named(house, intruder, tmp_path):
    slipped = await intruder.fetchval(COPY, await intruder.fetchval(THE_MOVE))

    code, said = check(await house.write(intruder, tmp_path))

    assert code == 1
    assert f"Operation {slipped} (MOVE" in said
    assert "was added after seal" in said


async def test_a_chain_that_was_forged_whole_is_found_by_the_head_that_was_kept(
    house, intruder, tmp_path
):
    kept = json.loads((await house.write(intruder, tmp_path)).read_text().splitlines()[-1])
    (tmp_path / "head.txt").write_text(f"{kept['head']}signature {kept['signature']}\n")
    await intruder.execute("UPDATE operation SET reason = 'mine' WHERE kind = 'MOVE'")
    await intruder.execute("DELETE FROM stock_seal")

    while await seal.seal_next(intruder, house.floor.world.database.epoch):
        pass
    written = await house.write(intruder, tmp_path)

    assert check(written)[0] == 0
    code, said = check(written, "--head", tmp_path / "head.txt")
    assert (code, said.splitlines()[0]) == (
        1,
        "The chain does not lead through the head that you kept.",
    )


async def test_another_key_is_no_signature(house, intruder, tmp_path):
    written = await house.write(intruder, tmp_path)

    code, said = check(written, "--key", public_of(signing_key(tmp_path / "mine")))

    assert code == 1
    assert "The head of this file is not signed by the key" in said


async def test_a_file_that_was_cut_off_is_not_taken_for_whole(house, intruder, tmp_path):
    written = await house.write(intruder, tmp_path)
    written.write_text("".join(written.read_text().splitlines(keepends=True)[:-1]))

    code, said = check(written)

    assert code == 1
    assert "it was cut off" in said


# RFC 8032, section 7.1: public key, message, signature.
SIGNED = """
d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a -
e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b

3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c 72
92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00

fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025 af82
6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
"""


@pytest.mark.parametrize("vector", SIGNED.strip().split("\n\n"))
def test_the_checker_knows_signatures(vector):
    key, text, *signature = vector.split()
    key, text = bytes.fromhex(key), bytes.fromhex(text.strip("-"))
    signature = bytes.fromhex("".join(signature))

    assert is_signed(key, text, signature)
    assert not is_signed(key, text + b"!", signature)
    assert not is_signed(key, text, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not is_signed(bytes(32), text, signature)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21])
def test_a_path_leads_from_each_leaf_to_the_root(size):
    leaves = [sha256(bytes([number])).digest() for number in range(size)]

    for position, leaf in enumerate(leaves):
        at = leaf
        for side, beside in path_to(leaves, position):
            pair = beside + at if side == "left" else at + beside
            at = sha256(b"\x01" + pair).digest()
        assert at == tree_of(leaves)
