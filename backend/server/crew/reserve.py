"""How much of each kind of work is left to the people who try the demo, and how much is laid out.

The simulated people touch what is above the reserve; the office lays out until the target stands.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """Never fewer than `reserve` are left to visitors; the office lays out up to `target`."""

    reserve: int
    target: int


PICKS = Level(reserve=10, target=22)
PUTAWAYS = Level(reserve=4, target=8)
COUNTS = Level(reserve=3, target=5)
MOVES = Level(reserve=1, target=2)
TRUCKS = Level(reserve=3, target=5)
RETURNS = Level(reserve=2, target=4)
TOTES = Level(reserve=2, target=4)
APPROVALS = Level(reserve=3, target=4)
CASES = Level(reserve=6, target=8)
