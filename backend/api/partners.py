"""Owners, suppliers, customers, channels and carriers in the graph."""

from collections.abc import Mapping, Sequence
from typing import Protocol, Self
from uuid import UUID

import strawberry

from backend.api.context import Context
from backend.api.node import Node
from backend.api.promise_enums import WhenExpired
from backend.api.versioned import Versioned, VersionedRow
from backend.master.reads import partners as reads


class PartnerRow(VersionedRow, Protocol):
    """A row of any kind of partner."""

    @property
    def code(self) -> str:
        """What people call it by."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def is_active(self) -> bool:
        """False when it is out of use."""
        ...


@strawberry.interface(description="Whom we deal with: owner, supplier, customer, channel, carrier.")
class Partner(Versioned):
    """A type whose `row` has code and name."""

    row: strawberry.Private[PartnerRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="Its name.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="False when nothing new may be done with it.")
    def is_active(self) -> bool:
        """Pass on."""
        return self.row.is_active


@strawberry.type(description="Whose stock it is.")
class Owner(Node, Partner):
    """One owner."""

    row: strawberry.Private[reads.OwnerRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load owners; whoever is signed in may see them."""
        rows = await reads.owners_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Who sells to us.")
class Supplier(Node, Partner):
    """One supplier."""

    row: strawberry.Private[reads.SupplierRow]

    @strawberry.field(description="Where purchase orders are sent; null when nobody said.")
    def email(self) -> str | None:
        """Pass on."""
        return self.row.email

    @strawberry.field(description="What they send waits for inspection.")
    def needs_inspection(self) -> bool:
        """Pass on."""
        return self.row.needs_inspection

    @strawberry.field(description="Days from order to arrival, as agreed; null when nobody said.")
    def lead_time_days(self) -> int | None:
        """Pass on."""
        return self.row.lead_time_days

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load suppliers; whoever is signed in may see them."""
        rows = await reads.suppliers_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Who buys from us.")
class Customer(Node, Partner):
    """One customer."""

    row: strawberry.Private[reads.CustomerRow]

    @strawberry.field(description="Days that must be left of goods that have a date.")
    def min_remaining_days(self) -> int | None:
        """Pass on."""
        return self.row.min_remaining_days

    @strawberry.field(description="ISO 3166 two-letter code; null when nobody said.")
    def country(self) -> str | None:
        """Pass on."""
        return self.row.country

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load customers; whoever is signed in may see them."""
        rows = await reads.customers_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Where we sell.")
class Channel(Node, Partner):
    """One channel."""

    row: strawberry.Private[reads.ChannelRow]

    @strawberry.field(description="Smaller is served first.")
    def priority(self) -> int:
        """Pass on."""
        return self.row.priority

    @strawberry.field(
        description="How long its orders are promised stock unless they say; null for ever."
    )
    def promise_minutes(self) -> int | None:
        """Pass on."""
        return self.row.promise_minutes

    @strawberry.field(description="What becomes of what they were promised after that.")
    def when_expired(self) -> WhenExpired:
        """Pass on."""
        return WhenExpired(self.row.when_expired)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load channels; whoever is signed in may see them."""
        rows = await reads.channels_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Who takes shipments away.")
class Carrier(Node, Partner):
    """One carrier."""

    row: strawberry.Private[reads.CarrierRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load carriers; whoever is signed in may see them."""
        rows = await reads.carriers_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}
