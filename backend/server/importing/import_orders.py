"""Import orders: each is written down and promised like one that a channel sends."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.master.importing.import_parties import CustomerRow, ImportParties, import_parties
from backend.master.refs import ItemRef, Ref
from backend.outbound.orders.create_order import CreateOrder, NewLine, ShipTo, create_order
from backend.server.importing.documents import OrderRow, documents


async def take_orders(
    database: Database, rows: Sequence[OrderRow], request: Request
) -> AsyncIterator[int]:
    """Make the orders one after the other; yields how many rows are through.

    Each promise must see those before it, so each order is an operation of its own. Every row was
    checked before; and its id follows from the file, so the same file finishes what was stopped.
    """
    await perform(database, import_parties, _parties(rows), request)
    for lines in documents(rows):
        operation_id = derived_id(request.operation_id, f"order {lines[0].number}")
        ordered = replace(request, operation_id=operation_id, occurred_at=lines[0].ordered_at)
        await perform(database, create_order, _order(lines), ordered)
        yield len(lines)


def _parties(rows: Sequence[OrderRow]) -> ImportParties:
    customers = {
        row.customer: CustomerRow(row.customer, row.customer_name or row.customer, row.country)
        for row in reversed(rows)
        if row.customer
    }
    channels = dict.fromkeys(row.channel for row in rows if row.channel)
    return ImportParties(tuple(channels), tuple(customers.values()))


def _order(lines: Sequence[OrderRow]) -> CreateOrder:
    first = lines[0]
    return CreateOrder(
        number=first.number,
        channel=Ref(code=first.channel) if first.channel else None,
        customer=Ref(code=first.customer) if first.customer else None,
        ordered_at=first.ordered_at,
        needed_on=first.needed_on,
        priority=first.priority,
        currency=first.currency,
        ship_to=_ship_to(first),
        lines=tuple(
            NewLine(
                item=ItemRef(sku=row.sku),
                quantity=row.quantity,
                unit_price_minor=row.unit_price_minor,
            )
            for row in lines
        ),
    )


def _ship_to(first: OrderRow) -> ShipTo | None:
    if first.country is None:
        return None
    return ShipTo(lines=(), country=first.country, name=first.customer_name)
