"""Tables of shipping: shipments, their cartons, and what left in them."""

from tortoise import fields
from tortoise.models import Model


class Shipment(Model):
    """What leaves together for one order."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    location_id = fields.UUIDField()
    order_id = fields.UUIDField()
    status = fields.TextField(default="OPEN")
    carrier_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)
    shipped_at = fields.DatetimeField(null=True)
    shipped_by = fields.UUIDField(null=True)
    version = fields.IntField(default=1)
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "shipment"


class Carton(Model):
    """A container that leaves."""

    id = fields.UUIDField(primary_key=True)
    shipment_id = fields.UUIDField()
    sequence = fields.IntField()
    weight_g = fields.IntField(null=True)
    length_mm = fields.IntField(null=True)
    width_mm = fields.IntField(null=True)
    height_mm = fields.IntField(null=True)
    tracking_number = fields.TextField(null=True)
    closed_at = fields.DatetimeField(null=True)
    closed_by = fields.UUIDField(null=True)
    version = fields.IntField(default=1)
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "carton"


class ShipmentLine(Model):
    """What left, for which order line, in which carton."""

    id = fields.UUIDField(primary_key=True)
    shipment_id = fields.UUIDField()
    order_line_id = fields.UUIDField()
    item_id = fields.UUIDField()
    lot_id = fields.UUIDField(null=True)
    serial_id = fields.UUIDField(null=True)
    carton_id = fields.UUIDField()
    quantity = fields.BigIntField()

    class Meta(Model.Meta):
        table = "shipment_line"
