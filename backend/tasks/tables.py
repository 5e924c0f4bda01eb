"""Tables of the floor's work."""

from tortoise import fields
from tortoise.models import Model


class Walk(Model):
    """A round through the aisles."""

    id = fields.UUIDField(primary_key=True)
    number = fields.TextField()
    location_id = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "walk"


class Task(Model):
    """One thing for one person to do."""

    id = fields.UUIDField(primary_key=True)
    location_id = fields.UUIDField()
    kind = fields.TextField()
    status = fields.TextField()
    priority = fields.IntField()
    sequence = fields.IntField()
    due_at = fields.DatetimeField(null=True)
    document_kind = fields.TextField(null=True)
    document_id = fields.UUIDField(null=True)
    document_number = fields.TextField(null=True)
    line_id = fields.UUIDField(null=True)
    walk_id = fields.UUIDField(null=True)
    owner_id = fields.UUIDField(null=True)
    item_id = fields.UUIDField(null=True)
    lot_id = fields.UUIDField(null=True)
    disposition = fields.TextField(null=True)
    container_id = fields.UUIDField(null=True)
    from_bin_id = fields.UUIDField(null=True)
    to_bin_id = fields.UUIDField(null=True)
    to_container_id = fields.UUIDField(null=True)
    reservation_id = fields.UUIDField(null=True)
    quantity = fields.BigIntField(null=True)
    done = fields.BigIntField()
    is_blind = fields.BooleanField()
    not_by = fields.UUIDField(null=True)
    fence = fields.IntField()
    assignee_id = fields.UUIDField(null=True)
    device_id = fields.UUIDField(null=True)
    lease_until = fields.DatetimeField(null=True)
    skips = fields.IntField()
    created_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    updated_at = fields.DatetimeField()
    version = fields.IntField()

    class Meta(Model.Meta):
        table = "task"


class WorkCase(Model):
    """An exception that somebody works on."""

    id = fields.UUIDField(primary_key=True)
    location_id = fields.UUIDField(null=True)
    kind = fields.TextField()
    severity = fields.TextField()
    status = fields.TextField()
    title = fields.TextField()
    facts: fields.JSONField[dict[str, object]] = fields.JSONField()
    bin_id = fields.UUIDField(null=True)
    item_id = fields.UUIDField(null=True)
    subject_kind = fields.TextField(null=True)
    subject_id = fields.UUIDField(null=True)
    operation_id = fields.UUIDField(null=True)
    opened_at = fields.DatetimeField()
    opened_by = fields.UUIDField(null=True)
    due_at = fields.DatetimeField(null=True)
    assignee_id = fields.UUIDField(null=True)
    resolution = fields.TextField(null=True)
    resolved_by = fields.UUIDField(null=True)
    resolved_at = fields.DatetimeField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "work_case"


class CaseNote(Model):
    """What somebody said about a case: never changed, never deleted."""

    id = fields.UUIDField(primary_key=True)
    case_id = fields.UUIDField()
    author_id = fields.UUIDField()
    written_at = fields.DatetimeField()
    text = fields.TextField()

    class Meta(Model.Meta):
        table = "case_note"


class Approval(Model):
    """A second person's yes."""

    id = fields.UUIDField(primary_key=True)
    location_id = fields.UUIDField()
    kind = fields.TextField()
    status = fields.TextField()
    subject_kind = fields.TextField()
    subject_id = fields.UUIDField()
    sentence = fields.TextField()
    value_minor = fields.BigIntField(null=True)
    currency = fields.TextField(null=True)
    requested_by = fields.UUIDField()
    not_by = fields.UUIDField(null=True)
    requested_at = fields.DatetimeField()
    reason = fields.TextField(null=True)
    due_at = fields.DatetimeField(null=True)
    decided_by = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    note = fields.TextField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "approval"


class ApprovalPolicy(Model):
    """Who may do what alone."""

    kind = fields.CharField(max_length=32, primary_key=True)
    free_minor = fields.BigIntField()
    approver_minor = fields.BigIntField(null=True)
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "approval_policy"
