from datetime import datetime

from tortoise import fields
from tortoise.models import Model


# One row: which of the processes that share a database talks to the chats and keeps midnight.
class LeaderRow(Model):
    id = fields.IntField(primary_key=True, generated=False)
    holder = fields.CharField(16)
    until: datetime = fields.DatetimeField()

    class Meta:
        table = "leader"
