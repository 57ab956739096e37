"""The sample hospital grown large: its unit's people, copied with all that hangs on them.

Plain SQL, the same for both databases: a copy's ids are those of its model under another beginning.
The journal stays as it is; what pages show of a person is made anew for each copy, accounts and
files are not. Names are made anew, too: called alike, all copies of one would stand alike as well,
and what is found by a name would lie in one piece of every list.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from typing import Any

import asyncpg

from core.domain.search_terms import person_terms
from storage.config import dialect_of, sqlite_path
from storage.protection import Protection
from storage.queries.register.people import SEALED
from storage.sample.people import HOSPITAL
from tests.bench.names import names

PEOPLE_IN_A_DEPARTMENT = 100
DEPARTMENTS_THERE = 2
OURS = f"unit_id = '{HOSPITAL.id}'"
OFFICE = HOSPITAL.code
THERE = f"SELECT count(*) FROM staff WHERE {OURS}"
OF_STAFF = f"staff_id IN (SELECT id FROM staff WHERE {OURS})"
OF_TRAINING = f"training_id IN (SELECT id FROM training WHERE {OURS})"
OF_CYCLE = f"cycle_id IN (SELECT id FROM cycle WHERE {OF_TRAINING})"
OF_ACCOUNT = f"account_id IN (SELECT id FROM account WHERE {OF_STAFF} AND office IS NULL)"

# What is another one in a copy than in its model. `m` is the model, `c` the copy with its number,
# the beginning of its ids, and the beginning of its departments' (none: those of the sample).
COPY = "c.code || substr(m.{column}, 9)"
BY_SOMEBODY = f"""CASE WHEN c.place IS NULL OR m.entered_by IN
    (SELECT id FROM account WHERE office = '{OFFICE}')
    THEN m.entered_by ELSE {COPY.format(column="entered_by")} END"""
EVERYWHERE = {
    "department_id": """COALESCE((SELECT id FROM department
        WHERE id = c.place || substr(m.department_id, 9)), m.department_id)""",
    "entered_by": BY_SOMEBODY,
} | dict.fromkeys(
    (
        *("id", "staff_id", "account_id", "training_id", "cycle_id", "credit_id", "subject_id"),
        *("teacher_staff_id", "login_index", "document_index", "sha256"),
    ),
    COPY,
)
EARLIER = ("created_at", "submitted_at", "waits_since", "decided_at", "due_at")

# The rows that are copied, and what is special of them; ids that are numbers come by themselves.
COPIED: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("staff", OURS, {"staff_number": "m.staff_number || '-' || c.number"}),
    ("posting", OF_STAFF, {}),
    ("account", f"{OF_STAFF} AND office IS NULL", {}),
    ("year_record", OF_STAFF, {}),
    ("result", OF_STAFF, {}),
    ("training", OURS, {}),
    ("cycle", OF_TRAINING, {"is_open": "FALSE", "point": "-1000 * c.number - m.nth"}),
    ("course", OF_CYCLE, {}),
    ("expected", OF_CYCLE, {}),
    ("award_choice", OF_TRAINING, {}),
    ("training_file", OF_TRAINING, {}),
    ("credit", OF_STAFF, {"key": "NULL"}),
    ("evidence", f"credit_id IN (SELECT id FROM credit WHERE {OF_STAFF})", {}),
    ("decision", "TRUE", {}),
    ("attendance", OF_CYCLE, {}),
    ("scan", OF_CYCLE, {}),
    ("notice", OF_ACCOUNT, {}),
    ("search_term", f"{OURS} AND kind <> 'staff'", {}),
)
COPIES = """CREATE TEMP TABLE copies AS WITH RECURSIVE numbers(number) AS
    (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {copies})
    SELECT number, {code} AS code, CASE WHEN number % {places} = 0 THEN NULL
    ELSE {place} END AS place FROM numbers"""
COPIED_PEOPLE = f"""SELECT id, staff_number FROM staff
    WHERE {OURS} AND staff_number LIKE '%-%' ORDER BY id"""
MADE_ANEW = """UPDATE staff SET name = v.name, document = v.document, mobile = v.mobile
    FROM (SELECT '' AS id, '' AS name, {empty} AS document, {empty} AS mobile
    UNION ALL VALUES {rows}) v WHERE staff.id = v.id"""
FOUND_BY = """INSERT INTO search_term (kind, unit_id, department_id, subject_id, term)
    SELECT 'staff', unit_id, department_id, id, term
    FROM (SELECT '' AS person, '' AS term UNION ALL VALUES {rows}) v
    JOIN staff ON staff.id = v.person"""
BYTES = {"sqlite": "X'{}'", "postgres": "'\\x{}'::bytea"}
MADE_AT_ONCE = 400
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
DEPARTMENTS = f"""INSERT INTO department (id, unit_id, code, name)
    SELECT c.code || substr(m.id, 9), m.unit_id, m.code || '-' || c.number, m.name || c.number
    FROM department m, copies c WHERE m.{OURS} AND c.number < {{places}}"""
DELIVERIES = """INSERT INTO delivery (notice_id, channel, state, settled_at, attempts, why)
    SELECT id, 'telegram', 'sent', due_at, 0, '' FROM notice
    WHERE id NOT IN (SELECT notice_id FROM delivery)"""
UNCOUNTED = "INSERT INTO uncounted (training_id, due_ms) SELECT id, COALESCE({}, 0) FROM training"
ENDS_MS = {
    "sqlite": "1000 * CAST(strftime('%s', ends_at) AS INTEGER)",
    "postgres": "CAST(1000 * extract(epoch FROM ends_at) AS bigint)",
}
UNCOUNTED_YEARS = """INSERT INTO uncounted_year (unit_id, department_id, year)
    SELECT DISTINCT unit_id, department_id, year FROM result WHERE department_id IS NOT NULL"""

COLUMNS = {
    "sqlite": """SELECT name FROM pragma_table_info('{table}')
        WHERE NOT (name = 'id' AND type = 'INTEGER')""",
    "postgres": """SELECT column_name FROM information_schema.columns
        WHERE table_name = '{table}' AND NOT (column_name = 'id' AND data_type = 'bigint')""",
}

Do = Callable[[str], Awaitable[list[Any]]]


async def grow(database_url: str, people: int, protection: Protection) -> None:
    """Let the sample hospital's unit grow to so many people, a hundred to a department.

    Those of the sample stay what they were and are met among the others.
    """
    if (dialect := dialect_of(database_url)) == "sqlite":
        with closing(sqlite3.connect(sqlite_path(database_url))) as file:

            async def do(statement: str) -> list[Any]:
                return file.execute(statement).fetchall()

            await do("PRAGMA synchronous = OFF")
            await do("PRAGMA cache_size = -1000000")
            await _grow(do, dialect, people)
            await _make_anew(do, dialect, protection)
            file.commit()
            await do("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        connection = await asyncpg.connect(database_url.partition("?")[0])
        try:
            await _grow(connection.fetch, dialect, people)
            await _make_anew(connection.fetch, dialect, protection)
            await connection.execute("VACUUM ANALYZE")
        finally:
            await connection.close()


async def _grow(do: Do, dialect: str, people: int) -> None:
    copies = people // (await do(THERE))[0][0] - 1
    places = max(1, people // PEOPLE_IN_A_DEPARTMENT // DEPARTMENTS_THERE)
    place = _code(f"(number % {places})")
    await do(COPIES.format(copies=copies, places=places, code=_code("number"), place=place))
    await do(DEPARTMENTS.format(places=places))
    for table, wanted, special in COPIED:
        columns = [name for (name,) in await do(COLUMNS[dialect].format(table=table))]
        values = [special.get(name) or _value(dialect, name) for name in columns]
        await do(f"""CREATE TEMP TABLE models AS
            SELECT *, row_number() OVER (ORDER BY id) AS nth FROM {table} WHERE {wanted}""")
        await do(f"""INSERT INTO {table} ({", ".join(columns)})
            SELECT {", ".join(values)} FROM copies c CROSS JOIN models m""")
        await do("DROP TABLE models")
    await do(DELIVERIES)
    await do(UNCOUNTED.format(ENDS_MS[dialect]))
    await do(UNCOUNTED_YEARS)


async def _make_anew(do: Do, dialect: str, protection: Protection) -> None:
    """Give every copy a name, and a document number and a mobile that open as its own."""
    kept = BYTES[dialect]

    def sealed(column: str, staff_id: str, number: int) -> str:
        text = f"{number:018}" if column == "document" else f"139{number:08}"
        return kept.format(protection.seal(text, f"{SEALED[column]}:{staff_id}").hex())

    copied = await do(COPIED_PEOPLE)
    everybody = [(*one, name) for one, name in zip(copied, names(len(copied)), strict=True)]
    for first in range(0, len(everybody), MADE_AT_ONCE):
        some = everybody[first : first + MADE_AT_ONCE]
        rows = (
            f"('{one}', '{name}', {sealed('document', one, at)}, {sealed('mobile', one, at)})"
            for at, (one, _, name) in enumerate(some, first)
        )
        await do(MADE_ANEW.format(empty=kept.format(""), rows=", ".join(rows)))
        terms = (
            f"('{one}', '{term}')"
            for one, number, name in some
            for term in sorted(person_terms(name, number))
        )
        await do(FOUND_BY.format(rows=", ".join(terms)))


def _code(number: str) -> str:
    """Return eight letters for a number: four, as ids are written, and again."""
    letters = (f"substr('{LETTERS}', ({number} / {32**at}) % 32 + 1, 1)" for at in range(4))
    return " || ".join([*letters] * 2)


def _value(dialect: str, column: str) -> str:
    """Return what stands in a column of a copy; no two happened at the same second."""
    if column in EARLIER and dialect == "sqlite":
        earlier = f"strftime('%Y-%m-%d %H:%M:%S', m.{column}, '-' || c.number || ' seconds')"
        return f"{earlier} || '+00:00'"
    if column in EARLIER:
        return f"m.{column} - c.number * interval '1 second'"
    return EVERYWHERE.get(column, "m.{column}").format(column=column)
