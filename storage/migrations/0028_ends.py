"""What projects and applications for them are found by, filled for those that are there."""

from importlib import import_module
from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.domain.search_terms import text_terms

SUBJECTS = (
    ("project", "project", "'', name, number", text_terms),
    ("application", "application", "department_id, name, number", text_terms),
)


async def fill(apps: Any, schema_editor: Any) -> None:
    """Write the terms of every project and application."""
    earlier = import_module("storage.migrations.0025_search")
    await earlier.fill_with(schema_editor.client, SUBJECTS)


async def empty(apps: Any, schema_editor: Any) -> None:
    """Take them away again."""
    kinds = ", ".join(f"'{kind}'" for kind, *_ in SUBJECTS)
    await schema_editor.client.execute_query(
        f'DELETE FROM "search_term" WHERE kind IN ({kinds})'  # noqa: S608 - our own names
    )


class Migration(migrations.Migration):
    dependencies = [("models", "0027_channels")]

    initial = False

    operations = [ops.RunPython(fill, empty)]
