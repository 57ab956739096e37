"""What units set differently in the rulebook."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.register.people import UnitRow


# One row of a unit's own over the shipped files; `contents` of NULL: withdrawn. `revision` counts
# the changes of the unit, so that the highest one tells whether anything has changed. What is
# added to a list is in no file, so that the other units must know it, too.
class RulebookRow(Model):
    id = fields.BigIntField(primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="rulebook_rows", on_delete=fields.RESTRICT
    )
    unit_id: str
    year = fields.IntField()
    table_name = fields.CharField(40)
    code = fields.CharField(120)
    contents: dict[str, Any] | None = fields.JSONField(null=True)
    source = fields.TextField()
    changed_by = fields.CharField(16)
    changed_at: datetime = fields.DatetimeField()
    version = fields.IntField()
    is_added = fields.BooleanField(default=False, db_default=False)
    revision = fields.IntField()

    class Meta:
        table = "rulebook_row"
        unique_together = (("unit", "year", "table_name", "code"), ("unit", "revision"))
        indexes = (Index(fields=("is_added", "version"), name="rulebook_added"),)
