"""What opens the files: their content lies elsewhere, sealed."""

from datetime import datetime

from tortoise import fields
from tortoise.models import Model


# Each file has a key of its own, which the installation's secret wraps; a new secret changes rows
# and no file. `stored_as` is where the content lies: a place is used once, so that whoever throws
# an old content away never meets a new one. `removed_at`: nothing names the file since then.
class FileRow(Model):
    sha256 = fields.CharField(64, primary_key=True)
    stored_as = fields.CharField(64, unique=True)
    size_bytes = fields.BigIntField()
    wrapped_key = fields.BinaryField()
    key_id = fields.CharField(16)
    removed_at: datetime | None = fields.DatetimeField(null=True, db_index=True)

    class Meta:
        table = "file"
