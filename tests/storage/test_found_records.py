"""Trainings, projects and applications found through the index, and how much of it is read."""

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from core.domain.register import Actor
from core.domain.subjects import SubjectKind
from core.ports import Desk
from core.records.area import Area
from core.usecases.search import Kind, search
from storage.models import SearchTermRow
from storage.queries.search import put_terms, with_every_word
from tests import cast
from tests.projects import HEAD, UNIT, an_application, published
from tests.statements import statements
from tests.trainings import PLAN, an_approved_training

HERE = Area(unit_id=cast.UNIT.id)
COMMON, MANY = ("护理", "培训"), 1100


async def many_terms(*terms: str, kind: SubjectKind = SubjectKind.TRAINING) -> None:
    """Let each of these terms find many others of the unit, before all that follow it."""
    at = {"unit_id": cast.UNIT.id, "department_id": cast.NURSING.id, "kind": kind.value}
    for place, term in enumerate(terms):
        ids = (f"many{place}{number:04}2222222" for number in range(MANY))
        await put_terms([{**at, "term": term, "subject_id": one} for one in ids])


async def titles(desk: Desk, who: Actor, text: str, kind: Kind) -> list[str]:
    groups = await search(desk, who, text, kind)
    return [hit.training.plan.name for group in groups for hit in group.hits]


async def test_what_has_all_of_several_common_words_is_found_among_many(desk: Desk) -> None:
    plan = PLAN | {"name": "新入职员工护理技能规范化培训班"}
    await an_approved_training(desk, HEAD, UNIT, plan=plan)
    async with desk.store.transaction():
        await many_terms(*COMMON)
    for who in (HEAD, UNIT):
        assert await titles(desk, who, " ".join(COMMON), Kind.TRAININGS) == [plan["name"]]


async def test_an_installation_of_before_finds_its_projects_after_the_upgrade(desk: Desk) -> None:
    await published(desk)
    await an_application(desk)
    kinds = {"kind__in": ["project", "application"]}
    upgrade = import_module("storage.migrations.0028_ends")
    async with desk.store.transaction():
        before = sorted(await SearchTermRow.filter(**kinds).values_list("subject_id", "term"))
        await SearchTermRow.filter(**kinds).delete()
        await upgrade.fill(None, SimpleNamespace(client=SearchTermRow._meta.db))
        after = sorted(await SearchTermRow.filter(**kinds).values_list("subject_id", "term"))
    assert after == before != []


async def test_no_more_of_the_index_is_read_than_is_shown(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    async with sqlite_desk.store.transaction():
        await many_terms("护理新进展", kind=SubjectKind.PROJECT)
    with statements() as asked:
        async with sqlite_desk.store.reading():
            found = await with_every_word(SubjectKind.PROJECT, HERE, "护理", 7)
    assert len(found) == 7
    file = Path(sqlite_url.removeprefix("sqlite://").partition("?")[0])
    (read,) = [one for one in asked if "search_term" in one.query]
    assert "LIMIT 21" in read.query
    with closing(sqlite3.connect(file)) as database:
        plan = database.execute(f"EXPLAIN QUERY PLAN {read.query}", list(read.values)).fetchall()
    (step,) = [str(step) for _, _, _, step in plan]
    assert step.startswith("SEARCH t USING COVERING INDEX search_of_unit (unit_id=? AND kind=?")
