"""The keys of sealed files, and account names sealed beside their index."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0006_likeness")]

    initial = False

    operations = [
        ops.CreateModel(
            name="FileRow",
            fields=[
                (
                    "sha256",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                ("stored_as", fields.CharField(unique=True, max_length=64)),
                ("size_bytes", fields.BigIntField()),
                ("wrapped_key", fields.BinaryField()),
                ("key_id", fields.CharField(max_length=16)),
                (
                    "removed_at",
                    fields.DatetimeField(
                        null=True, db_index=True, auto_now=False, auto_now_add=False
                    ),
                ),
            ],
            options={"table": "file", "app": "models", "pk_attr": "sha256"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="AccountRow", name="login", field=fields.BinaryField(null=True)
        ),
        ops.AddIndex(
            model_name="TrainingFileRow",
            index=Index(fields=["sha256"], name="training_file_content"),
        ),
    ]
