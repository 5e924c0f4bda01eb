"""Displace reservations: goods that are gone cannot be picked, so who counted on them must know.

The youngest reservation loses its goods first. It becomes a soft promise again as far as the pool
still covers it, a case is opened, and `AllocationDisplaced` tells the order's department.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.control.spreading import Taking, displace, promise_again
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Write
from backend.kernel.work import Reader, Work
from backend.stock.changes import End, Level, Open, Outcome, Reservation
from backend.stock.reads import pools, reservations_on
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


@dataclass(frozen=True, slots=True)
class _Lost:
    taking: Taking
    reservation: Reservation
    again: int


@dataclass(frozen=True, slots=True)
class Displacement:
    """What a plan does about reservations that lose their goods; empty when none does."""

    ends: tuple[End, ...] = ()
    opens: tuple[Open, ...] = ()
    events: tuple[Event, ...] = ()
    writes: tuple[Write, ...] = ()


async def displaced_by(
    work: Work,
    takings: Sequence[Taking],
    *,
    lost_to_pool: Sequence[Taking],
    why: str = "are no longer there",
) -> Displacement:
    """Return what these takings do to reservations.

    `lost_to_pool` are those of the takings whose goods no longer back promises. `why` ends the
    sentence that the case says.
    """
    by_pool: dict[UUID, list[tuple[Taking, Reservation]]] = defaultdict(list)
    for taking in takings:
        if taking.displaces:
            held = await reservations_on(work.reader, taking.balance.key_id)
            for one in displace(held, taking.displaces):
                by_pool[one.pool_id].append((taking, one))
    if not by_pool:
        return Displacement()
    covered = await _covered(work.reader, by_pool, lost_to_pool)
    lost: list[_Lost] = []
    for pool_id, pairs in by_pool.items():
        again = promise_again((one for _, one in pairs), covered[pool_id])
        lost += [_Lost(taking, one, again[one.id]) for taking, one in pairs]
    return Displacement(
        ends=tuple(End(one.reservation, Outcome.VOIDED) for one in lost),
        opens=tuple(opened for one in lost for opened in _opened(one)),
        events=tuple(_told(one) for one in lost),
        writes=(open_case(work, _case(work, lost, why)),),
    )


async def _covered(
    reader: Reader,
    by_pool: dict[UUID, list[tuple[Taking, Reservation]]],
    lost_to_pool: Sequence[Taking],
) -> dict[UUID, int]:
    """Return how much each pool may promise once the goods are gone and the displaced let go."""
    found = await pools(reader, by_pool)
    lost: Counter[UUID] = Counter()
    for taking in lost_to_pool:
        if taking.balance.key.is_promisable:
            lost[taking.balance.key.pool_id] += taking.quantity
    covered = {}
    for pool_id, pairs in by_pool.items():
        pool = found[pool_id]
        supply = pool.supply - lost.get(pool_id, 0)
        promised = pool.promised - sum(one.quantity for _, one in pairs)
        covered[pool_id] = supply - promised - pool.safety
    return covered


def _opened(lost: _Lost) -> tuple[Open, ...]:
    if not lost.again:
        return ()
    seen = lost.reservation
    return (Open(Level.SOFT, seen.pool_id, seen.demand_id, lost.again),)


def _told(lost: _Lost) -> Event:
    seen, held = lost.reservation, lost.taking.balance
    return Event(
        "AllocationDisplaced",
        {
            "line_id": seen.demand_id,
            "reservation_id": seen.id,
            "level": seen.level,
            "item_id": held.item_id,
            "owner_id": held.owner_id,
            "location_id": held.location_id,
            "bin_id": held.bin_id,
            "quantity": seen.quantity,
            "promised": lost.again,
        },
    )


def _case(work: Work, lost: Sequence[_Lost], why: str) -> NewCase:
    held = lost[0].taking.balance
    units = sum(one.reservation.quantity for one in lost)
    return NewCase(
        id=derived_id(work.operation_id, "displaced"),
        kind=CaseKind.VARIANCE,
        severity=Severity.WARNING,
        title=f"{units} units that were allocated in {held.bin_code} {why}",
        location_id=held.location_id,
        bin_id=held.bin_id,
        item_id=held.item_id,
        subject_kind="OrderLine",
        subject_id=lost[0].reservation.demand_id,
        facts={"allocations": len(lost), "units": units, "bin": held.bin_code},
    )
