"""In-house trainings: activities, their cycles and courses, who is expected, what is decided."""

from datetime import date, datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.register.accounts import AccountRow
from storage.models.register.people import DepartmentRow, StaffRow, UnitRow


# `waits_since` is `submitted_at` while it is under review, whatever of it is.
class TrainingRow(Model):
    id = fields.CharField(16, primary_key=True)
    unit: fields.ForeignKeyRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", related_name="trainings", on_delete=fields.RESTRICT
    )
    unit_id: str
    department: fields.ForeignKeyRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="trainings", on_delete=fields.RESTRICT
    )
    department_id: str
    entered_by = fields.CharField(16)
    year = fields.IntField()
    name = fields.TextField()
    rule = fields.CharField(80)
    points = fields.BigIntField()
    hours = fields.BigIntField()
    discipline = fields.CharField(40)
    mode = fields.CharField(80)
    assessment = fields.CharField(80)
    other_number = fields.TextField()
    remark = fields.TextField()
    project_number = fields.CharField(64, default="", db_default="")
    stage = fields.CharField(30)
    created_at: datetime = fields.DatetimeField()
    starts_at: datetime | None = fields.DatetimeField(null=True)
    ends_at: datetime | None = fields.DatetimeField(null=True)
    submitted_at: datetime | None = fields.DatetimeField(null=True)
    waits_since: datetime | None = fields.DatetimeField(null=True)
    decided_at: datetime | None = fields.DatetimeField(null=True)
    decided_by = fields.CharField(16, null=True)
    decided_from = fields.CharField(30, null=True)
    reason = fields.TextField()
    awarded_at: datetime | None = fields.DatetimeField(null=True)
    report = fields.TextField()
    guests = fields.IntField(null=True)
    passed = fields.IntField(null=True)
    effective_on: date | None = fields.DateField(null=True)
    version = fields.IntField()

    class Meta:
        table = "training"
        indexes = (
            Index(
                fields=("department_id", "year", "stage", "starts_at", "id", "ends_at", "unit_id"),
                name="training_of_department",
            ),
            Index(fields=("unit_id", "waits_since", "id", "entered_by"), name="training_queue"),
            Index(fields=("unit_id", "stage", "ends_at", "year"), name="training_progress"),
            Index(fields=("unit_id", "year", "stage", "ends_at"), name="training_stages"),
            Index(
                fields=(
                    *("unit_id", "created_at", "id", "stage", "ends_at", "starts_at", "year"),
                    *("department_id", "rule", "mode", "discipline", "name"),
                ),
                name="training_entered",
            ),
            Index(
                fields=("unit_id", "year", "created_at", "id", "stage", "ends_at"),
                name="training_of_year",
            ),
            Index(
                fields=("unit_id", "starts_at", "id", "stage", "ends_at", "year"),
                name="training_held",
            ),
            Index(fields=("ends_at",), name="training_time"),
        )


# `point` is the number in the cycle's codes, `board` counts renewed board links.
class CycleRow(Model):
    id = fields.CharField(16, primary_key=True)
    training: fields.ForeignKeyRelation[TrainingRow] = fields.ForeignKeyField(
        "models.TrainingRow", related_name="cycles", on_delete=fields.RESTRICT, db_index=True
    )
    training_id: str
    number = fields.IntField()
    starts_at: datetime = fields.DatetimeField()
    ends_at: datetime = fields.DatetimeField()
    place = fields.TextField()
    capacity = fields.IntField(null=True)
    is_open = fields.BooleanField()
    policy: dict[str, Any] = fields.JSONField()
    point = fields.IntField(unique=True)
    board = fields.IntField()
    reminded_day = fields.BooleanField(default=False, db_default=False)
    reminded_hour = fields.BooleanField(default=False, db_default=False)
    invited_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "cycle"
        indexes = (
            Index(fields=("starts_at",), name="cycle_time"),
            Index(fields=("ends_at", "starts_at", "id"), name="cycle_end"),
            Index(fields=("is_open", "ends_at"), name="cycle_open"),
        )


class CourseRow(Model):
    id = fields.CharField(16, primary_key=True)
    cycle: fields.ForeignKeyRelation[CycleRow] = fields.ForeignKeyField(
        "models.CycleRow", related_name="courses", on_delete=fields.RESTRICT, db_index=True
    )
    cycle_id: str
    topic = fields.TextField()
    teacher = fields.TextField()
    teacher_staff: fields.ForeignKeyNullableRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="courses", on_delete=fields.RESTRICT, null=True,
        db_index=True,
    )  # fmt: skip
    teacher_staff_id: str | None
    hours = fields.BigIntField()
    method = fields.CharField(80)
    starts_at: datetime = fields.DatetimeField()
    ends_at: datetime = fields.DatetimeField()

    class Meta:
        table = "course"


# A department, or somebody by name.
class ExpectedRow(Model):
    id = fields.BigIntField(primary_key=True)
    cycle: fields.ForeignKeyRelation[CycleRow] = fields.ForeignKeyField(
        "models.CycleRow", related_name="expected", on_delete=fields.RESTRICT
    )
    cycle_id: str
    department: fields.ForeignKeyNullableRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", related_name="expected", on_delete=fields.RESTRICT, null=True
    )
    department_id: str | None
    staff: fields.ForeignKeyNullableRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="expected", on_delete=fields.RESTRICT, null=True
    )
    staff_id: str | None

    class Meta:
        table = "expected"
        indexes = (
            Index(fields=("cycle_id", "staff_id"), name="expected_person"),
            Index(fields=("cycle_id", "department_id"), name="expected_department"),
            Index(fields=("staff_id",), name="expected_where"),
            Index(fields=("department_id",), name="expected_of_department"),
        )


class ChoiceRow(Model):
    id = fields.BigIntField(primary_key=True)
    training: fields.ForeignKeyRelation[TrainingRow] = fields.ForeignKeyField(
        "models.TrainingRow", related_name="choices", on_delete=fields.RESTRICT
    )
    training_id: str
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="choices", on_delete=fields.RESTRICT
    )
    staff_id: str
    role = fields.CharField(20)
    is_included = fields.BooleanField()
    reason = fields.TextField()

    class Meta:
        table = "award_choice"
        unique_together = (("training", "staff", "role"),)


class TrainingFileRow(Model):
    id = fields.CharField(16, primary_key=True)
    training: fields.ForeignKeyRelation[TrainingRow] = fields.ForeignKeyField(
        "models.TrainingRow", related_name="files", on_delete=fields.RESTRICT, db_index=True
    )
    training_id: str
    kind = fields.CharField(20)
    sha256 = fields.CharField(64)
    name = fields.TextField()
    media_type = fields.CharField(100)
    size_bytes = fields.BigIntField()
    pages = fields.IntField(default=1, db_default=1)
    has_view = fields.BooleanField()
    uploaded_at: datetime = fields.DatetimeField()

    class Meta:
        table = "training_file"
        indexes = (Index(fields=("sha256",), name="training_file_content"),)


class TrainingSettingsRow(Model):
    unit: fields.OneToOneRelation[UnitRow] = fields.OneToOneField(
        "models.UnitRow", related_name="training_settings", on_delete=fields.RESTRICT,
        primary_key=True,
    )  # fmt: skip
    unit_id: str
    policy: dict[str, Any] = fields.JSONField()
    speaker_factor = fields.IntField()
    networks: list[str] = fields.JSONField()

    class Meta:
        table = "training_settings"


class AssessmentRow(Model):
    id = fields.BigIntField(primary_key=True)
    training: fields.ForeignKeyRelation[TrainingRow] = fields.ForeignKeyField(
        "models.TrainingRow", related_name="assessments", on_delete=fields.RESTRICT
    )
    training_id: str
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="assessments", on_delete=fields.RESTRICT
    )
    staff_id: str
    outcome = fields.CharField(10)
    score = fields.BigIntField(null=True)

    class Meta:
        table = "assessment"
        unique_together = (("training", "staff"),)


# `number` counts the links to somebody's calendar; an ended one has none that is good.
class CalendarRow(Model):
    account: fields.OneToOneRelation[AccountRow] = fields.OneToOneField(
        "models.AccountRow", related_name="calendar", on_delete=fields.RESTRICT, primary_key=True
    )
    account_id: str
    number = fields.IntField()
    is_open = fields.BooleanField()

    class Meta:
        table = "calendar"
