"""What came of each training that was held, and which of them are to be counted (again)."""

from datetime import datetime

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Numbers(Model):
    cycles = fields.IntField()
    expected = fields.IntField()
    present = fields.IntField()
    came = fields.IntField()
    speakers = fields.IntField()
    credits = fields.IntField()
    points = fields.BigIntField()

    class Meta:
        abstract = True


# The first columns repeat the training, to be searched by. `by_records`: who was expected as a
# department was taken from the records of the training's year, else from the register.
class TallyRow(Numbers):
    training_id = fields.CharField(16, primary_key=True)
    unit_id = fields.CharField(16)
    department_id = fields.CharField(16)
    year = fields.IntField()
    rule = fields.CharField(80)
    stage = fields.CharField(30)
    starts_at: datetime | None = fields.DatetimeField(null=True)
    month = fields.IntField(null=True)
    by_records = fields.BooleanField()

    class Meta:
        table = "tally"
        indexes = (
            Index(
                fields=(
                    *("unit_id", "year", "by_records", "month", "cycles", "expected", "present"),
                    *("came", "speakers", "credits", "points", "training_id", "stage"),
                ),
                name="tally_sums",
            ),
            Index(fields=("department_id", "year"), name="tally_of_department"),
            Index(fields=("by_records", "year"), name="tally_by_records"),
        )


# What the tallies of a unit's year come to, by the month in which trainings began (0: none is
# said): written with each tally, so that a page sums no more than a dozen rows.
class TallySumRow(Numbers):
    id = fields.BigIntField(primary_key=True)
    unit_id = fields.CharField(16)
    year = fields.IntField()
    by_records = fields.BooleanField()
    month = fields.IntField()
    activities = fields.IntField()

    class Meta:
        table = "tally_sum"
        unique_together = (("unit_id", "year", "by_records", "month"),)


# A training, from the moment on when it is over, or all that expect a department. Rows are only
# added and taken away, and hang on nothing: whoever says that something has changed locks nothing.
class UncountedRow(Model):
    id = fields.BigIntField(primary_key=True)
    training_id = fields.CharField(16, null=True, db_index=True)
    department_id = fields.CharField(16, null=True, db_index=True)
    due_ms = fields.BigIntField(default=0, db_default=0)

    class Meta:
        table = "uncounted"
        indexes = (Index(fields=("due_ms", "training_id"), name="uncounted_due"),)
