"""A department's credits of one year are told apart in the index that gives their order."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0037_channels")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="CreditRow", name="credit_of_department", fields=None),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(
                fields=["department_id", "created_at", "year", "stage"],
                name="credit_of_department",
            ),
        ),
    ]
