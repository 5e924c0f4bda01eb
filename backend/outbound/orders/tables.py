"""Tables of orders."""

from tortoise import fields
from tortoise.models import Model


class CustomerOrder(Model):
    """What someone wants from us."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    kind = fields.TextField()
    status = fields.TextField()
    location_id = fields.UUIDField()
    owner_id = fields.UUIDField()
    channel_id = fields.UUIDField()
    customer_id = fields.UUIDField(null=True)
    carrier_id = fields.UUIDField(null=True)
    service = fields.TextField(null=True)
    priority = fields.IntField()
    ordered_at = fields.DatetimeField()
    needed_on = fields.DateField(null=True)
    ship_by = fields.DatetimeField(null=True)
    ship_to: fields.JSONField[dict[str, object]] = fields.JSONField(null=True)
    currency = fields.TextField()
    accepts_partial = fields.BooleanField()
    accepts_substitutes = fields.BooleanField()
    min_remaining_days = fields.IntField()
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)
    updated_at = fields.DatetimeField()
    shipped_at = fields.DatetimeField(null=True)
    canceled_at = fields.DatetimeField(null=True)
    promised_until = fields.DatetimeField(null=True)
    when_expired = fields.TextField()
    version = fields.IntField()

    class Meta(Model.Meta):
        table = "customer_order"


class OrderLine(Model):
    """One item of an order, and where each unit of it is."""

    id = fields.UUIDField(primary_key=True)
    order_id = fields.UUIDField()
    position = fields.IntField()
    item_id = fields.UUIDField()
    is_service = fields.BooleanField()
    quantity = fields.BigIntField()
    unit_price_minor = fields.BigIntField(null=True)
    promised = fields.BigIntField()
    allocated = fields.BigIntField()
    picked = fields.BigIntField()
    packed = fields.BigIntField()
    shipped = fields.BigIntField()
    canceled = fields.BigIntField()
    waiting = fields.BigIntField(null=True)  # generated, so never null and never said to be
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "order_line"


class OrderHold(Model):
    """A stop on an order."""

    id = fields.UUIDField(primary_key=True)
    order_id = fields.UUIDField()
    kind = fields.TextField()
    reason = fields.TextField()
    placed_at = fields.DatetimeField()
    placed_by = fields.UUIDField(null=True)
    released_at = fields.DatetimeField(null=True)
    released_by = fields.UUIDField(null=True)
    release_reason = fields.TextField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "order_hold"
