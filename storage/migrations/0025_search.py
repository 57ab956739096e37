"""What people and trainings are found by, filled for those who are there; credits by project."""

from collections.abc import Callable, Sequence
from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from core.domain.search_terms import person_terms, text_terms

Subjects = Sequence[tuple[str, str, str, Callable[[str, str], set[str]]]]
SUBJECTS: Subjects = (
    ("staff", "staff", "department_id, name, staff_number", person_terms),
    ("training", "training", "department_id, name, other_number", text_terms),
)
AT_ONCE = 2000


async def keep_beginnings_together(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL orders text as its own language does; a beginning is looked for by its signs."""
    if schema_editor.client.capabilities.dialect == "postgres":
        await schema_editor.client.execute_query(
            'ALTER TABLE "search_term" ALTER COLUMN "term" TYPE varchar(40) COLLATE "C"'
        )


async def fill(apps: Any, schema_editor: Any) -> None:
    """Write the terms of everybody and of every training."""
    await fill_with(schema_editor.client, SUBJECTS)


async def fill_with(client: Any, subjects: Subjects) -> None:
    """Write the terms of all subjects of some kinds, so many at once."""
    is_postgres = client.capabilities.dialect == "postgres"
    blanks = ", ".join(f"${at}" if is_postgres else "?" for at in range(1, 6))
    insert = f"""INSERT INTO "search_term" (kind, unit_id, department_id, subject_id, term)
        VALUES ({blanks})"""
    for kind, table, columns, terms_of in subjects:
        last = ""
        while True:
            _, rows = await client.execute_query(
                f"""SELECT id, unit_id, {columns} FROM "{table}"
                WHERE id > {"$1" if is_postgres else "?"} ORDER BY id LIMIT {AT_ONCE}""",
                [last],
            )
            there = [tuple(row) for row in rows]
            if not there:
                break
            values = [
                [kind, unit_id, department_id, subject_id, term]
                for subject_id, unit_id, department_id, *said in there
                for term in sorted(terms_of(*said))
            ]
            await client.execute_many(insert, values)
            last = there[-1][0]


def leave_as_it_is(apps: Any, schema_editor: Any) -> None:
    """The table goes as a whole."""


class Migration(migrations.Migration):
    dependencies = [("models", "0024_series")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SearchTermRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("unit_id", fields.CharField(max_length=16)),
                ("department_id", fields.CharField(max_length=16)),
                ("term", fields.CharField(max_length=40)),
                ("subject_id", fields.CharField(max_length=16)),
            ],
            options={
                "table": "search_term",
                "app": "models",
                "indexes": [
                    Index(
                        fields=["unit_id", "kind", "term", "subject_id"], name="search_of_unit"
                    ),
                    Index(
                        fields=["department_id", "kind", "term", "subject_id"],
                        name="search_of_department",
                    ),
                    Index(fields=["subject_id"], name="search_of_subject"),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["project_number", "unit_id"], name="credit_of_project"),
        ),
        ops.RunPython(keep_beginnings_together, leave_as_it_is),
        ops.RunPython(fill, leave_as_it_is),
    ]
