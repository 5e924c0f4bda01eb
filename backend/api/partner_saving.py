"""Commands about partners."""

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.partners import Carrier, Channel, Customer, Owner, Supplier
from backend.api.pointing import ref as plain
from backend.api.promise_enums import WhenExpired
from backend.api.refs import Ref
from backend.master.editing.partners import save_carrier as carriers
from backend.master.editing.partners import save_channel as channels
from backend.master.editing.partners import save_customer as customers
from backend.master.editing.partners import save_owner as owners
from backend.master.editing.partners import save_supplier as suppliers

IF_VERSION = "The version that you saw; null for a new one, or to waive the check."


@strawberry.input(description="What `saveOwner` takes; what is left out stays.")
class SaveOwnerInput(CommandInput[owners.SaveOwner]):
    """An owner to make or change."""

    owner: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> owners.SaveOwner:  # noqa: ARG002 - reads nothing
        """Translate."""
        return owners.SaveOwner(
            owner=plain(self.owner, "Owner") if self.owner else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `saveOwner`.")
class OwnerSaved(Accepted[owners.OwnerSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def owner(self, info: Info) -> Owner:
        """Load it."""
        return await info.context.get(Owner, self.answer.owner_id)


@strawberry.input(description="What `saveSupplier` takes; what is left out stays.")
class SaveSupplierInput(CommandInput[suppliers.SaveSupplier]):
    """A supplier to make or change."""

    supplier: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    email: str | None = strawberry.field(
        default=None, description="Where purchase orders, or news, are sent."
    )
    lead_time_days: int | None = strawberry.field(
        default=None, description="Days from order to arrival."
    )
    needs_inspection: bool | None = strawberry.field(
        default=None, description="What they send waits for inspection."
    )
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> suppliers.SaveSupplier:  # noqa: ARG002 - reads nothing
        """Translate."""
        return suppliers.SaveSupplier(
            supplier=plain(self.supplier, "Supplier") if self.supplier else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            email=self.email,
            lead_time_days=self.lead_time_days,
            needs_inspection=self.needs_inspection,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `saveSupplier`.")
class SupplierSaved(Accepted[suppliers.SupplierSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def supplier(self, info: Info) -> Supplier:
        """Load it."""
        return await info.context.get(Supplier, self.answer.supplier_id)


@strawberry.input(description="What `saveCustomer` takes; what is left out stays.")
class SaveCustomerInput(CommandInput[customers.SaveCustomer]):
    """A customer to make or change."""

    customer: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    email: str | None = strawberry.field(
        default=None, description="Where purchase orders, or news, are sent."
    )
    country: str | None = strawberry.field(default=None, description="ISO 3166 two-letter code.")
    min_remaining_days: int | None = strawberry.field(
        default=None, description="Days that must be left of goods that have a date."
    )
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> customers.SaveCustomer:  # noqa: ARG002 - reads nothing
        """Translate."""
        return customers.SaveCustomer(
            customer=plain(self.customer, "Customer") if self.customer else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            email=self.email,
            country=self.country,
            min_remaining_days=self.min_remaining_days,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `saveCustomer`.")
class CustomerSaved(Accepted[customers.CustomerSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def customer(self, info: Info) -> Customer:
        """Load it."""
        return await info.context.get(Customer, self.answer.customer_id)


@strawberry.input(description="What `saveChannel` takes; what is left out stays.")
class SaveChannelInput(CommandInput[channels.SaveChannel]):
    """A channel to make or change."""

    channel: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    priority: int | None = strawberry.field(default=None, description="Smaller is served first.")
    promise_minutes: int | None = strawberry.field(
        default=None,
        description="How long its orders are promised stock unless they say; 0 for ever.",
    )
    when_expired: WhenExpired | None = strawberry.field(
        default=None, description="What becomes of what they were promised after that."
    )
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> channels.SaveChannel:  # noqa: ARG002 - reads nothing
        """Translate."""
        return channels.SaveChannel(
            channel=plain(self.channel, "Channel") if self.channel else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            priority=self.priority,
            promise_minutes=self.promise_minutes,
            when_expired=self.when_expired,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `saveChannel`.")
class ChannelSaved(Accepted[channels.ChannelSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def channel(self, info: Info) -> Channel:
        """Load it."""
        return await info.context.get(Channel, self.answer.channel_id)


@strawberry.input(description="What `saveCarrier` takes; what is left out stays.")
class SaveCarrierInput(CommandInput[carriers.SaveCarrier]):
    """A carrier to make or change."""

    carrier: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> carriers.SaveCarrier:  # noqa: ARG002 - reads nothing
        """Translate."""
        return carriers.SaveCarrier(
            carrier=plain(self.carrier, "Carrier") if self.carrier else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `saveCarrier`.")
class CarrierSaved(Accepted[carriers.CarrierSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def carrier(self, info: Info) -> Carrier:
        """Load it."""
        return await info.context.get(Carrier, self.answer.carrier_id)


@strawberry.type(description="Commands about partners.")
class PartnerMutation:
    """Root fields."""

    save_owner = mutation(
        Spoken(
            owners.save_owner,
            sent=SaveOwnerInput,
            yes=OwnerSaved,
            says="Make or change an owner.",
        )
    )

    save_supplier = mutation(
        Spoken(
            suppliers.save_supplier,
            sent=SaveSupplierInput,
            yes=SupplierSaved,
            says="Make or change a supplier.",
        )
    )

    save_customer = mutation(
        Spoken(
            customers.save_customer,
            sent=SaveCustomerInput,
            yes=CustomerSaved,
            says="Make or change a customer.",
        )
    )

    save_channel = mutation(
        Spoken(
            channels.save_channel,
            sent=SaveChannelInput,
            yes=ChannelSaved,
            says="Make or change a channel.",
        )
    )

    save_carrier = mutation(
        Spoken(
            carriers.save_carrier,
            sent=SaveCarrierInput,
            yes=CarrierSaved,
            says="Make or change a carrier.",
        )
    )


AREA = Area(mutations=(PartnerMutation,))
