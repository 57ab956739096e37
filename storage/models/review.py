"""What was decided on all that is under review, and the reasons units keep for it."""

from datetime import date, datetime

from tortoise import fields
from tortoise.models import Model

from storage.models.register.people import UnitRow


# The subject is a kind and an id, no key: a new kind needs no new table. Undone ones stay.
# `letter_*` say by what an authority elsewhere has decided, where this only records it.
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
    letter_on: date | None = fields.DateField(null=True)
    letter_number = fields.TextField(null=True)
    letter_evidence_id = fields.CharField(16, null=True)
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
