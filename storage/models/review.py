"""What was decided on all that is under review, and the reasons units keep for it."""

from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from storage.models.register.people import UnitRow


# The subject is a kind and an id, no key: a new kind needs no new table. Undone ones stay.
class DecisionRow(Model):
    id = fields.BigIntField(primary_key=True)
    subject_kind = fields.CharField(20)
    subject_id = fields.CharField(16)
    number = fields.IntField()
    stage = fields.CharField(30)
    decision = fields.CharField(20)
    reason = fields.TextField()
    by = fields.CharField(16)
    at: datetime = fields.DatetimeField()
    undone_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "decision"
        unique_together = (("subject_kind", "subject_id", "number"),)


class ReasonsRow(Model):
    unit: fields.OneToOneRelation[UnitRow] = fields.OneToOneField(
        "models.UnitRow", related_name="reasons", on_delete=fields.RESTRICT, primary_key=True
    )
    unit_id: str
    reasons: dict[str, list[str]] = fields.JSONField()

    class Meta:
        table = "reasons"
