"""Tables of master data; those of people stand beside their commands."""

from tortoise import fields
from tortoise.models import Model


class LegalEntity(Model):
    """Whose books stock is in."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    currency = fields.TextField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "legal_entity"


class Owner(Model):
    """Whose stock it is."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "owner"


class Location(Model):
    """A node that holds stock."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    kind = fields.TextField()
    legal_entity_id = fields.UUIDField()
    time_zone = fields.TextField()
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "location"


class Zone(Model):
    """A part of a location that is worked as one."""

    id = fields.UUIDField(primary_key=True)
    location_id = fields.UUIDField()
    code = fields.TextField()
    name = fields.TextField()
    sequence = fields.IntField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "zone"


class Item(Model):
    """What we keep."""

    id = fields.UUIDField(primary_key=True)
    sku = fields.TextField()
    name = fields.TextField()
    kind = fields.TextField()
    base_unit = fields.TextField()
    tracking = fields.TextField()
    velocity = fields.TextField()
    needs_expiry = fields.BooleanField()
    shelf_life_days = fields.IntField(null=True)
    min_remaining_days = fields.IntField(null=True)
    needs_inspection = fields.BooleanField()
    needs_weight = fields.BooleanField()
    weight_tolerance_percent = fields.IntField()
    length_mm = fields.IntField(null=True)
    width_mm = fields.IntField(null=True)
    height_mm = fields.IntField(null=True)
    weight_g = fields.IntField(null=True)
    cost_minor = fields.BigIntField(null=True)
    price_minor = fields.BigIntField(null=True)
    currency = fields.TextField(null=True)
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "item"


class Bin(Model):
    """The smallest addressable place."""

    id = fields.UUIDField(primary_key=True)
    location_id = fields.UUIDField()
    zone_id = fields.UUIDField(null=True)
    code = fields.TextField()
    kind = fields.TextField()
    virtual_kind = fields.TextField(null=True)
    aisle = fields.TextField(null=True)
    bay = fields.TextField(null=True)
    level = fields.TextField(null=True)
    x_mm = fields.IntField(null=True)
    y_mm = fields.IntField(null=True)
    z_mm = fields.IntField(null=True)
    pick_sequence = fields.IntField(null=True)
    check_digits = fields.TextField(null=True)
    mixing = fields.TextField()
    block = fields.TextField()
    block_reason = fields.TextField(null=True)
    weight_max_g = fields.BigIntField(null=True)
    volume_max_ml = fields.BigIntField(null=True)
    height_max_mm = fields.IntField(null=True)
    fixed_item_id = fields.UUIDField(null=True)
    last_counted_at = fields.DatetimeField(null=True)
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "bin"


class Pack(Model):
    """A way in which an item is packed."""

    id = fields.UUIDField(primary_key=True)
    item_id = fields.UUIDField()
    level = fields.TextField()
    units = fields.BigIntField()
    length_mm = fields.IntField(null=True)
    width_mm = fields.IntField(null=True)
    height_mm = fields.IntField(null=True)
    weight_g = fields.IntField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "pack"


class Barcode(Model):
    """What a scanner reads for an item or a pack."""

    id = fields.UUIDField(primary_key=True)
    value = fields.TextField()
    symbology = fields.TextField()
    item_id = fields.UUIDField()
    pack_id = fields.UUIDField(null=True)
    status = fields.TextField()
    taught_by = fields.UUIDField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "barcode"


class Lot(Model):
    """Goods of one item that were made together."""

    id = fields.UUIDField(primary_key=True)
    item_id = fields.UUIDField()
    number = fields.TextField()
    produced_on = fields.DateField(null=True)
    expires_on = fields.DateField(null=True)
    is_unknown = fields.BooleanField()
    supplier_id = fields.UUIDField(null=True)
    received_at = fields.DatetimeField()
    recalled_at = fields.DatetimeField(null=True)
    recalled_by = fields.UUIDField(null=True)
    recall_reason = fields.TextField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "lot"


class Serial(Model):
    """One single thing."""

    id = fields.UUIDField(primary_key=True)
    item_id = fields.UUIDField()
    number = fields.TextField()
    lot_id = fields.UUIDField(null=True)
    version = fields.IntField()

    class Meta(Model.Meta):
        table = "serial"


class Supplier(Model):
    """Who sells to us."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    email = fields.TextField(null=True)
    lead_time_days = fields.IntField(null=True)
    needs_inspection = fields.BooleanField()
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "supplier"


class Customer(Model):
    """Who buys from us."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    email = fields.TextField(null=True)
    country = fields.TextField(null=True)
    min_remaining_days = fields.IntField(null=True)
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "customer"


class Channel(Model):
    """Where we sell."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    priority = fields.IntField()
    min_remaining_days = fields.IntField(null=True)
    promise_minutes = fields.IntField(null=True)
    when_expired = fields.TextField()
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "channel"


class Carrier(Model):
    """Who takes shipments away."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "carrier"
