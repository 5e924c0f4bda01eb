"""Tables of the ledger. Only `backend.stock` may import this module."""

from tortoise import fields
from tortoise.models import Model


class Container(Model):
    """A tote, carton or pallet; it stands in one bin."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    kind = fields.TextField()
    location_id = fields.UUIDField()
    bin_id = fields.UUIDField(null=True)
    parent_id = fields.UUIDField(null=True)
    depth = fields.SmallIntField()
    within = fields.SmallIntField(null=True)
    sscc = fields.TextField(null=True)
    status = fields.TextField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "container"


class Key(Model):
    """An address of stock."""

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField()
    item_id = fields.UUIDField()
    lot_id = fields.UUIDField(null=True)
    serial_id = fields.UUIDField(null=True)
    disposition = fields.TextField()
    bin_id = fields.UUIDField()
    container_id = fields.UUIDField(null=True)
    location_id = fields.UUIDField()
    is_physical = fields.BooleanField()
    is_promisable = fields.BooleanField()

    class Meta(Model.Meta):
        table = "stock_key"


class Balance(Model):
    """What stands at a key, and how much of it is reserved."""

    key_id = fields.UUIDField(primary_key=True)
    on_hand = fields.BigIntField()
    reserved = fields.BigIntField()
    version = fields.BigIntField()
    serial_id = fields.UUIDField(null=True)
    key_container_id = fields.UUIDField(null=True)
    key_bin_id = fields.UUIDField(null=True)

    class Meta(Model.Meta):
        table = "stock_balance"


class Entry(Model):
    """Goods that went from one key to another: never changed, never deleted."""

    id = fields.BigIntField(primary_key=True)
    operation_id = fields.UUIDField()
    from_key = fields.UUIDField()
    to_key = fields.UUIDField()
    quantity = fields.BigIntField()
    line_id = fields.UUIDField(null=True)

    class Meta(Model.Meta):
        table = "stock_entry"


class Pool(Model):
    """What may be promised of an item at a location."""

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField()
    item_id = fields.UUIDField()
    location_id = fields.UUIDField()
    segment = fields.TextField()
    channel_id = fields.UUIDField(null=True)
    kind = fields.TextField()
    supply = fields.BigIntField()
    promised = fields.BigIntField()
    overpromised = fields.BigIntField()
    safety = fields.BigIntField()
    available = fields.BigIntField()
    version = fields.BigIntField()

    class Meta(Model.Meta):
        table = "stock_pool"


class Reservation(Model):
    """A claim on stock: soft on a pool, hard and picked on a key."""

    id = fields.UUIDField(primary_key=True)
    level = fields.TextField()
    pool_id = fields.UUIDField()
    key_id = fields.UUIDField(null=True)
    demand_id = fields.UUIDField()
    quantity = fields.BigIntField()
    state = fields.TextField()
    expires_at = fields.DatetimeField(null=True)
    opened_by = fields.UUIDField()
    resolved_by = fields.UUIDField(null=True)

    class Meta(Model.Meta):
        table = "stock_reservation"


class BinSpace(Model):
    """Counts the bookings of a bin's space."""

    bin_id = fields.UUIDField(primary_key=True)
    version = fields.BigIntField()

    class Meta(Model.Meta):
        table = "bin_space"
