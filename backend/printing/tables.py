"""Tables of printing: printers, jobs, their labels, and the files of downloads."""

from tortoise import fields
from tortoise.models import Model


class Printer(Model):
    """Where labels come out."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    kind = fields.TextField()
    location_id = fields.UUIDField(null=True)
    address = fields.TextField(null=True)
    dpi = fields.IntField()
    stock = fields.TextField(null=True)
    width_mm = fields.IntField(null=True)
    height_mm = fields.IntField(null=True)
    format = fields.TextField()
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "printer"


class PrintJob(Model):
    """Labels that were asked for together."""

    id = fields.UUIDField(primary_key=True)
    printer_id = fields.UUIDField()
    location_id = fields.UUIDField()
    kind = fields.TextField()
    copies = fields.IntField()
    status = fields.TextField()
    total = fields.IntField()
    done = fields.IntField()
    refused = fields.IntField()
    tries = fields.IntField()
    problem = fields.TextField(null=True)
    fence = fields.IntField()
    receipt = fields.IntField(null=True)
    due_at = fields.DatetimeField()
    taken_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "print_job"


class PrintFile(Model):
    """The PDF of a download."""

    job_id = fields.UUIDField(primary_key=True)
    content = fields.BinaryField()
    made_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "print_file"
