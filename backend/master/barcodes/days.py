"""The day that a GS1 label says in six digits."""

from calendar import monthrange
from datetime import date

AHEAD_MOST = 50
BEHIND_MOST = 49


def day_of(value: str, *, this_year: int) -> date:
    """Return the day of YYMMDD; day 00 is the month's last.

    The century is the one that brings the year nearest: at most 50 years ahead, 49 behind
    (GS1 General Specifications, section 7.12).
    """
    year = this_year - this_year % 100 + int(value[:2])
    if year - this_year > AHEAD_MOST:
        year -= 100
    elif this_year - year > BEHIND_MOST:
        year += 100
    month = int(value[2:4])
    return date(year, month, int(value[4:6]) or monthrange(year, month)[1])
