"""How much processor time processes have used, as Linux counts it."""

import os
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM = 1, 11, 12
"""Places in /proc/PID/stat, counted behind the name."""


def used_s(pid: int) -> float:
    """Return the seconds that one process has used so far."""
    fields = _stat(pid)
    return (int(fields[USER]) + int(fields[SYSTEM])) * TICK_S


def used_by_family_s(pid: int) -> float:
    """Return the seconds that a process and its living children have used so far."""
    family = [pid]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int(_stat(int(entry.name))[PARENT]) == pid:
                    family.append(int(entry.name))
            except OSError:
                continue  # it ended just now
    return sum(map(used_s, family))


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
