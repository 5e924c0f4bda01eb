"""What posting costs: picks over HTTP beside pgbench with the same plans; then history grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import asyncpg

from backend.api.global_ids import key_of
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.one_call import Call
from backend.kernel.perform import Request, perform
from backend.kernel.work import Actor
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, Ref
from backend.outbound.picking.confirm_pick import ConfirmPick, confirm_pick
from backend.server.cluster import NAME
from backend.server.demo.generate import generate
from backend.server.postgres import Addresses, Postgres
from backend.server.replay.crew import signed_in
from backend.server.storage import connected
from bench.cpu import used_by_family_s, used_s
from bench.growth import Grown, grown
from bench.house import Served, fill, first_of, folder_of_our_own
from bench.picks import DAY, DOCUMENTS
from bench.postings import Book, HeldError, Keep, Posted, of_database, post
from bench.statements import PRELOADED, counted, start_counting
from bench.walks import LOCATION, fact_in, is_picked, walks
from bench.wire import Load, load

WORKERS = 8
LINES = 20
ROUNDS = 2
WALKS = {1: 1, 8: 1, 32: 4}
"""Walks of each worker that so many clients pick in a round; 32 clients have one each."""
PLANNED = 9
"""Walks of each worker that are planned, but posted by pgbench."""
EACH = {1: 120, 8: 30, 32: 14}
"""Plans that each client of pgbench posts in a round."""
SHARED = """
SELECT count(DISTINCT xid)
  FROM (SELECT xid FROM operation WHERE kind = 'PICK' ORDER BY xid DESC, id DESC LIMIT $1)
"""
"""How many commits the newest so many picks took."""
ASSIGNEE = "SELECT assignee_id FROM task WHERE id = $1"
GOALS = (1_000_000,)
FULL = (1_000_000, 10_000_000)


@dataclass(frozen=True, slots=True)
class Picked:
    """Picks over HTTP: how long they took, and what they cost the server and PostgreSQL."""

    load: Load
    server_s: float
    database_s: float
    calls: int
    commits: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Picks and postings by the number of clients, round by round; then growth."""

    picks: Mapping[int, Sequence[Picked]]
    postings: Mapping[int, Sequence[Posted]]
    statements: int
    growth: Sequence[Grown]


def goals_of(more: Sequence[str]) -> Sequence[int]:
    """Say how long history shall get beside 10,000 entries; 10 million with `--full`."""
    match more:
        case []:
            return GOALS
        case ["--full"]:
            return FULL
        case ["--entries", *some]:
            return tuple(int(one) for one in some)
        case _:
            raise SystemExit("./dev bench ledger [--full | --entries N ...]")


async def measure(goals: Sequence[int]) -> Measured:
    """Set a warehouse up, pick and post by turns, then let history grow and post again."""
    demo = generate(first_of(DAY, DOCUMENTS))
    orders = 1 + ROUNDS * sum(WALKS.values()) + PLANNED
    with folder_of_our_own() as folder:
        postgres = Postgres(folder, settings=PRELOADED)
        with postgres as addresses:
            assert postgres.child is not None
            await fill(addresses, demo.book)
            house = Served(folder)
            try:
                await house.start()
                async with signed_in(house.url, workers=WORKERS, location=LOCATION) as crew:
                    todo = await walks(crew, demo, orders=orders, lines=LINES)
                bench = _Bench(house, addresses, postgres.child.pid)
                picks, postings, statements = await bench.by_turns(todo)
            finally:
                house.stop()
            growth = await grown(addresses, postgres.child.pid, goals)
    return Measured(picks, postings, statements, growth)


class _Bench:
    """The server and its database, both with work that waits."""

    def __init__(self, house: Served, addresses: Addresses, postmaster: int) -> None:
        self._house = house
        self._addresses = addresses
        self._postmaster = postmaster

    async def by_turns(
        self, todo: Sequence[Sequence[Sequence[bytes]]]
    ) -> tuple[Mapping[int, Sequence[Picked]], Mapping[int, Sequence[Posted]], int]:
        """Pick and post by turns with each number of clients, round after round."""
        planned = [of_worker[-PLANNED:] for of_worker in todo]
        ready = [iter(of_worker[:-PLANNED]) for of_worker in todo]
        await load(self._house.port, [next(walk) for walk in ready])
        await load(self._house.port, [[walk[0] for walk in own] for own in planned])  # opens totes
        book = await self._book(planned)
        picks: dict[int, list[Picked]] = {clients: [] for clients in WALKS}
        postings: dict[int, list[Posted]] = {clients: [] for clients in WALKS}
        for _ in range(ROUNDS):
            for clients, own in WALKS.items():
                some = [next(walk) for walk in ready for _ in range(own)]
                picks[clients].append(await self._pick(some, clients))
                done = await post(
                    self._addresses, book.script(turns=None), postmaster=self._postmaster,
                    clients=clients, each=EACH[clients], database=NAME,
                )  # fmt: skip
                postings[clients].append(done)
        return picks, postings, book.statements

    async def _book(self, planned: Sequence[Sequence[Sequence[bytes]]]) -> Book:
        """Keep the plans of picks that are never sent, neighbors being of different workers."""
        by_worker = [list(chain.from_iterable(walk[1:] for walk in own)) for own in planned]
        requests = list(chain.from_iterable(zip(*by_worker, strict=True)))
        database = await connected(self._addresses.app, pool_max=2)
        try:
            book = Book("picks", await _plans_of(database, requests))
        finally:
            await database.close()
        await book.write(of_database(self._addresses.superuser))
        return book

    async def _pick(self, some: Sequence[Sequence[bytes]], clients: int) -> Picked:
        todo = list(chain.from_iterable(zip(*some, strict=True)))
        # With 32 clients everybody begins elsewhere, as people on different walks do.
        shares = [todo[n::clients] for n in range(clients)]
        turned = [
            share[n % len(share) :] + share[: n % len(share)] for n, share in enumerate(shares)
        ]
        await start_counting(self._addresses)
        server_s, database_s = used_s(self._house.pid), used_by_family_s(self._postmaster)
        picked = await load(self._house.port, turned)
        server_s = used_s(self._house.pid) - server_s
        database_s = used_by_family_s(self._postmaster) - database_s
        refused = [answer for answer in picked.answers if not is_picked(answer)]
        assert not refused, refused[0]
        calls = sum(each.calls for each in await counted(self._addresses))
        commits = await self._commits(len(picked.answers))
        return Picked(picked, server_s, database_s, calls, commits)

    async def _commits(self, picks: int) -> int:
        connection = await asyncpg.connect(of_database(self._addresses.superuser))
        try:
            return int(await connection.fetchval(SHARED, picks))
        finally:
            await connection.close()


async def _plans_of(database: Database, requests: Sequence[bytes]) -> list[Sequence[Call]]:
    """Return the plans of picks that were never sent, as they are before any of them."""
    keep = Keep()
    database.batches = keep
    for each in requests:
        asked = fact_in(each)
        pick = ConfirmPick(
            task_id=key_of("Task", asked["task"]),
            item=ItemRef(barcode=asked["item"]["barcode"]),
            quantity=asked["quantity"],
            into=Ref(code=asked["into"]["code"]),
            bin=Ref(barcode=asked["bin"]["barcode"]),
        )
        async with database.session() as session:
            person = await session.fetchval(ASSIGNEE, pick.task_id)
        actor = Actor(person, "bench", frozenset(Permission), {})
        try:
            await perform(database, confirm_pick, pick, Request(new_id(), actor))
        except HeldError:
            continue
    return keep.kept
