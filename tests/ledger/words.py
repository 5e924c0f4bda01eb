"""Goods, bins and reservations by name, for tests of what a plan is made of."""

from datetime import UTC, datetime
from uuid import UUID

from backend.kernel.work import Reader, Work
from backend.stock.changes import Level, Reservation
from backend.stock.keys import Disposition, Key, Place, pool_id
from backend.stock.posting import post
from tests.world import person

OPERATION, OWNER, LOCATION, DEMAND = (UUID(int=number) for number in (1, 2, 3, 4))
TEA, CAKE = UUID(int=5), UUID(int=6)
LOT, SERIAL, TOTE, LINE, CHANNEL = (UUID(int=number) for number in (7, 8, 9, 10, 11))
THEN = datetime(2026, 11, 21, tzinfo=UTC)
BINS = {
    "SUPPLIER": (20, "VIRTUAL"), "DOCK": (21, "DOCK"), "A": (22, "PICK_FACE"),
    "R": (23, "RESERVE"), "Q": (24, "QUARANTINE"), "CART": (25, "CART"), "PACK": (26, "PACK"),
    "STAGE": (27, "OUTBOUND_STAGE"),
}  # fmt: skip
POOL, CAKES = pool_id(OWNER, TEA, LOCATION), pool_id(OWNER, CAKE, LOCATION)
SHOP = pool_id(OWNER, TEA, LOCATION, str(CHANNEL))


def key(code, item=TEA, **columns):
    number, kind = BINS[code]
    columns = {"disposition": Disposition.USABLE} | columns
    return Key(OWNER, item, place=Place(UUID(int=number), LOCATION, kind), **columns)


def held(number, quantity, level=Level.SOFT, at=None, pool=POOL):
    return Reservation(UUID(int=number), level, pool, at and at.id, DEMAND, quantity)


def posted(**changes):
    work = Work(OPERATION, person("Wanda"), None, THEN, THEN, Reader(None))
    return post(work, **changes)


def written(statement, writes):
    found = [write for write in writes if write.statement is statement]
    assert len(found) == 1, [write.order for write in writes]
    return found[0]


def columns_of(statement, writes):
    return written(statement, writes).values


def rows_of(statement, writes):
    """The rows of a write whose columns are arrays."""
    columns = [column for column in columns_of(statement, writes) if isinstance(column, list)]
    return list(zip(*columns, strict=True))
