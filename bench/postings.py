"""The database alone: pgbench posts the plans of commands with the functions of the house."""

import asyncio
import re
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from backend.kernel.batches import PATIENT, Batches
from backend.kernel.one_call import Call, Posting, function_of, text_of, values_of
from backend.server.binaries import find_binaries
from backend.server.cluster import NAME
from backend.server.postgres import Addresses
from bench.cpu import used_by_family_s

SCHEMA = """
CREATE SCHEMA IF NOT EXISTS bench;
GRANT USAGE ON SCHEMA bench TO PUBLIC;
"""
WARM, DONE = 5150, 5151
"""The advisory locks at which clients wait until all are warm, and until all are done."""
WARM_TIMES = 7
"""PostgreSQL plans a function's statements anew five times, then keeps one plan."""
WAITING = """
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid::bigint = $1
"""
PROBE_S = 0.01

SCRIPT = """\
\\set turn :turn + 1
\\if :turn = 1
{warm}
SELECT pg_advisory_lock_shared({first});
SELECT pg_advisory_unlock_shared({first});
\\elif :turn > :each + 1
SELECT pg_advisory_lock_shared({last});
\\else
{post}
\\endif
"""
"""What a client does: warm up and wait; post so many times; wait, so that it can be looked at."""


class HeldError(Exception):
    """A plan was kept instead of being posted."""


class Keep(Batches):
    """Keeps plans, and posts none."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.kept: list[Sequence[Call]] = []

    async def post(self, session: Any, posting: Posting) -> int:  # noqa: ARG002 - nothing is sent
        """Keep it, and say so."""
        self.kept.append(posting.calls)
        raise HeldError


@dataclass(frozen=True, slots=True)
class Posted:
    """How long so many postings took, each and together, and what PostgreSQL's processor did."""

    waits_s: Sequence[float]
    seconds: float
    database_s: float

    @property
    def database_us(self) -> float:
        """Processor time of PostgreSQL, a posting."""
        return self.database_s / len(self.waits_s) * 1e6

    @property
    def per_second(self) -> float:
        """Postings a second, of all clients together."""
        return len(self.waits_s) / self.seconds


def of_database(address: str, name: str = NAME) -> str:
    """Return the address of a database of the same server."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()


class Book:
    """Plans of one shape in a table of PostgreSQL's; each row is posted in its turn."""

    def __init__(self, name: str, plans: Sequence[Sequence[Call]]) -> None:
        """Keep the plans; the first is only for warming up."""
        shapes = {tuple(call.shape for call in plan) for plan in plans}
        assert len(shapes) == 1, "the plans are not alike"
        self.name = name
        self.plans = plans
        self.statements = len(plans[0])

    async def write(self, superuser: str) -> None:
        """Make the functions as the house makes them, and the table of their arguments."""
        connection = await asyncpg.connect(superuser)
        await connection.execute(SCHEMA)
        await connection.execute(f"CREATE SEQUENCE bench.{self.name}_next")
        await connection.execute(f"GRANT USAGE ON SEQUENCE bench.{self.name}_next TO PUBLIC")
        for call in {call.statement: call for call in self.plans[0]}.values():
            function = await function_of(connection, call.statement)
            await connection.execute(_in_bench(function))
        types = (await connection.prepare(self._text())).get_parameters()
        columns = ", ".join(f"p{n} {type_.name}" for n, type_ in enumerate(types, 1))
        await connection.execute(
            f"CREATE TABLE bench.{self.name} (n integer PRIMARY KEY, {columns})"
        )
        await connection.execute(f"GRANT SELECT ON bench.{self.name} TO PUBLIC")
        places = ", ".join(f"${n}" for n in range(1, len(types) + 2))
        await connection.executemany(
            f"INSERT INTO bench.{self.name} VALUES ({places})",  # noqa: S608 - numbers
            [(n, *values) for n, values in enumerate(map(_values, self.plans))],
        )
        await connection.execute("ANALYZE")
        await connection.close()

    def script(self, *, turns: int | None) -> str:
        """Spell what one client of pgbench does; `turns` rows are used again and again.

        Without turns each row is posted once, under its own operation id.
        """
        row = f"nextval('bench.{self.name}_next')"
        row = row if turns is None else f"1 + ({row} - 1) % {turns}"
        call = self._call() if turns is None else self._called_anew()
        warm = "\n".join(["BEGIN;", f"{self._call()} WHERE n = 0;", "ROLLBACK;"] * WARM_TIMES)
        return SCRIPT.format(
            warm=warm, first=WARM, last=DONE, post=f"{call} WHERE n = (SELECT {row});"
        )

    def _text(self) -> str:
        return _in_bench(text_of(self.plans[0]))

    def _call(self) -> str:
        return re.sub(r"\$(\d+)", r"p\1", self._text()) + f" FROM bench.{self.name}"

    def _called_anew(self) -> str:
        """Spell the call with a fresh id wherever a plan names its operation."""
        values, operation_id = _values(self.plans[0]), self.plans[0][0].values[0]
        own = {n for n, value in enumerate(values, 1) if value == operation_id}

        def place(match: re.Match[str]) -> str:
            return "anew.id" if int(match[1]) in own else f"p{match[1]}"

        anew = "(SELECT uuidv7() AS id OFFSET 0) AS anew"
        return re.sub(r"\$(\d+)", place, self._text()) + f" FROM bench.{self.name}, {anew}"


async def post(
    addresses: Addresses, script: str, *, postmaster: int, clients: int, each: int, database: str
) -> Posted:
    """Let warm clients post so many times each, all at once."""
    gates = await asyncpg.connect(of_database(addresses.superuser, database))
    await gates.execute("SELECT pg_advisory_lock($1), pg_advisory_lock($2)", WARM, DONE)
    with tempfile.TemporaryDirectory(prefix="stockwright-") as folder:
        command = _command(Path(folder), script, clients=clients, each=each)
        child = subprocess.Popen(  # noqa: ASYNC220, S603 - PostgreSQL's own program
            [*command, of_database(addresses.app, database)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        await _all_wait(gates, child, WARM, clients)
        used, begun = used_by_family_s(postmaster), time.perf_counter()
        await gates.execute("SELECT pg_advisory_unlock($1)", WARM)
        await _all_wait(gates, child, DONE, clients)
        seconds, used = time.perf_counter() - begun, used_by_family_s(postmaster) - used
        await gates.execute("SELECT pg_advisory_unlock($1)", DONE)
        said = child.communicate()[0]
        assert "number of failed transactions: 0 " in said, said
        waits = _waits(Path(folder), last=each + 2)
    await gates.close()
    assert len(waits) == clients * each, said
    return Posted(waits, seconds, used)


def _command(folder: Path, script: str, *, clients: int, each: int) -> list[str]:
    file = folder / "post.sql"
    file.write_text(script)
    return [
        str(find_binaries() / "pgbench"), "-n", "-M", "prepared", "-c", str(clients),
        "-t", str(each + 2), "-D", "turn=0", "-D", f"each={each}", "-f", str(file), "-l",
        "--log-prefix", str(folder / "log"),
    ]  # fmt: skip


async def _all_wait(gates: Any, child: subprocess.Popen[str], gate: int, clients: int) -> None:
    while await gates.fetchval(WAITING, gate) < clients:
        assert child.poll() is None, child.communicate()[0]
        await asyncio.sleep(PROBE_S)


def _waits(folder: Path, *, last: int) -> list[float]:
    """Read how long each posting took; the first and the last transaction of a client is none."""
    lines = [line for log in folder.glob("log*") for line in log.read_text().splitlines()]
    rows = [line.split() for line in lines]
    return [int(row[2]) / 1e6 for row in rows if row[1] not in {"1", str(last)}]


def _in_bench(text: str) -> str:
    return text.replace("pg_temp.", "bench.")


def _values(plan: Sequence[Call]) -> list[object]:
    return values_of(plan, PATIENT)
