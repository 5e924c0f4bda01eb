"""Import channels and customers that orders name and nobody has made yet."""

from dataclasses import dataclass

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.importing import sql
from backend.master.importing.faults import chunks, columns
from backend.master.importing.import_items import Imported
from backend.master.permissions import Permission


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as an order names it."""

    code: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class ImportParties:
    """What the orders of a file name."""

    channels: tuple[str, ...]
    customers: tuple[CustomerRow, ...]


@command
async def import_parties(work: Work, asked: ImportParties) -> Plan[Imported]:
    """Make what is not there yet; what is there stays as it is."""
    work.allow(Permission.IMPORT, None)
    codes = list(asked.channels)
    ids = [derived_id(work.operation_id, f"channel {code}") for code in codes]
    writes = [Write(Rank.DOCUMENT, "import 0", sql.ADD_CHANNELS, (ids, codes), rows=None)]
    for part in chunks(asked.customers):
        made = [derived_id(work.operation_id, f"customer {row.code}") for row in part]
        values = (made, *columns(part, "code", "name", "country"))
        writes.append(Write(Rank.DOCUMENT, "import 1", sql.ADD_CUSTOMERS, values, rows=None))
    return Plan(
        answer=Imported(len(codes) + len(asked.customers)),
        writes=tuple(writes),
        kind="IMPORT_PARTIES",
    )
