"""How many of a department's people stand how in a year, by what they were in it."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


# One level, title, kind of post, or all of the department; `key` is empty for those without one.
# Of the stored years and never of changes, so that a row is right or its department is uncounted.
class YearGroupRow(Model):
    id = fields.BigIntField(primary_key=True)
    unit_id = fields.CharField(16)
    department_id = fields.CharField(16)
    year = fields.IntField()
    by = fields.CharField(20)
    key = fields.CharField(80)
    people = fields.IntField()
    met = fields.IntField()
    not_met = fields.IntField()
    on_the_way = fields.IntField()
    empty = fields.IntField()
    points = fields.BigIntField()

    class Meta:
        table = "year_group"
        unique_together = (("department_id", "year", "by", "key"),)
        indexes = (
            Index(
                fields=(
                    *("unit_id", "year", "by", "key", "department_id"),
                    *("people", "met", "not_met", "on_the_way", "empty", "points"),
                ),
                name="year_group_sums",
            ),
        )


# A department whose people of a year are to be counted (again). Rows are only added and taken away,
# and hang on nothing: whoever says that something has changed locks nothing.
class UncountedYearRow(Model):
    id = fields.BigIntField(primary_key=True)
    unit_id = fields.CharField(16)
    department_id = fields.CharField(16)
    year = fields.IntField()

    class Meta:
        table = "uncounted_year"
        indexes = (
            Index(fields=("unit_id", "year", "department_id"), name="uncounted_of_unit"),
            Index(fields=("department_id", "year"), name="uncounted_of_department"),
        )
