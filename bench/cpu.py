"""How much processor time processes have used, as Linux counts it."""

import os
from collections.abc import Sequence
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM, ENDED_USER, ENDED_SYSTEM = 1, 11, 12, 13, 14
"""Places in /proc/PID/stat, counted behind the name; ENDED are those of children that ended."""


def used_s(pid: int) -> float:
    """Return the seconds that one process has used so far."""
    return _seconds(_stat(pid), USER, SYSTEM)


def used_by_family_s(pid: int) -> float:
    """Return the seconds that a process and its children, living and ended, have used so far."""
    total = _seconds(_stat(pid), USER, SYSTEM, ENDED_USER, ENDED_SYSTEM)
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = _stat(int(entry.name))
        except OSError:
            continue  # it ended just now
        if int(stat[PARENT]) == pid:
            total += _seconds(stat, USER, SYSTEM)
    return total


def _seconds(stat: Sequence[str], *places: int) -> float:
    return sum(int(stat[place]) for place in places) * TICK_S


def _stat(pid: int) -> Sequence[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
