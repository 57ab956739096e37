"""Which chat brought a link's code; which answers of its draft a chat has given by which message."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0036_indexed")]

    initial = False

    operations = [
        ops.AddField(
            model_name="ConversationRow",
            name="taken",
            field=fields.TextField(default="", db_default="", unique=False),
        ),
        ops.AddField(
            model_name="LinkRow",
            name="brought_by",
            field=fields.TextField(default="", db_default="", unique=False),
        ),
    ]
