"""Bringing a database up to date: whole or not at all, and nothing it holds is lost."""

import asyncio
import copy
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from core.domain.credits.compliance import Outcome
from core.domain.credits.outlook import Outlook, outlook
from core.settings import Settings
from storage import migrations
from storage.config import tortoise_config
from storage.migrate import MigrationFailed, back_up, migrate, migrate_sqlite
from storage.shape import Unsound, check_sound, columns, indexes, opened, row_counts, tables
from storage.store import Database
from tests.conftest import on_server, run, settings_for

SHIPPED = sorted(path.stem for path in Path(migrations.__file__).parent.glob("0*.py"))
REBUILT_TWICE = {
    "0901_longer": """
        ops.AlterField("StaffRow", "name", fields.CharField(max_length=300)),
        ops.AlterField("CreditRow", "remark", fields.CharField(max_length=300)),
    """,
    "0902_back": """
        ops.AlterField("StaffRow", "name", fields.TextField()),
        ops.AlterField("CreditRow", "remark", fields.TextField()),
    """,
}
FAILS_LATER = {
    "0901_longer": REBUILT_TWICE["0901_longer"],
    "0902_breaks": 'ops.RunSQL("INSERT INTO nowhere VALUES (1)"),',
}
LOSES_ROWS = {
    "0901_loses": """ops.RunSQL("DELETE FROM year_record WHERE year < 2026"),""",
}
A_MET_YEAR = """
    INSERT INTO result (staff_id, year, outcome, points, counting_points, hours, counting_hours,
        shortfalls) SELECT min(id), 2026, 'met', 2500, 2500, 9000, 9000, '[]' FROM staff
"""
STEP = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "{before}")]
    operations = [{operations}]
"""
Steps = Callable[[dict[str, str]], dict[str, Any]]


@pytest.fixture
def with_steps(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """Return the configuration of a file with the cast, and of further steps for it."""

    def configured(steps: dict[str, str]) -> dict[str, Any]:
        package = tmp_path / "further_steps"
        shutil.copytree(Path(migrations.__file__).parent, package)
        before = max(path.stem for path in package.glob("0*.py"))
        for name, operations in steps.items():
            text = STEP.format(before=before, operations=operations)
            (package / f"{name}.py").write_text(text)
            before = name
        config = tortoise_config(sqlite_url)
        config["apps"]["models"]["migrations"] = "further_steps"
        return config

    monkeypatch.syspath_prepend(tmp_path)
    yield configured
    for module in [name for name in sys.modules if name.startswith("further_steps")]:
        del sys.modules[module]


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite://").partition("?")[0])


async def test_a_migrated_database_has_nothing_to_do(settings: Settings) -> None:
    assert await migrate(settings) == []


async def test_of_two_that_migrate_a_postgres_at_once_one_does_it(
    postgres_template: str, tmp_path: Path
) -> None:
    await on_server(postgres_template, "CREATE DATABASE migrated_twice")
    settings = settings_for(tmp_path, f"{postgres_template}migrated_twice")
    done = await asyncio.gather(migrate(settings), migrate(settings))
    assert sorted(done) == [[], SHIPPED]
    await on_server(postgres_template, "DROP DATABASE migrated_twice")


async def test_rebuilding_a_table_keeps_rows_indexes_and_references(
    with_steps: Steps, sqlite_url: str
) -> None:
    file = _file(sqlite_url)
    rows, shape = row_counts(file), _sqlite_shape(file)
    assert rows["year_record"] > 0
    assert await migrate_sqlite(with_steps(REBUILT_TWICE)) == ["0901_longer", "0902_back"]
    assert row_counts(file) == rows
    assert _sqlite_shape(file) == shape
    check_sound(file)


async def test_a_database_of_the_first_release_is_brought_up_to_date_with_all_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path
) -> None:
    package = tmp_path / "first_release"
    package.mkdir()
    for name in ("__init__.py", "0001_initial.py"):
        shutil.copy(Path(migrations.__file__).parent / name, package / name)
    monkeypatch.syspath_prepend(tmp_path)
    settings = settings_for(tmp_path / "home")
    config = tortoise_config(settings.database_url)
    first = copy.deepcopy(config)
    first["apps"]["models"]["migrations"] = "first_release"
    settings.home.mkdir(parents=True)
    assert await migrate_sqlite(first) == ["0001_initial"]
    file = _file(settings.database_url)
    _take_over(file, sqlite_template)
    with opened(file) as first_release:
        first_release.execute(A_MET_YEAR)
    rows = row_counts(file)
    assert rows["staff"] > 0
    assert await migrate_sqlite(config) == SHIPPED[1:]
    after = row_counts(file)
    still = [name for name in rows if name in after and "migration" not in name]
    assert {name: after[name] for name in still} == {name: rows[name] for name in still}
    check_sound(file)
    with opened(file) as newest:
        ((outcome, hoped, dirty),) = newest.execute("SELECT outcome, hoped, dirty FROM result")
    assert dirty
    assert outlook(Outcome(outcome), Outcome(hoped)) is Outlook.MET


def _take_over(first: Path, newest: Path) -> None:
    """Fill a database of the first release with what it would have held of a newer one."""
    with opened(first) as file:
        file.execute("ATTACH ? AS newest", (str(newest),))
        with opened(newest) as kept:
            both = {table: columns(kept, table) for table in tables(kept)}
        for table in set(tables(file)) & set(both):
            known = {column.name for column in both[table]}
            shared = [one.name for one in columns(file, table) if one.name in known]
            names = ", ".join(shared)
            file.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newest.{table}")


async def test_a_step_that_fails_leaves_the_database_as_it_was(
    with_steps: Steps, sqlite_url: str
) -> None:
    file = _file(sqlite_url)
    rows, shape = row_counts(file), _sqlite_shape(file)
    with pytest.raises(MigrationFailed):
        await migrate_sqlite(with_steps(FAILS_LATER))
    assert row_counts(file) == rows
    assert _sqlite_shape(file) == shape
    assert _applied(file) == SHIPPED


async def test_a_step_that_loses_rows_is_taken_back(with_steps: Steps, sqlite_url: str) -> None:
    file = _file(sqlite_url)
    rows = row_counts(file)
    with pytest.raises(MigrationFailed) as failure:
        await migrate_sqlite(with_steps(LOSES_ROWS))
    assert isinstance(failure.value.__cause__, Unsound)
    assert row_counts(file) == rows


async def test_a_run_that_was_killed_begins_again_from_the_copy_made_before(
    with_steps: Steps, sqlite_url: str
) -> None:
    file, config = _file(sqlite_url), with_steps(REBUILT_TWICE)
    rows, shape = row_counts(file), _sqlite_shape(file)
    back_up(file)
    with opened(file) as half:
        half.execute("DROP TABLE result")
    assert await migrate_sqlite(config) == ["0901_longer", "0902_back"]
    assert (row_counts(file), _sqlite_shape(file)) == (rows, shape)


async def test_the_copy_made_before_is_kept_for_its_owner_only(
    with_steps: Steps, sqlite_url: str
) -> None:
    file = _file(sqlite_url)
    rows = row_counts(file)
    await migrate_sqlite(with_steps(REBUILT_TWICE))
    kept = file.with_name("xuefen.db.backup")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (row_counts(kept), _applied(kept)) == (rows, SHIPPED)


def test_migrations_make_what_the_models_say_on_sqlite(
    sqlite_template: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "models.db"
    run(_make_from_models(f"sqlite://{fresh}"))
    assert _sqlite_shape(sqlite_template) == _sqlite_shape(fresh)


def test_migrations_make_what_the_models_say_on_postgres(postgres_template: str) -> None:
    run(on_server(postgres_template, "CREATE DATABASE from_models"))
    run(_make_from_models(f"{postgres_template}from_models"))
    migrated = run(_postgres_shape(f"{postgres_template}template_with_cast"))
    fresh = run(_postgres_shape(f"{postgres_template}from_models"))
    run(on_server(postgres_template, "DROP DATABASE from_models"))
    assert migrated == fresh


async def _make_from_models(url: str) -> None:
    async with Database().opened(tortoise_config(url)) as database:
        with database.entered():
            await database.generate_schemas()


def _sqlite_shape(path: Path) -> dict[str, Any]:
    with opened(path) as file:
        return {
            table: (
                columns(file, table),
                {(i.columns, i.is_unique, i.is_partial) for i in indexes(file, table)},
                {row[2:] for row in file.execute(f'PRAGMA foreign_key_list("{table}")')},
            )
            for table in tables(file)
        }


def _applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as file:
        return [name for (name,) in file.execute("SELECT name FROM tortoise_migrations")]


POSTGRES_COLUMNS = """
    SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
        column_default
    FROM information_schema.columns WHERE table_schema = 'public'
"""
POSTGRES_INDEXES = """
    SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON')
    FROM pg_indexes WHERE schemaname = 'public'
"""
POSTGRES_CONSTRAINTS = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
POSTGRES_SHAPE = (POSTGRES_COLUMNS, POSTGRES_INDEXES, POSTGRES_CONSTRAINTS)


async def _postgres_shape(address: str) -> list[set[tuple[Any, ...]]]:
    connection = await asyncpg.connect(address)
    found = [await connection.fetch(query) for query in POSTGRES_SHAPE]
    await connection.close()
    return [{tuple(row) for row in rows if not row[0].startswith("tortoise_")} for rows in found]
