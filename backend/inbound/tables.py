"""Tables of inbound: purchase orders, receipts, discrepancies and booked space."""

from tortoise import fields
from tortoise.models import Model


class PurchaseOrder(Model):
    """What we order from a supplier."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    status = fields.TextField()
    supplier_id = fields.UUIDField()
    location_id = fields.UUIDField()
    owner_id = fields.UUIDField()
    expected_on = fields.DateField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)
    sent_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    close_reason = fields.TextField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "purchase_order"


class PurchaseOrderLine(Model):
    """One item of a purchase order."""

    id = fields.UUIDField(primary_key=True)
    purchase_order_id = fields.UUIDField()
    sequence = fields.IntField()
    item_id = fields.UUIDField()
    ordered = fields.BigIntField()
    received = fields.BigIntField()
    unit_cost_minor = fields.BigIntField(null=True)
    currency = fields.TextField(null=True)
    expected_on = fields.DateField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "purchase_order_line"


class Receipt(Model):
    """Goods that come in together."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    status = fields.TextField()
    source = fields.TextField()
    location_id = fields.UUIDField()
    owner_id = fields.UUIDField()
    supplier_id = fields.UUIDField(null=True)
    purchase_order_id = fields.UUIDField(null=True)
    dock_id = fields.UUIDField()
    arrived_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "receipt"


class ReceiptLine(Model):
    """One item of a receipt."""

    id = fields.UUIDField(primary_key=True)
    receipt_id = fields.UUIDField()
    sequence = fields.IntField()
    purchase_order_line_id = fields.UUIDField(null=True)
    item_id = fields.UUIDField()
    expected = fields.BigIntField(null=True)
    received = fields.BigIntField()
    put_away = fields.BigIntField()
    unit_cost_minor = fields.BigIntField(null=True)
    currency = fields.TextField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "receipt_line"


class ReceiptScan(Model):
    """What one scan brought to a line."""

    operation_id = fields.UUIDField(primary_key=True)
    receipt_line_id = fields.UUIDField()
    quantity = fields.BigIntField()
    pack_units = fields.BigIntField()
    disposition = fields.TextField()
    lot_id = fields.UUIDField(null=True)
    bin_id = fields.UUIDField()
    container_id = fields.UUIDField(null=True)
    number = fields.IntField()

    class Meta(Model.Meta):
        table = "receipt_scan"


class Discrepancy(Model):
    """What was not as it should be."""

    id = fields.UUIDField(primary_key=True)
    receipt_id = fields.UUIDField()
    receipt_line_id = fields.UUIDField()
    kind = fields.TextField()
    item_id = fields.UUIDField()
    expected = fields.BigIntField(null=True)
    actual = fields.BigIntField()
    reason = fields.TextField(null=True)
    case_id = fields.UUIDField(null=True)
    operation_id = fields.UUIDField()
    recorded_at = fields.DatetimeField()
    recorded_by = fields.UUIDField()

    class Meta(Model.Meta):
        table = "discrepancy"
