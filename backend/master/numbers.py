"""Numbers of documents, as people say them: SO-1042, RC-1043."""

from backend.kernel.work import Reader
from backend.master import sql


async def next_number(reader: Reader, prefix: str) -> str:
    """Return a number that no document bears yet. Gaps are normal: a refused try uses one up."""
    return f"{prefix}-{await reader.value(sql.NEXT_NUMBER)}"


async def next_numbers(reader: Reader, prefix: str, count: int) -> list[str]:
    """Return several fresh numbers at once."""
    rows = await reader.value(sql.NEXT_NUMBERS, count)
    return [f"{prefix}-{number}" for number in rows]
