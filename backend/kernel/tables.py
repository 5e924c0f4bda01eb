"""Tables of the kernel that the ORM reads."""

from tortoise import fields
from tortoise.models import Model


class LogEpoch(Model):
    """The one row that names this life of the log; a restore begins another."""

    epoch = fields.UUIDField(primary_key=True)

    class Meta:
        table = "log_epoch"
