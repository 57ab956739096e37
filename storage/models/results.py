"""What the engine answered for a person-year, and the forms that were issued on it."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model

from storage.models.register.people import StaffRow


# What the engine said of a person-year and what the person was in it, so that lists and statistics
# read rows and run nothing. Totals are pairs, all and counting, by class, subject and subtype.
# `hoped` is the outcome once all that waits is approved. Where no record applies, title and status
# are missing and the place is where the person works now.
#
# A row that was there before it could be dirty is: the rules may have changed with the software.
class ResultRow(Model):
    id = fields.BigIntField(primary_key=True)
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="results", on_delete=fields.RESTRICT
    )
    staff_id: str
    year = fields.IntField()
    outcome = fields.CharField(20)
    hoped = fields.CharField(20, db_default="not-required")
    points = fields.BigIntField()
    counting_points = fields.BigIntField()
    hours = fields.BigIntField()
    counting_hours = fields.BigIntField()
    shortfalls: list[list[Any]] = fields.JSONField()
    by_class: dict[str, list[int]] | None = fields.JSONField(null=True)
    by_subject: dict[str, list[int]] | None = fields.JSONField(null=True)
    by_subtype: dict[str, list[int]] | None = fields.JSONField(null=True)
    title = fields.CharField(80, null=True)
    level = fields.CharField(40, null=True)
    status = fields.CharField(80, null=True)
    post_type = fields.CharField(20, null=True)
    unit_id = fields.CharField(16, null=True)
    department_id = fields.CharField(16, null=True)
    dirty = fields.BooleanField(default=False, db_default=True)

    class Meta:
        table = "result"
        unique_together = (("staff", "year"),)
        indexes = (
            Index(
                fields=(
                    *("unit_id", "year", "outcome", "hoped", "counting_points", "id"),
                    *("staff_id", "title", "level", "status", "post_type", "points"),
                ),
                name="result_unit_outlook",
            ),
            Index(
                fields=("department_id", "year", "outcome", "hoped", "counting_points", "id"),
                name="result_department_outlook",
            ),
            Index(
                fields=(
                    *("department_id", "year", "unit_id", "level", "title", "post_type"),
                    *("outcome", "hoped", "points"),
                ),
                name="result_groups",
            ),
            PartialIndex(
                fields=("staff_id", "year"), name="result_dirty", condition={"dirty": True}
            ),
        )


class IssueRow(Model):
    code = fields.CharField(40, primary_key=True)
    content_hash = fields.CharField(64, unique=True)
    staff: fields.ForeignKeyNullableRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="issues", on_delete=fields.RESTRICT, null=True
    )
    staff_id: str | None
    year = fields.IntField()
    issued_at: datetime = fields.DatetimeField()
    facts: dict[str, Any] = fields.JSONField()

    class Meta:
        table = "issue"
