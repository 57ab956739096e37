"""A unit's officers and newcomers are found among a hundred thousand accounts by one index."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0026_flat")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="AccountRow", name="account_newcomer", fields=None),
        ops.AddIndex(
            model_name="AccountRow",
            index=Index(
                fields=["unit_id", "office", "password_hash", "staff_id"], name="account_of_unit"
            ),
        ),
    ]
