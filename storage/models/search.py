"""What people and trainings are found by."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


# A beginning of `term` is looked for, within a unit or a department: those are where the subject
# is now. With PostgreSQL the column has the collation "C", whatever the database's own is, so that
# what begins alike lies together.
class SearchTermRow(Model):
    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(20)
    unit_id = fields.CharField(16)
    department_id = fields.CharField(16)
    term = fields.CharField(40)
    subject_id = fields.CharField(16)

    class Meta:
        table = "search_term"
        indexes = (
            Index(fields=("unit_id", "kind", "term", "subject_id"), name="search_of_unit"),
            Index(
                fields=("department_id", "kind", "term", "subject_id"), name="search_of_department"
            ),
            Index(fields=("subject_id", "kind", "term"), name="search_of_subject"),
        )
