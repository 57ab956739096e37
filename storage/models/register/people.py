"""Units, departments, the register of staff, and each person's record of a year.

What people write is limited by the domain, so those columns are TEXT; ids and codes are short.
Deleting is restricted throughout: nobody's history disappears with another row.
"""

from datetime import date

from tortoise import fields
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model


class UnitRow(Model):
    id = fields.CharField(16, primary_key=True)
    code = fields.CharField(20, unique=True)
    name = fields.TextField()
    level = fields.TextField()
    authority_level = fields.CharField(20, null=True)
    authority = fields.CharField(20, null=True)
    demands_second_factor = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "unit"


class DepartmentRow(Model):
    id = fields.CharField(16, primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="departments", on_delete=fields.RESTRICT
    )
    unit_id: str
    code = fields.CharField(20)
    name = fields.TextField()
    closed_on: date | None = fields.DateField(null=True)
    merged_into: fields.ForeignKeyNullableRelation["DepartmentRow"] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="merged", on_delete=fields.RESTRICT, null=True
    )
    merged_into_id: str | None
    former_names: list[list[str]] = fields.JSONField(default=list, db_default="[]")
    enters_credits = fields.BooleanField(default=True, db_default=True)

    class Meta:
        table = "department"
        unique_together = (("unit", "code"),)


# The document number and the mobile are sealed; the index finds the same number again.
# `staff_number` is the province's and the person's: it stays whatever unit they work at.
# The pair of unit and number is the order of a unit's lists. `is_newcomer` says of whom there is an
# account that nobody has ever signed in with: it follows what is written of accounts.
class StaffRow(Model):
    id = fields.CharField(16, primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="staff", on_delete=fields.RESTRICT
    )
    unit_id: str
    department: fields.ForeignKeyRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="staff", on_delete=fields.RESTRICT, db_index=True
    )
    department_id: str
    staff_number = fields.CharField(40)
    name = fields.TextField()
    sex = fields.CharField(10)
    born_on: date = fields.DateField()
    title = fields.CharField(80)
    status = fields.CharField(80)
    post_type = fields.CharField(20)
    specialty = fields.TextField()
    position = fields.TextField()
    title_awarded_on: date | None = fields.DateField(null=True)
    appointed_in = fields.IntField(null=True)
    left_on: date | None = fields.DateField(null=True)
    document_kind = fields.CharField(30, default="resident", db_default="resident")
    staff_kind = fields.CharField(40, default="", db_default="")
    photo = fields.CharField(64, null=True)
    document = fields.BinaryField()
    document_index = fields.CharField(64, db_index=True)
    mobile = fields.BinaryField()
    mobile_index = fields.CharField(64, db_index=True)
    version = fields.IntField(default=1, db_default=1)
    is_newcomer = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "staff"
        unique_together = (("unit", "staff_number"), ("staff_number",))
        indexes = (
            Index(fields=("unit_id", "title", "staff_number", "id"), name="staff_of_title"),
            Index(fields=("unit_id", "status", "staff_number", "id"), name="staff_of_status"),
            Index(fields=("unit_id", "specialty", "staff_number", "id"), name="staff_of_specialty"),
            Index(fields=("unit_id", "post_type", "staff_number", "id"), name="staff_of_post"),
            PartialIndex(
                fields=("unit_id", "staff_number", "id"),
                name="staff_newcomer",
                condition={"is_newcomer": True},
            ),
        )


# One row: how many staff numbers have been allocated here; who allocates queues up on it.
class NumberRangeRow(Model):
    id = fields.IntField(primary_key=True, generated=False)
    allocated = fields.BigIntField()

    class Meta:
        table = "number_range"


# Where somebody worked from a day on, to before a day; without a first day, since before the
# register began; without a last, still.
class PostingRow(Model):
    id = fields.BigIntField(primary_key=True)
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="postings", on_delete=fields.RESTRICT, db_index=True
    )
    staff_id: str
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="postings", on_delete=fields.RESTRICT
    )
    unit_id: str
    department: fields.ForeignKeyRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="postings", on_delete=fields.RESTRICT
    )
    department_id: str
    from_on: date | None = fields.DateField(null=True)
    to_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "posting"


class YearRecordRow(Model):
    id = fields.BigIntField(primary_key=True)
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="records", on_delete=fields.RESTRICT
    )
    staff_id: str
    year = fields.IntField()
    title = fields.CharField(80)
    status = fields.CharField(80)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="records", on_delete=fields.RESTRICT
    )
    unit_id: str
    department: fields.ForeignKeyRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="records", on_delete=fields.RESTRICT
    )
    department_id: str
    title_awarded_on: date | None = fields.DateField(null=True)
    post_type = fields.CharField(20, null=True)
    staff_kind = fields.CharField(40, default="", db_default="")
    remark = fields.TextField(default="", db_default="")
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "year_record"
        unique_together = (("staff", "year"),)
        indexes = (Index(fields=("department_id", "year"), name="record_of_department"),)
