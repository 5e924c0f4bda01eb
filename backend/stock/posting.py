"""Posting: the one door through which quantities change.

A command says what moves, which reservations resolve and which open. This page turns that into the
guarded writes of one plan: pools, then balances, then reservations, then entries, each row touched
once however many moves name it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from backend.kernel.ids import new_id
from backend.kernel.plan import Rank, Write
from backend.kernel.work import Work
from backend.stock import sql
from backend.stock.backing import Changes, pool_changes
from backend.stock.changes import Change, End, Move, Open, Reservation
from backend.stock.containers import hold_containers
from backend.stock.pools import sql as pool_sql


def post(
    work: Work, *, moves: Iterable[Move] = (), opens: Iterable[Open] = (), ends: Iterable[End] = ()
) -> tuple[Write, ...]:
    """Return the writes that move goods and open and resolve reservations, all or nothing.

    Kept by the database: no key falls below what is reserved on it, no pool promises more than it
    holds (a true loss is told to the outbox as `PoolOverpromised`), no reservation resolves twice.
    Where one of these fails, the plan's command runs again on the world as it then is.
    Quantities are in the item's base unit and above zero. Call it once in a plan.
    """
    moved, opened, ended = tuple(moves), tuple(opens), tuple(ends)
    assert all(move.quantity > 0 for move in moved), "a move moves something"
    assert all(open_.quantity > 0 for open_ in opened), "a reservation reserves something"
    return (
        *_fillings(moved),
        *hold_containers(_containers_entered(moved)),
        *_arrivals(moved),
        *_pools(moved, opened, ended, work.operation_id),
        *_names(moved),
        *_balances(moved, opened, ended, work.operation_id),
        *_resolutions(ended, work.operation_id),
        *_openings(opened, work.operation_id),
        *_entries(moved, work.operation_id),
    )


def _fillings(moves: tuple[Move, ...]) -> Iterator[Write]:
    """Tell that bins have less room than others may have seen (I10)."""
    filled = {move.target.place.bin_id for move in moves if move.target.place.has_room_rules}
    for bin_id in sorted(filled):
        yield Write(Rank.DOCUMENT, f"bin {bin_id} filled", sql.RAISE_SPACE, (bin_id,))


def _containers_entered(moves: tuple[Move, ...]) -> Iterator[tuple[UUID, UUID]]:
    """Yield the containers that goods go into, each with the bin that it must stand in (I11)."""
    for key in (move.target for move in moves):
        if key.container_id is not None and key.place.is_physical:
            yield key.container_id, key.place.bin_id


def _pools(
    moves: tuple[Move, ...], opens: tuple[Open, ...], ends: tuple[End, ...], operation_id: UUID
) -> Iterator[Write]:
    changes = pool_changes(moves, opens, ends)
    ids, held, bound = _columns(changes)
    values = (ids, held, bound, operation_id)
    if any(units < 0 for units in held):
        yield Write(Rank.POOL, "0 level", pool_sql.LEVEL_POOLS, values, rows=None)
    if ids:
        yield Write(Rank.POOL, "1", pool_sql.CHANGE_POOLS, values, rows=len(ids))


def _arrivals(moves: tuple[Move, ...]) -> Iterator[Write]:
    """Give every item that comes into the house a pool, promisable or not."""
    came = (move.target for move in moves if not move.source.place.is_physical)
    named = {key.pool_id: key for key in came if key.place.is_physical}
    if named:
        keys = [named[id_] for id_ in sorted(named)]
        columns = (
            [key.pool_id for key in keys],
            [key.owner_id for key in keys],
            [key.item_id for key in keys],
            [key.place.location_id for key in keys],
        )
        yield Write(Rank.POOL, "0", pool_sql.NAME_POOLS, columns, rows=None)


def _names(moves: tuple[Move, ...]) -> Iterator[Write]:
    named = {key.id: key for move in moves for key in (move.source, move.target)}
    if named:
        keys = [named[id_] for id_ in sorted(named)]
        columns = (
            [key.id for key in keys],
            [key.owner_id for key in keys],
            [key.item_id for key in keys],
            [key.lot_id for key in keys],
            [key.serial_id for key in keys],
            [key.disposition.value for key in keys],
            [key.place.bin_id for key in keys],
            [key.container_id for key in keys],
            [key.is_promisable for key in keys],
        )
        yield Write(Rank.BALANCE, "0", sql.NAME_KEYS, columns, rows=None)


def _balances(
    moves: tuple[Move, ...], opens: tuple[Open, ...], ends: tuple[End, ...], operation_id: UUID
) -> Iterator[Write]:
    changes: Changes = defaultdict(Change)
    for move in moves:
        for key, sign in ((move.source, -1), (move.target, 1)):
            if key.place.is_physical:
                changes[key.id].held += sign * move.quantity
    held: list[tuple[Open | Reservation, int]] = [(open_, 1) for open_ in opens]
    held += [(end.reservation, -1) for end in ends]
    for reservation, sign in held:
        if reservation.key_id:
            changes[reservation.key_id].bound += sign * reservation.quantity
    ids, on_hand, reserved = _columns(changes)
    if ids:
        values = (ids, on_hand, reserved, operation_id)
        yield Write(Rank.BALANCE, "1", sql.CHANGE_BALANCES, values, rows=len(ids))


def _columns(changes: Changes) -> tuple[list[UUID], list[int], list[int]]:
    """Spell the changes that change anything as columns, in the order in which rows are locked."""
    ids = sorted(id_ for id_, change in changes.items() if change.held or change.bound)
    return ids, [changes[id_].held for id_ in ids], [changes[id_].bound for id_ in ids]


def _resolutions(ends: tuple[End, ...], operation_id: UUID) -> Iterator[Write]:
    if ends:
        ordered = sorted(ends, key=lambda end: end.reservation.id)
        values = (
            [end.reservation.id for end in ordered],
            [end.outcome.value for end in ordered],
            operation_id,
        )
        yield Write(Rank.RESERVATION, "0", sql.RESOLVE_RESERVATIONS, values, rows=len(ordered))


def _openings(opens: tuple[Open, ...], operation_id: UUID) -> Iterator[Write]:
    if opens:
        values = (
            [new_id() for _ in opens],
            [open_.level.value for open_ in opens],
            [open_.pool_id for open_ in opens],
            [open_.key_id for open_ in opens],
            [open_.demand_id for open_ in opens],
            [open_.quantity for open_ in opens],
            operation_id,
            [open_.expires_at for open_ in opens],
        )
        yield Write(Rank.RESERVATION, "1", sql.OPEN_RESERVATIONS, values, rows=len(opens))


def _entries(moves: tuple[Move, ...], operation_id: UUID) -> Iterator[Write]:
    if moves:
        values = (
            operation_id,
            [move.source.id for move in moves],
            [move.target.id for move in moves],
            [move.quantity for move in moves],
            [move.line_id for move in moves],
        )
        yield Write(Rank.RECORD, "stock_entry", sql.WRITE_ENTRIES, values, rows=len(moves))
