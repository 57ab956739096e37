"""What units have added to their lists: it must be known everywhere, for its people move."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0021_claims")]

    initial = False

    operations = [
        ops.AddField(
            model_name="RulebookRow",
            name="is_added",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(
            model_name="RulebookRow",
            index=Index(fields=["is_added", "version"], name="rulebook_added"),
        ),
    ]
