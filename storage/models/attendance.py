"""Attendance: one row a person and phase, and every scan as it came.

Check-ins are written with plain SQL (`storage/check_ins.py`), so moments are whole milliseconds
since 1970, the same on every database, and no row hangs on an object.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


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
