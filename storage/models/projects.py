"""Projects: the unit's published list, applications for new ones, who runs which."""

from datetime import date, datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.register.people import DepartmentRow, StaffRow, UnitRow


# `number_key` is the number as numbers are compared.
class ProjectRow(Model):
    id = fields.CharField(16, primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="projects", on_delete=fields.RESTRICT
    )
    unit_id: str
    year = fields.IntField()
    number = fields.TextField()
    number_key = fields.CharField(64)
    name = fields.TextField()
    level = fields.CharField(20)
    organiser = fields.TextField()
    place = fields.TextField()
    starts_on: date | None = fields.DateField(null=True)
    ends_on: date | None = fields.DateField(null=True)
    points = fields.BigIntField()

    class Meta:
        table = "project"
        unique_together = (("unit", "year", "number_key"),)


# `answers` are the texts of the form, `courses` its lectures; `name` repeats one, to be searched.
class ApplicationRow(Model):
    id = fields.CharField(16, primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="applications", on_delete=fields.RESTRICT
    )
    unit_id: str
    department: fields.ForeignKeyRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="applications", on_delete=fields.RESTRICT
    )
    department_id: str
    entered_by = fields.CharField(16)
    year = fields.IntField()
    level = fields.CharField(20)
    name = fields.TextField()
    leader: fields.ForeignKeyNullableRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="applications", on_delete=fields.RESTRICT, null=True
    )
    leader_id: str | None
    answers: dict[str, str] = fields.JSONField()
    courses: list[dict[str, Any]] = fields.JSONField()
    stage = fields.CharField(30)
    number = fields.TextField()
    number_key = fields.CharField(64)
    created_at: datetime = fields.DatetimeField()
    submitted_at: datetime | None = fields.DatetimeField(null=True)
    decided_at: datetime | None = fields.DatetimeField(null=True)
    decided_by = fields.CharField(16, null=True)
    decided_from = fields.CharField(30, null=True)
    reason = fields.TextField()
    version = fields.IntField()

    class Meta:
        table = "application"
        indexes = (
            Index(fields=("department_id", "created_at"), name="application_of_department"),
            Index(fields=("unit_id", "created_at"), name="application_entered"),
            Index(fields=("unit_id", "stage", "submitted_at"), name="application_queue"),
        )


class ApplicationFileRow(Model):
    id = fields.CharField(16, primary_key=True)
    application: fields.ForeignKeyRelation[ApplicationRow] = fields.ForeignKeyField(
        "models.ApplicationRow", related_name="files", on_delete=fields.RESTRICT, db_index=True
    )
    application_id: str
    kind = fields.CharField(20)
    sha256 = fields.CharField(64, db_index=True)
    name = fields.TextField()
    media_type = fields.CharField(100)
    size_bytes = fields.BigIntField()
    pages = fields.IntField()
    has_view = fields.BooleanField()
    uploaded_at: datetime = fields.DatetimeField()

    class Meta:
        table = "application_file"


class ApplicationWindowRow(Model):
    id = fields.BigIntField(primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="application_windows", on_delete=fields.RESTRICT
    )
    unit_id: str
    year = fields.IntField()
    opens_on: date = fields.DateField()
    closes_on: date = fields.DateField()

    class Meta:
        table = "application_window"
        unique_together = (("unit", "year"),)


# Who took a project on stays on record after it was taken back.
class DelegationRow(Model):
    id = fields.CharField(16, primary_key=True)
    project: fields.ForeignKeyRelation[ProjectRow] = fields.ForeignKeyField(
        "models.ProjectRow", related_name="delegations", on_delete=fields.RESTRICT, db_index=True
    )
    project_id: str
    unit_id = fields.CharField(16)
    department: fields.ForeignKeyRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="delegations", on_delete=fields.RESTRICT
    )
    department_id: str
    training_id = fields.CharField(16, null=True)
    delegated_at: datetime = fields.DatetimeField()
    delegated_by = fields.TextField()
    taken_back_at: datetime | None = fields.DatetimeField(null=True)
    reason = fields.TextField()

    class Meta:
        table = "delegation"
        indexes = (
            Index(fields=("department_id", "delegated_at"), name="delegation_of_department"),
            Index(fields=("unit_id", "delegated_at"), name="delegation_of_unit"),
        )
