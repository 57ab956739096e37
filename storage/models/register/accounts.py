"""Accounts and what opens them: sessions of browsers, links that work once."""

from datetime import datetime

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.register.people import DepartmentRow, StaffRow, UnitRow


# The login is found by its blind index, since for most people it is their document; sealed it is
# kept only so that the index can be made anew under another secret.
#
# `roles` holds the roles between blanks, one in front and one behind: " staff ".
class AccountRow(Model):
    id = fields.CharField(16, primary_key=True)
    login_index = fields.CharField(64, unique=True)
    login = fields.BinaryField(null=True)
    name = fields.TextField()
    roles = fields.CharField(200)
    unit: fields.ForeignKeyNullableRelation[UnitRow] = fields.ForeignKeyField(
        "models.UnitRow", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    unit_id: str | None
    department: fields.ForeignKeyNullableRelation[DepartmentRow] = fields.ForeignKeyField(
        "models.DepartmentRow", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    department_id: str | None
    staff: fields.ForeignKeyNullableRelation[StaffRow] = fields.ForeignKeyField(
        "models.StaffRow", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    staff_id: str | None
    office = fields.CharField(40, null=True)
    office_phone = fields.TextField(default="", db_default="")
    mobile = fields.BinaryField(null=True)
    mobile_index = fields.CharField(64, null=True)
    language = fields.CharField(16, null=True)
    password_hash = fields.CharField(200, null=True)
    opened_at: datetime | None = fields.DatetimeField(null=True)
    wants_reminders = fields.BooleanField(default=True, db_default=True)

    class Meta:
        table = "account"
        indexes = (
            Index(fields=("unit_id", "office"), name="account_of_unit"),
            Index(fields=("mobile_index",), name="account_mobile"),
        )


class SessionRow(Model):
    id = fields.CharField(16, primary_key=True)
    account: fields.ForeignKeyRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="sessions", on_delete=fields.RESTRICT, db_index=True
    )
    account_id: str
    token_hash = fields.CharField(64, unique=True)
    created_at: datetime = fields.DatetimeField()
    seen_at: datetime = fields.DatetimeField()
    until: datetime = fields.DatetimeField()
    ip = fields.CharField(64)
    device = fields.TextField()
    only_password = fields.BooleanField()
    asks_code = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "session"


# The id is the account's. The secret is sealed; recovery codes are hashes of those not used yet.
class SecondFactorRow(Model):
    id = fields.CharField(16, primary_key=True)
    secret = fields.BinaryField()
    confirmed = fields.BooleanField()
    last_step = fields.BigIntField()
    recovery: list[str] = fields.JSONField()

    class Meta:
        table = "second_factor"


class LinkRow(Model):
    token_hash = fields.CharField(64, primary_key=True)
    purpose = fields.CharField(20)
    account: fields.ForeignKeyNullableRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="links", on_delete=fields.RESTRICT, null=True
    )
    account_id: str | None
    goes_to = fields.TextField()
    chat_channel = fields.CharField(20, null=True)
    chat_address = fields.CharField(200, null=True)
    chat_name = fields.TextField(default="", db_default="")
    brought_by = fields.TextField(default="", db_default="")
    until: datetime = fields.DatetimeField()
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "link"
        indexes = (Index(fields=("account_id",), name="link_account"),)


# A code that was asked for with a mobile, in one browser; of a mobile that is nobody's it is
# nobody's, so that both cost the same. What it is follows from its id and the secret.
class PhoneCodeRow(Model):
    id = fields.CharField(16, primary_key=True)
    asked_index = fields.CharField(64, unique=True)
    account: fields.ForeignKeyNullableRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="phone_codes", on_delete=fields.RESTRICT, null=True
    )
    account_id: str | None
    until: datetime = fields.DatetimeField(db_index=True)
    tries = fields.IntField(default=0, db_default=0)
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "phone_code"


# Where somebody has signed in before; the key is a hash of account and device together.
class DeviceRow(Model):
    key_hash = fields.CharField(64, primary_key=True)
    account: fields.ForeignKeyRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="devices", on_delete=fields.RESTRICT, db_index=True
    )
    account_id: str
    seen_at: datetime = fields.DatetimeField(db_index=True)

    class Meta:
        table = "device"


# What has failed how often; the key is a keyed hash: no address can be read back from it.
class FailureRow(Model):
    key_index = fields.CharField(64, primary_key=True)
    count = fields.IntField()
    open_at: datetime = fields.DatetimeField()
    until: datetime = fields.DatetimeField(db_index=True)

    class Meta:
        table = "failure"
