"""Attendance: one row a person and phase, and every scan as it came.

Check-ins are written with plain SQL (`storage/check_ins.py`), so moments are whole milliseconds
since 1970, the same on every database, and no row hangs on an object.
"""

from datetime import datetime

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.register.people import StaffRow
from storage.models.trainings import CycleRow


class AttendanceRow(Model):
    id = fields.BigIntField(primary_key=True)
    cycle_id = fields.CharField(16)
    staff_id = fields.CharField(16)
    phase = fields.CharField(10)
    at_ms = fields.BigIntField()

    class Meta:
        table = "attendance"
        unique_together = (("cycle_id", "phase", "staff_id"),)


# `entry_key` is made by the phone: an entry that is sent again is not another scan.
class ScanRow(Model):
    id = fields.BigIntField(primary_key=True)
    cycle_id = fields.CharField(16)
    staff_id = fields.CharField(16)
    phase = fields.CharField(10)
    at_ms = fields.BigIntField()
    received_ms = fields.BigIntField()
    judged_ms = fields.BigIntField()
    way = fields.CharField(10)
    entry_key = fields.CharField(64)
    device = fields.CharField(64)
    ip = fields.CharField(64)
    device_ms = fields.BigIntField(null=True)
    kept = fields.BooleanField()
    by_account = fields.CharField(16)
    reason = fields.TextField()

    class Meta:
        table = "scan"
        unique_together = (("staff_id", "entry_key"),)
        indexes = (Index(fields=("cycle_id", "id"), name="scan_of_cycle"),)


class ExcuseRow(Model):
    id = fields.BigIntField(primary_key=True)
    cycle: fields.ForeignKeyRelation[CycleRow] = fields.ForeignKeyField(
        "models.CycleRow", related_name="excuses", on_delete=fields.RESTRICT
    )
    cycle_id: str
    staff: fields.ForeignKeyRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", related_name="excuses", on_delete=fields.RESTRICT
    )
    staff_id: str
    reason = fields.TextField()
    at: datetime = fields.DatetimeField()

    class Meta:
        table = "excuse"
        unique_together = (("cycle", "staff"),)


# Somebody from outside who was there: of no register here.
class GuestRow(Model):
    id = fields.CharField(16, primary_key=True)
    cycle: fields.ForeignKeyRelation[CycleRow] = fields.ForeignKeyField(
        "models.CycleRow", related_name="guests", on_delete=fields.RESTRICT, db_index=True
    )
    cycle_id: str
    name = fields.TextField()
    workplace = fields.TextField()
    noted_at: datetime = fields.DatetimeField()

    class Meta:
        table = "guest"
