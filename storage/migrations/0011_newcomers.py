"""Who has never signed in is found by an index."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0010_authority")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="AccountRow",
            index=Index(fields=["password_hash", "office", "staff_id"], name="account_newcomer"),
        ),
    ]
