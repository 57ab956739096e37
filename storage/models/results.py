"""What the engine answered for a person-year, and the forms that were issued on it."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from storage.models.people import StaffRow


class ResultRow(Model):
    id = fields.BigIntField(primary_key=True)
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="results", on_delete=fields.RESTRICT
    )
    staff_id: str
    year = fields.IntField()
    outcome = fields.CharField(20)
    points = fields.BigIntField()
    counting_points = fields.BigIntField()
    hours = fields.BigIntField()
    counting_hours = fields.BigIntField()
    shortfalls: list[list[Any]] = fields.JSONField()

    class Meta:
        table = "result"
        unique_together = (("staff", "year"),)


class IssueRow(Model):
    code = fields.CharField(40, primary_key=True)
    content_hash = fields.CharField(64, unique=True)
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="issues", on_delete=fields.RESTRICT
    )
    staff_id: str
    year = fields.IntField()
    issued_at: datetime = fields.DatetimeField()
    facts: dict[str, Any] = fields.JSONField()

    class Meta:
        table = "issue"
