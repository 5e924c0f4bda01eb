"""Tables of people, devices and logins."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class Role(Model):
    """What people of a kind may do."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    permissions = ArrayField("text")
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "role"


class Person(Model):
    """Somebody who acts."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    kind = fields.TextField()
    language = fields.TextField()
    badge_hash = fields.BinaryField(null=True)
    pin_hash = fields.TextField(null=True)
    password_hash = fields.TextField(null=True)
    tries = fields.IntField()
    paused_until = fields.DatetimeField(null=True)
    is_active = fields.BooleanField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "person"


class Device(Model):
    """What people scan with."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.TextField()
    kind = fields.TextField()
    location_id = fields.UUIDField(null=True)
    token_hash = fields.BinaryField(null=True)
    setup_hash = fields.BinaryField(null=True)
    setup_until = fields.DatetimeField(null=True)
    tries = fields.IntField()
    paused_until = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    revoked_reason = fields.TextField(null=True)
    last_seen_at = fields.DatetimeField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "device"


class Login(Model):
    """Where somebody is signed in."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField()
    device_id = fields.UUIDField(null=True)
    permissions = ArrayField("text", null=True)
    token_hash = fields.BinaryField(null=True)
    started_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    elevated_until = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    ended_because = fields.TextField(null=True)

    class Meta(Model.Meta):
        table = "login"
