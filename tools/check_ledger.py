"""Check a ledger that `stockwright seal FILE` wrote, with Python alone and nothing of Stockwright.

    python3 check_ledger.py ledger.ndjson [ARCHIVE ...] [--key HEX] [--head head.txt]

It computes everything anew: what each operation was when it was sealed, the trees, the chain, the
signature, every balance, and says which operation was changed, deleted, added. ARCHIVE: each file
of `stockwright archive`; `--key`: the public key you wrote down; `--head`: a head that you kept.
Exit codes: 0 all is as it was sealed; 1 something is not; 2 the file cannot be read.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import file_digest, sha256, sha512
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any
from uuid import UUID

Record = dict[str, Any]
Point = tuple[int, int]
SEALED = (
    "id xid kind command actor device occurred_us recorded_us digest outcome answer_sha256 reason"
    " location document reverses approved_by method"
)

# Ed25519, RFC 8032 section 5.1; points are (x, y).
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def _plus(a: Point, b: Point) -> Point:
    t = D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + t, -1, P) % P
    return (x, (a[1] * b[1] + a[0] * b[0]) * pow(1 - t, -1, P) % P)


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1)
    for bit in f"{number:b}":
        total = _plus(total, total)
        total = _plus(total, point) if bit == "1" else total
    return total


def _point(spelled: bytes) -> Point | None:
    y = int.from_bytes(spelled, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT_OF_MINUS_1 % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (x if x & 1 == sign else P - x, y)


def is_signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Tell whether `signature` over `text` is by the holder of the public key (RFC 8032, 5.1.7)."""
    a, r = _point(key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or [len(key), len(signature)] != [32, 64]:
        return False
    base = _point((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or (0, 1)
    h = int.from_bytes(sha512(signature[:32] + key + text).digest(), "little") % L
    return _times(s, base) == _plus(r, _times(h, a))


def spell(*fields: object) -> bytes:
    """Write each field as its length in bytes, a colon, the bytes, a comma; None as `-,`."""
    return "".join(
        "-," if one is None else f"{len(str(one).encode())}:{one}," for one in fields
    ).encode()


def leaf_of(record: Record) -> bytes:
    """Return the digest of an operation and all that it did."""
    text = spell("operation", *(record["operation"][name] for name in SEALED.split()))
    for name in ("entry", "change", "reservation", "weighing"):
        text += b"".join(spell(name, *row) for row in record[name])
    return sha256(b"\x00" + text).digest()


def place(record: Record) -> tuple[int, int]:
    """Return where an operation stands in the log."""
    return int(record["operation"]["xid"]), UUID(record["operation"]["id"]).int


def tree_of(leaves: list[bytes]) -> bytes:
    """Return the Merkle root (RFC 6962, 2.1): pairs level by level, an odd one moves up alone."""
    while len(leaves) > 1:
        twos = zip(leaves[::2], leaves[1::2], strict=False)
        pairs = [sha256(b"\x01" + left + right).digest() for left, right in twos]
        leaves = pairs + leaves[2 * len(pairs) :]
    return leaves[0]


def link_of(seal: Record) -> str:
    """Return what the root of a seal must be."""
    first = spell("stockwright seal 1", seal["number"], seal["previous"], seal["tree"])
    rest = spell(len(seal["ids"]), seal["through_xid"], seal["through_id"], seal["sealed_us"])
    return sha256(b"\x02" + first + rest).hexdigest()


def key_id(key: Record) -> str:
    """Return the id that an address has by its columns: a UUID version 8 of their SHA-256."""
    none = "0" * 32
    text = b"".join(UUID(key[n] or none).bytes for n in ("owner", "item", "lot", "serial"))
    text += key["disposition"].encode() + b"\0" + UUID(key["bin"]).bytes
    text += UUID(key["container"] or none).bytes
    bare = int.from_bytes(sha256(text).digest()[:16], "big")
    return str(UUID(int=bare & ~(0xF << 76 | 0b11 << 62) | 0x8 << 76 | 0b10 << 62))


@dataclass
class Ledger:
    """What was read so far."""

    keys: dict[str, Record] = field(default_factory=dict)
    folds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    waiting: dict[str, Record] = field(default_factory=dict)  # what no seal has named yet
    roots: dict[int, str] = field(default_factory=dict)  # of each seal
    newest: int = 0
    head: Record | None = None
    operations: int = 0
    wrong: list[str] = field(default_factory=list)
    archives: dict[int, Path] = field(default_factory=dict)  # by the seal that each says it ends at
    archived: Iterator[Record] = field(default_factory=lambda: iter(()))
    front: Record | None = None  # of the archived

    def read(self, record: Record) -> None:
        """Take one line in."""
        if "operation" in record:
            self.read_operation(record)
        elif "seal" in record:
            self.read_seal(record["seal"])
        elif "head" in record:
            self.head = record
        elif "archive" in record:
            self.read_archive(record["archive"])
        elif "key" in record:
            key = self.keys[record["key"]["id"]] = record["key"]
            self.expect(key_id(key) == key["id"], f"Key {key['id']} is not what its id says.")
        elif record != {"stockwright": "ledger", "form": 1}:
            self.wrong.append(f"A line that nobody knows: {str(record)[:80]}")

    def expect(self, holds: bool, otherwise: str) -> None:  # noqa: FBT001 - as assert does
        """Note a sentence unless something holds."""
        if not holds:
            self.wrong.append(otherwise)

    def read_archive(self, told: Record) -> None:
        """Find the file that holds archived entries, and tell whether it is the one."""
        which = f"the archive up to seal {told['seal']} (SHA-256 {told['sha256']})"
        if path := self.archives.pop(told["seal"], None):
            digest = file_digest(path.open("rb"), "sha256").hexdigest()
            self.expect(digest == told["sha256"], f"{path} is not {which}: changed or exchanged.")
            self.archived = chain(self.archived, map(json.loads, islice(path.open(), 1, None)))
        self.expect(path is not None, f"No file is {which}: it is missing.")

    def entries_archived(self, record: Record) -> list[Any]:
        """Return the entries of an operation that are in an archive; both have the log's order."""
        here = place(record)
        if self.front is None or place(self.front) < here:
            self.front = next((one for one in self.archived if place(one) >= here), None)
        return self.front["entry"] if self.front and place(self.front) == here else []

    def read_operation(self, record: Record) -> None:
        """Fold what an operation did, and keep it until its seal."""
        self.operations += 1
        record["entry"] += self.entries_archived(record)
        self.waiting[record["operation"]["id"]] = record
        for number, source, target, quantity, _ in record["entry"]:
            a, b = self.keys.get(source), self.keys.get(target)
            fits = a and b and a["item"] == b["item"] and a["owner"] == b["owner"]
            fits = fits and source != target and quantity > 0
            self.expect(bool(fits), f"Entry {number} of {self.name(record)} does not balance.")
            self.folds[source]["on hand"] -= quantity
            self.folds[target]["on hand"] += quantity
        for where, version, on_hand, reserved in record["change"]:
            fold = self.folds[where]
            fold.update({"changed": on_hand, "reserved": reserved, "times": 1})
            fold["newest"] = max(fold["newest"], version)

    def read_seal(self, seal: Record) -> None:
        """Compare a seal with itself, and with the seal before."""
        number, text = seal["number"], bytes.fromhex(seal["leaves"])
        leaves = [text[n : n + 32] for n in range(0, len(text), 32)]
        self.expect(number == self.newest + 1, f"Seal {number} is not the next: there is a gap.")
        before = self.roots.get(self.newest)
        self.expect(seal["previous"] == before, f"Seal {number} follows another chain.")
        is_tree = len(leaves) == len(seal["ids"]) > 0 and tree_of(leaves).hex() == seal["tree"]
        self.expect(is_tree, f"The leaves of seal {number} were changed.")
        self.expect(link_of(seal) == seal["root"], f"Seal {number} was changed.")
        self.newest, self.roots[number] = number, seal["root"]
        self.compare_with_leaves(seal, leaves)

    def compare_with_leaves(self, seal: Record, leaves: list[bytes]) -> None:
        """Compare what the file says of a seal's operations with what they were."""
        then = f"after seal {seal['number']}"
        for id_, leaf in zip(seal["ids"], leaves, strict=False):
            record = self.waiting.pop(id_, None)
            if record is None:
                self.wrong.append(f"Operation {id_} was deleted {then}.")
            else:
                self.expect(leaf_of(record) == leaf, f"{self.name(record)} was changed {then}.")
        end = (int(seal["through_xid"]), UUID(seal["through_id"]).int)
        for id_, record in list(self.waiting.items()):
            if place(record) <= end:
                self.wrong.append(f"{self.name(self.waiting.pop(id_))} was added {then}.")

    def name(self, record: Record) -> str:
        """Say what an operation is, for a person: its id, kind, moment and goods."""
        held = record["operation"]
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=held["recorded_us"])
        told = f"{held['kind']} at {at:%Y-%m-%d %H:%M:%S}"
        for _, source, target, quantity, _ in record["entry"][:3]:
            if source in self.keys and target in self.keys:
                a, b = self.keys[source], self.keys[target]
                told += f"; {quantity} of {a['sku']} from {a['bin_code']} to {b['bin_code']}"
        return f"Operation {held['id']} ({told})"

    def close(self, *, pinned: str | None, kept: list[str]) -> None:
        """Compare balances and heads, once everything was read."""
        for id_, key in self.keys.items():
            if key["is_physical"]:
                self.compare(key, self.folds[id_])
        self.wrong += [f"{path} is no archive of this ledger." for path in self.archives.values()]
        if self.head is None:
            self.wrong.append("The file has no signed head: it was cut off.")
            return
        text, key = self.head["head"], pinned or self.head["key"]
        told = self.read_head(f"{text}signature {self.head['signature']}", key, "of this file")
        end = (str(self.newest), self.roots.get(self.newest, "-"))
        is_end = (told["seal"], told["root"]) == end
        self.expect(is_end, "The signed head names another end of the chain.")
        self.expect(told["balances"] == self.balances(), "The balances are not those signed.")
        for one in kept:
            self.read_head(one, key, "that you kept")

    def compare(self, key: Record, fold: Counter[str]) -> None:
        """Compare one balance with what its entries and changes add up to."""
        held = (key["on_hand"], key["on_hand"], key["reserved"], key["version"], key["version"])
        made = tuple(fold[n] for n in ("on hand", "changed", "reserved", "times", "newest"))
        what = f"The balance of {key['sku']} in {key['bin_code']} ({key['disposition']})"
        told = f"{what} is on hand, reserved, version {held[1:4]}; the ledger makes {made[:4]}."
        self.expect(held == made and 0 <= key["reserved"] <= key["on_hand"], told)

    def balances(self) -> str:
        """Return the digest of all balances."""
        held = sorted(id_ for id_, key in self.keys.items() if key["is_physical"])
        total = sha256()
        for _, ids in groupby(held, lambda id_: id_[:2]):
            each = [(i, self.keys[i]) for i in ids]
            lines = [f"{i},{k['on_hand']},{k['reserved']},{k['version']}\n" for i, k in each]
            total.update(sha256("".join(lines).encode()).digest())
        return total.hexdigest()

    def read_head(self, text: str, key: str, which: str) -> dict[str, str]:
        """Read a head; it must be signed by the key, and the chain must lead through it."""
        signed, _, rest = text.partition("signature ")
        is_ours = is_signed(bytes.fromhex(key), signed.encode(), bytes.fromhex(rest.split()[0]))
        self.expect(is_ours, f"The head {which} is not signed by the key {key}.")
        told = dict(line.split(" ", 1) for line in signed.splitlines()[1:])
        leads = told["seal"] == "0" or self.roots.get(int(told["seal"])) == told["root"]
        self.expect(leads, f"The chain does not lead through the head {which}.")
        return told


def main() -> None:
    """Read the file and say what is wrong."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("archives", type=Path, nargs="*", help="what `stockwright archive` wrote")
    parser.add_argument("--key", help="the public key that you wrote down, in hex")
    parser.add_argument("--head", type=Path, action="append", default=[], help="a head you kept")
    asked, ledger = parser.parse_args(), Ledger()
    try:
        for path in asked.archives:
            ledger.archives[json.loads(path.open().readline())["seal"]] = path
        with asked.file.open(encoding="utf-8") as lines:
            for line in lines:
                ledger.read(json.loads(line))
        ledger.close(pinned=asked.key, kept=[path.read_text() for path in asked.head])
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(*ledger.wrong, f"{asked.file} cannot be read: {error!r}", sep="\n", file=sys.stderr)
        sys.exit(2)
    told = f"{ledger.operations} operations, {ledger.newest} seals"
    print(*ledger.wrong, f"{told}; not sealed: {len(ledger.waiting)}.", sep="\n")
    print("Everything is as it was sealed." if not ledger.wrong else f"{len(ledger.wrong)} wrong.")
    sys.exit(1 if ledger.wrong else 0)


if __name__ == "__main__":
    main()
