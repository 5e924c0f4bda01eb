"""Tables of control: counts with their evidence, adjustments, and the tolerances of counts."""

from tortoise import fields
from tortoise.models import Model


class CountTolerance(Model):
    """By how much a count may differ, by velocity class."""

    velocity = fields.CharField(primary_key=True, max_length=1)
    units = fields.BigIntField()
    basis_points = fields.IntField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "count_tolerance"


class Count(Model):
    """A count of a bin."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    location_id = fields.UUIDField()
    bin_id = fields.UUIDField()
    trigger = fields.TextField()
    status = fields.TextField()
    is_blind = fields.BooleanField()
    reason = fields.TextField(null=True)
    due_at = fields.DatetimeField(null=True)
    approval_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField()
    closed_at = fields.DatetimeField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "bin_count"


class CountedItem(Model):
    """An item that a count is limited to."""

    count_id = fields.UUIDField(primary_key=True)
    item_id = fields.UUIDField()

    class Meta(Model.Meta):
        table = "bin_count_item"


class CountAttempt(Model):
    """One person's count."""

    id = fields.UUIDField(primary_key=True)
    count_id = fields.UUIDField()
    number = fields.IntField()
    counted_by = fields.UUIDField()
    counted_at = fields.DatetimeField()
    operation_id = fields.UUIDField()
    seen_xid = fields.BigIntField(null=True)
    seen_id = fields.UUIDField(null=True)

    class Meta(Model.Meta):
        table = "count_attempt"


class CountLine(Model):
    """What a counter found."""

    attempt_id = fields.UUIDField(primary_key=True)
    item_id = fields.UUIDField()
    counted = fields.BigIntField()
    book = fields.BigIntField()
    lot_id = fields.UUIDField(null=True)
    serial_id = fields.UUIDField(null=True)

    class Meta(Model.Meta):
        table = "count_line"


class CountSeen(Model):
    """A balance that a count was compared with."""

    attempt_id = fields.UUIDField(primary_key=True)
    key_id = fields.UUIDField()
    on_hand = fields.BigIntField()
    version = fields.BigIntField()

    class Meta(Model.Meta):
        table = "count_seen"


class Adjustment(Model):
    """A change of stock that no other flow explains."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    location_id = fields.UUIDField()
    status = fields.TextField()
    reason = fields.TextField()
    note = fields.TextField(null=True)
    is_write_off = fields.BooleanField()
    value_minor = fields.BigIntField(null=True)
    currency = fields.TextField(null=True)
    count_id = fields.UUIDField(null=True)
    approval_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField()
    approved_by = fields.UUIDField(null=True)
    posted_by = fields.UUIDField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "adjustment"


class AdjustmentLine(Model):
    """One change of stock."""

    id = fields.UUIDField(primary_key=True)
    adjustment_id = fields.UUIDField()
    position = fields.IntField()
    item_id = fields.UUIDField()
    bin_id = fields.UUIDField()
    disposition = fields.TextField(null=True)
    owner_id = fields.UUIDField(null=True)
    difference = fields.BigIntField()
    lot_id = fields.UUIDField(null=True)
    serial_id = fields.UUIDField(null=True)

    class Meta(Model.Meta):
        table = "adjustment_line"
