"""Tables of returns: what comes back, line by line, and the money that follows."""

from tortoise import fields
from tortoise.models import Model


class CustomerReturn(Model):
    """Goods that a customer sends back."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    status = fields.TextField()
    location_id = fields.UUIDField()
    owner_id = fields.UUIDField()
    order_id = fields.UUIDField(null=True)
    customer_id = fields.UUIDField(null=True)
    currency = fields.TextField()
    reason = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField()
    updated_at = fields.DatetimeField()
    version = fields.IntField()

    class Meta(Model.Meta):
        table = "customer_return"


class ReturnLine(Model):
    """One item of a return."""

    id = fields.UUIDField(primary_key=True)
    return_id = fields.UUIDField()
    position = fields.IntField()
    item_id = fields.UUIDField()
    order_line_id = fields.UUIDField(null=True)
    reason = fields.TextField()
    unit_price_minor = fields.BigIntField(null=True)
    bin_id = fields.UUIDField(null=True)
    grade = fields.TextField(null=True)
    note = fields.TextField(null=True)
    authorized = fields.BigIntField()
    received = fields.BigIntField()
    disposed = fields.BigIntField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "return_line"


class Refund(Model):
    """Money that a return made due."""

    id = fields.UUIDField(primary_key=True)
    return_id = fields.UUIDField()
    line_id = fields.UUIDField()
    operation_id = fields.UUIDField()
    quantity = fields.BigIntField()
    amount_minor = fields.BigIntField()
    currency = fields.TextField()
    due_at = fields.DatetimeField()
    refunded_at = fields.DatetimeField(null=True)
    refunded_by = fields.UUIDField(null=True)
    reference = fields.TextField(null=True)

    class Meta(Model.Meta):
        table = "refund"
