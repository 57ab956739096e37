"""Credits of every origin, and the files that show what they claim."""

from datetime import date, datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model

from storage.models.register.people import StaffRow


# `unit_id`, `department_id` are where the person is now: they follow when the person moves.
# `held_from`, `held_to`, `activity`, `project_number` repeat the claim, to be searched.
class CreditRow(Model):
    id = fields.CharField(16, primary_key=True)
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="credits", on_delete=fields.RESTRICT
    )
    staff_id: str
    unit_id = fields.CharField(16, db_default="")
    department_id = fields.CharField(16, db_default="")
    entered_by = fields.CharField(16)
    key = fields.CharField(64, null=True)
    origin = fields.CharField(20)
    year = fields.IntField()
    category = fields.CharField(80, null=True)
    rule = fields.CharField(80, null=True)
    subtype = fields.CharField(80)
    quantity = fields.BigIntField(null=True)
    rank = fields.IntField(null=True)
    details: dict[str, str] = fields.JSONField()
    remark = fields.TextField()
    held_from: date | None = fields.DateField(null=True)
    held_to: date | None = fields.DateField(null=True)
    activity = fields.TextField()
    project_number = fields.TextField()
    stage = fields.CharField(30)
    points = fields.BigIntField()
    hours = fields.BigIntField()
    to_authority = fields.BooleanField()
    is_elsewhere = fields.BooleanField(default=False, db_default=False)
    created_at: datetime = fields.DatetimeField()
    submitted_at: datetime | None = fields.DatetimeField(null=True)
    decided_at: datetime | None = fields.DatetimeField(null=True)
    decided_by = fields.CharField(16, null=True)
    decided_from = fields.CharField(30, null=True)
    reason = fields.TextField()
    effective_on: date | None = fields.DateField(null=True)
    training_id = fields.CharField(16, null=True)
    reversed_on: date | None = fields.DateField(null=True)
    import_id = fields.CharField(16, null=True)
    counted = fields.BooleanField(default=False, db_default=False)
    version = fields.IntField()

    class Meta:
        table = "credit"
        unique_together = (("entered_by", "key"),)
        indexes = (
            PartialIndex(
                fields=("staff_id", "year", "subtype", "points"),
                name="credit_counted",
                condition={"counted": True},
            ),
            Index(fields=("staff_id", "year", "stage", "unit_id"), name="credit_of_year"),
            # What a unit, a department, the authority see of everybody, newest first; and of what
            # is not decided yet or will never count, each stage by itself, the oldest first.
            # Further columns are those that rows are told apart by before they are fetched: a
            # thousand rows that are only looked at lie on a thousand pages of the file.
            Index(
                fields=(
                    *("unit_id", "created_at", "id", "origin", "stage", "staff_id", "entered_by"),
                    *("subtype", "rule", "held_from", "held_to"),
                ),
                name="credit_of_unit",
            ),
            Index(
                fields=(
                    *("unit_id", "year", "created_at", "id", "origin", "stage", "staff_id"),
                    *("entered_by", "subtype", "rule"),
                ),
                name="credit_of_unit_year",
            ),
            Index(
                fields=("department_id", "created_at", "year", "stage"),
                name="credit_of_department",
            ),
            Index(fields=("entered_by", "created_at"), name="credit_entered"),
            PartialIndex(
                fields=(
                    *("stage", "created_at", "id", "decided_from", "to_authority"),
                    *("subtype", "rule", "held_from", "held_to"),
                ),
                name="credit_of_authority",
                condition={"to_authority": True},
            ),
            PartialIndex(
                fields=(
                    *("stage", "year", "created_at", "id", "decided_from", "counted"),
                    *("to_authority", "subtype", "rule"),
                ),
                name="credit_authority_year",
                condition={"to_authority": True},
            ),
            PartialIndex(
                fields=(
                    *("unit_id", "stage", "created_at", "id", "origin", "staff_id", "counted"),
                    *("year", "subtype", "rule", "held_from", "held_to"),
                ),
                name="credit_unit_stage",
                condition={"counted": False},
            ),
            PartialIndex(
                fields=("unit_id", "stage", "year", "created_at", "id"),
                name="credit_unit_stage_year",
                condition={"counted": False},
            ),
            PartialIndex(
                fields=(
                    *("unit_id", "origin", "created_at", "id", "stage", "staff_id", "counted"),
                    *("effective_on", "training_id", "activity", "held_to"),
                ),
                name="credit_unit_origin",
                condition={"counted": False},
            ),
            PartialIndex(
                fields=(
                    *("unit_id", "stage", "submitted_at", "id", "staff_id", "counted", "origin"),
                    *("effective_on", "year", "subtype", "rule", "held_from", "held_to"),
                ),
                name="credit_unit_queue",
                condition={"counted": False},
            ),
            PartialIndex(
                fields=("department_id", "stage", "submitted_at", "staff_id", "counted"),
                name="credit_department_queue",
                condition={"counted": False},
            ),
            PartialIndex(
                fields=("entered_by", "stage", "created_at", "id"),
                name="credit_entered_stage",
                condition={"counted": False},
            ),
            PartialIndex(
                fields=(
                    *("stage", "submitted_at", "id", "decided_from", "counted", "to_authority"),
                    *("subtype", "rule", "held_from", "held_to"),
                ),
                name="credit_authority_queue",
                condition={"to_authority": True},
            ),
            Index(fields=("training_id",), name="credit_of_training"),
            Index(fields=("project_number", "unit_id"), name="credit_of_project"),
            Index(fields=("import_id",), name="credit_of_import"),
            PartialIndex(
                fields=("stage", "effective_on"), name="credit_due", condition={"counted": False}
            ),
        )


# Credits that came at once from one workbook: claims, or what was recognised elsewhere. Of those
# who entered claims for one department, the department is named.
class CreditImportRow(Model):
    id = fields.CharField(16, primary_key=True)
    unit_id = fields.CharField(16)
    source = fields.TextField()
    sha256 = fields.CharField(64, db_index=True)
    file_name = fields.TextField()
    size_bytes = fields.BigIntField()
    credits = fields.IntField()
    people = fields.IntField()
    first_year = fields.IntField()
    last_year = fields.IntField()
    taken_over_at: datetime = fields.DatetimeField()
    taken_over_by = fields.TextField()
    taken_back_at: datetime | None = fields.DatetimeField(null=True)
    taken_back_by = fields.TextField()
    reason = fields.TextField()
    kind = fields.CharField(20, default="taken-over", db_default="taken-over")
    department_id = fields.CharField(16, default="", db_default="")
    entered_by = fields.CharField(16, default="", db_default="")

    class Meta:
        table = "credit_import"
        indexes = (Index(fields=("unit_id", "taken_over_at"), name="credit_import_of_unit"),)


class EvidenceRow(Model):
    id = fields.CharField(16, primary_key=True)
    credit: fields.ForeignKeyRelation[CreditRow] = fields.ForeignKeyField(
        "models.CreditRow", related_name="evidence", on_delete=fields.RESTRICT
    )
    credit_id: str
    key = fields.CharField(64)
    sha256 = fields.CharField(64, db_index=True)
    name = fields.TextField()
    media_type = fields.CharField(100)
    size_bytes = fields.BigIntField()
    pages = fields.IntField()
    kind = fields.CharField(80, null=True)
    fingerprint = fields.TextField(null=True)
    has_view = fields.BooleanField()
    uploaded_at: datetime = fields.DatetimeField()
    compared = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "evidence"
        unique_together = (("credit", "key"),)
        indexes = (
            PartialIndex(
                fields=("uploaded_at", "id"),
                name="evidence_to_compare",
                condition={"compared": False},
            ),
        )


# Two files of one person that look like the same paper; each pair is there from both sides. It is
# worked out again from the pictures, so it goes with either of them.
class LikenessRow(Model):
    id = fields.BigIntField(primary_key=True)
    evidence: fields.ForeignKeyRelation[EvidenceRow] = fields.ForeignKeyField(
        "models.EvidenceRow", related_name="alike", on_delete=fields.CASCADE
    )
    evidence_id: str
    other: fields.ForeignKeyRelation[EvidenceRow] = fields.ForeignKeyField(
        "models.EvidenceRow", related_name="alike_to", on_delete=fields.CASCADE, db_index=True
    )
    other_id: str

    class Meta:
        table = "likeness"
        unique_together = (("evidence", "other"),)


# What was read of a file, or that it is to be read. `account_id` is who entered the claim and is
# told; `paper` is the same for photos of one certificate, whoever hands them in; `attempts` counts
# how often the file was taken to be read: one that ends the process is not taken for ever.
class ReadingRow(Model):
    evidence: fields.OneToOneRelation[EvidenceRow] = fields.OneToOneField(
        "models.EvidenceRow",
        related_name="reading",
        on_delete=fields.CASCADE,
        primary_key=True,
    )
    evidence_id: str
    account_id = fields.CharField(16)
    stage = fields.CharField(20)
    asked_at: datetime = fields.DatetimeField()
    attempts = fields.IntField(default=0, db_default=0)
    found: list[dict[str, Any]] = fields.JSONField()
    codes: list[str] = fields.JSONField()
    paper = fields.CharField(64, null=True, db_index=True)
    read_at: datetime | None = fields.DatetimeField(null=True)
    told = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "reading"
        indexes = (
            PartialIndex(
                fields=("asked_at",), name="reading_waiting", condition={"stage": "waiting"}
            ),
            PartialIndex(fields=("read_at",), name="reading_untold", condition={"told": False}),
            Index(fields=("account_id", "read_at"), name="reading_news"),
        )
