"""Read many texts with both readers, the server's and the scanner's, and compare what they say.

The scanner's is bundled and run by Node.js; each answer is one line of JSON, so that equal means
equal byte for byte.
"""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from time import perf_counter

from backend.master.barcodes.reading import Reading, gs1_of, read
from backend.master.barcodes.trade import is_restricted, is_variable, measure
from tools.client import APP, with_packages

Asked = tuple[str, str]
"""How, and what: ("read", a text as scanned) or ("gs1", a text that is known to be GS1's)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reader said, a line of JSON for each text, and how long a text took it."""

    lines: tuple[str, ...]
    us_per_text: float


def of_server(asked: Sequence[Asked]) -> Answers:
    """Ask the reader in Python."""
    _warm(asked[:500])
    before = perf_counter()
    for mode, text in asked:
        if mode == "read":
            read(text)
    took = perf_counter() - before
    return Answers(tuple(line(*one) for one in asked), took * 1e6 / max(1, len(asked)))


def _warm(asked: Iterable[Asked]) -> None:
    for one in asked:
        line(*one)


def of_scanner(asked: Sequence[Asked]) -> Answers:
    """Ask the reader in TypeScript."""
    node = with_packages()
    with tempfile.TemporaryDirectory() as folder:
        program, said, heard = (Path(folder) / name for name in ("many.mjs", "in.json", "out.txt"))
        said.write_text(json.dumps(asked), "utf-8")
        entry = str(APP / "tests" / "many.ts")
        words = (entry, "--file", str(program), "--platform", "node", "--format", "esm")
        node.run("exec", "--no", "--", "rolldown", *words)
        node.run("exec", "--no", "--", "node", str(program), str(said), str(heard))
        took, *lines = heard.read_text("utf-8").split("\n")[:-1]
    return Answers(tuple(lines), float(took))


def line(mode: str, text: str) -> str:
    """Return what the server's reader says of a text, as the scanner's would write it."""
    if mode == "gs1":
        gs1 = gs1_of(text)
        pairs = [[one.ai, one.value] for one in gs1.elements]
        return _json([pairs, gs1.problem, gs1.forbidden, gs1.missing])
    return _json(_all(read(text)))


def _all(reading: Reading) -> list[object]:
    return [
        reading.text,
        reading.plain,
        reading.aim,
        reading.symbology,
        reading.kind,
        [[one.ai, one.value, measure(one.ai, one.value)] for one in reading.elements],
        reading.problem,
        reading.forbidden,
        reading.missing,
        [[gtin, is_restricted(gtin), is_variable(gtin)] for gtin in reading.gtins],
        reading.own,
        None if reading.hibc is None else list(astuple(reading.hibc)),
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
