"""Work beside the requests: asked for or due by the clock, done by one process at a time."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


# Whoever works on it holds it until `leased_until`; then it is anybody's again. Work that comes
# again and again is one row, named by its kind, that is never finished: it is due at `due_at`.
# `attempts` counts how often it was taken since it was asked for or last done.
class JobRow(Model):
    id = fields.CharField(16, primary_key=True)
    kind = fields.CharField(40)
    arguments: dict[str, Any] = fields.JSONField()
    asked_by = fields.CharField(16)
    created_at: datetime = fields.DatetimeField()
    progress_percent = fields.IntField(default=0, db_default=0)
    leased_by = fields.CharField(16, null=True)
    leased_until: datetime | None = fields.DatetimeField(null=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)
    result_key = fields.CharField(200, null=True)
    error = fields.TextField(null=True)
    outcome: dict[str, Any] | None = fields.JSONField(null=True)
    key = fields.CharField(64, null=True)
    due_at: datetime | None = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "job"
        unique_together = (("asked_by", "key"),)
        indexes = (
            Index(fields=("finished_at", "created_at"), name="job_queue"),
            Index(fields=("asked_by", "created_at"), name="job_asked"),
        )
