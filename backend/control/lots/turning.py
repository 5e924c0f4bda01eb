"""Turn goods of a lot into another condition, all of them, wherever they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.control.displacing import displaced_by
from backend.control.spreading import Taking
from backend.kernel.plan import Event, Write
from backend.kernel.work import Work
from backend.stock.changes import Move
from backend.stock.keys import Disposition
from backend.stock.posting import post
from backend.stock.reads import Balance
from backend.stock.seen import still_as_read


@dataclass(frozen=True, slots=True)
class Turned:
    """What a plan does to turn them; nothing is taken out of its bin or container."""

    units: int = 0
    writes: tuple[Write, ...] = ()
    events: tuple[Event, ...] = ()
    has_displaced: bool = False


async def turn_goods(
    work: Work, balances: Sequence[Balance], *, into: Disposition, why: str
) -> Turned:
    """Return what turns all of these goods; reservations on them are displaced, with a case.

    `why` ends the sentence "5 units that were allocated in A-01 …".
    """
    takings = [Taking(held, held.on_hand) for held in balances]
    if not takings:
        return Turned()
    displacement = await displaced_by(work, takings, lost_to_pool=takings, why=why)
    moves = [
        Move(one.balance.key, replace(one.balance.key, disposition=into), one.quantity)
        for one in takings
    ]
    return Turned(
        units=sum(one.quantity for one in takings),
        writes=(
            *still_as_read(balances),
            *post(work, moves=moves, opens=displacement.opens, ends=displacement.ends),
            *displacement.writes,
        ),
        events=displacement.events,
        has_displaced=bool(displacement.ends),
    )
