"""Who is found through the index, where, and that it follows what happens to people."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.domain.credits.credit import Stage
from core.domain.lists import Window
from core.domain.register import Actor, Staff
from core.domain.search_terms import person_terms, sought_person
from core.domain.surnames import read_aloud
from core.permissions import area_of
from core.ports import Desk
from core.records.area import Area
from core.records.people_sets import Correction
from core.records.register import StaffFilter
from core.records.transaction import Transaction
from core.records.year_lists import YearFilter
from storage.models import ResultRow, SearchTermRow
from storage.queries.credits.results import NOTHING
from storage.queries.credits.year_lists import listed_years
from storage.queries.register import listed
from tests import cast
from tests.statements import statements
from tests.storage.examples import a_credit
from tests.trainings import a_plan

UNIT, DEPARTMENT = Area(unit_id=cast.UNIT.id), Area(department_id=cast.NURSING.id)
ELSEWHERE = Area(unit_id=cast.OTHER_UNIT.id)
PLACES = (cast.NURSING, cast.INTERNAL, cast.OTHER_DEPARTMENT)
STAGES = (Stage.UNIT_REVIEW, Stage.REJECTED)
ALL = 1000


def somebody(number: int, name: str, place: int = 0) -> Staff:
    assert cast.NURSE.staff is not None
    at = PLACES[place]
    return replace(
        cast.NURSE.staff,
        id=f"found{number:06}22222",
        staff_number=f"86{number:05}",
        name=name,
        unit_id=at.unit_id,
        department_id=at.id,
    )


def many_people() -> Iterator[Staff]:
    """Yield people of three departments and two units who share family and given names."""
    dice = random.Random(11)
    for number in range(36):
        given = "".join(dice.sample("明丽乐娜", dice.randint(1, 2)))
        yield somebody(number, dice.choice(("王", "单", "吕", "欧阳")) + given, number % 3)


async def put(desk: Desk, *people: Staff) -> None:
    async with desk.store.transaction() as tx:
        for number, one in enumerate(people):
            await tx.people.add(one, f"33020619880312{number:04}", f"139{number:08}")


async def found(desk: Desk, area: Area, text: str, limit: int = ALL) -> list[str]:
    async with desk.store.reading() as tx:
        return [one.name for one in await tx.people.search(area, text, limit=limit)]


def asked(people: list[Staff]) -> list[str]:
    dice, names = random.Random(12), {one.name for one in people}
    parts = {name[at:to] for name in names for at in range(len(name)) for to in (at + 1, None)}
    spelt = {"".join(way) for name in names for way in read_aloud(name)}
    initials = {"".join(syllable[0] for syllable in way) for n in names for way in read_aloud(n)}
    return [*dice.sample(sorted({*parts, *spelt, *initials}), 40), "86000", "8600017", "zh"]


async def test_everybody_of_the_scope_is_found_by_what_they_are_called_and_nobody_else(
    desk: Desk,
) -> None:
    people = [*many_people()]
    await put(desk, *people)
    known = [*people, *(person.staff for person in cast.CAST if person.staff)]
    async with desk.store.reading() as tx:
        for area in (UNIT, DEPARTMENT, ELSEWHERE, Area()):
            here = [one for one in known if _is_in(one, area)]
            for text in asked(people):
                fitting = {one.id for one in here if _begins_one(one, sought_person(text))}
                hits = await tx.people.search(area, text, limit=ALL)
                assert {one.id for one in hits} == fitting, (area, text)
                assert await tx.people.count(area, StaffFilter(text=text)) == len(fitting)


async def test_who_is_looked_for_is_met_once_on_one_of_the_pages_forwards_and_back(
    desk: Desk,
) -> None:
    await put(desk, *many_people())
    async with desk.store.reading() as tx:
        for area in (UNIT, DEPARTMENT, ELSEWHERE):
            for text in ("王", "wang", "l", "86", "8600017", "nobody", "·"):
                hits = await tx.people.search(area, text, limit=ALL)
                for wanted in (
                    StaffFilter(text=text),
                    StaffFilter(text=text, department_id=cast.INTERNAL.id),
                    StaffFilter(text=text, titles=[hits[0].title] if hits else []),
                    StaffFilter(text=text, title="nobody's"),
                ):
                    met = await walked(tx, area, wanted)
                    fitting = [one.id for one in hits if _fits(one, wanted)]
                    assert met == fitting, (area, wanted)
                    assert await tx.people.count(area, wanted) == len(fitting)


async def test_of_many_who_are_called_alike_those_of_a_filter_are_not_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(desk, *many_people())
    async with desk.store.reading() as tx:
        everybody = await tx.people.count(UNIT, StaffFilter(text="王"))
        assert everybody
        titled = StaffFilter(text="王", title="nurse")
        fitting = await walked(tx, UNIT, titled)
        monkeypatch.setattr(listed, "MOST_COUNTED_AMONG", everybody - 1)
        assert await tx.people.count(UNIT, titled) is None
        assert await walked(tx, UNIT, titled) == fitting
        assert await tx.people.count(UNIT, StaffFilter(text="王")) == everybody
        monkeypatch.setattr(listed, "MOST_COUNTED_AMONG", everybody)
        assert await tx.people.count(UNIT, titled) == len(fitting)


async def walked(tx: Transaction, area: Area, wanted: StaffFilter) -> list[str]:
    pages = [await tx.people.page(area, wanted, Window(size=4))]
    while following := pages[-1].following:
        pages.append(await tx.people.page(area, wanted, Window(following, size=4)))
    for page, before in pairwise(reversed(pages)):
        assert page.previous
        back = await tx.people.page(area, wanted, Window(page.previous, size=4))
        assert [one.id for one in back.rows] == [one.id for one in before.rows]
    return [one.id for page in pages for one in page.rows]


def _fits(one: Staff, wanted: StaffFilter) -> bool:
    is_titled = wanted.titles is None or one.title in wanted.titles
    is_here = wanted.department_id in {"", one.department_id}
    return is_titled and is_here and wanted.title in {"", one.title}


def _begins_one(one: Staff, begins: str) -> bool:
    return any(term.startswith(begins) for term in person_terms(one.name, one.staff_number))


def _is_in(one: Staff, area: Area) -> bool:
    return one.unit_id == area.unit_id or one.department_id == area.department_id


async def test_years_are_found_by_words_and_credits_few_or_many_wherever_their_people_work_now(
    desk: Desk,
) -> None:
    people = {one.id: one for one in many_people()}
    await put(desk, *people.values())
    year = YearFilter(year=desk.today().year)
    async with desk.store.transaction():
        await ResultRow.bulk_create(
            ResultRow(
                **NOTHING,
                staff_id=one.id,
                year=year.year,
                unit_id=one.unit_id,
                department_id=one.department_id,
            )
            for one in people.values()
        )
    stands = {key: STAGES[at % 3] for at, key in enumerate(people) if at % 3 < len(STAGES)}
    mover = next(one for one in people.values() if one.department_id == cast.INTERNAL.id)
    async with desk.store.transaction() as tx:
        await tx.credits.add_many(
            [
                a_credit(
                    cast.NURSE.actor,
                    desk.clock.now(),
                    f"credit{people[key].staff_number}222",
                    staff_id=key,
                    unit_id=people[key].unit_id,
                    department_id=people[key].department_id,
                    stage=stage,
                    submitted_at=desk.clock.now(),
                )
                for key, stage in stands.items()
            ]
        )
        await tx.people.move_all([mover], cast.OTHER_DEPARTMENT, desk.today())
    del stands[mover.id]  # whose claims went along
    async with desk.store.reading():
        for area in (UNIT, DEPARTMENT, ELSEWHERE):
            there = {
                row.staff_id for row in await (await listed_years(area, year, 0)).rows
            } & people.keys()
            assert (mover.id in there) == (area is UNIT)
            for text in ("", mover.name, "王", "wang", "86", mover.staff_number, "nobody", "·"):
                begins = sought_person(text)
                named = {key for key in there if begins and _begins_one(people[key], begins)}
                for stages in ((), STAGES, STAGES[:1]):
                    fitting = {
                        key
                        for key in (named if text else there)
                        if not stages or stands.get(key) in stages
                    }
                    wanted = replace(year, text=text, stages=stages)
                    for many in (0, 5, ALL):
                        rows = await (await listed_years(area, wanted, many)).rows
                        assert {row.staff_id for row in rows} & people.keys() == fitting, wanted


async def test_who_is_called_exactly_so_comes_first_and_a_list_is_no_longer_than_asked_for(
    desk: Desk,
) -> None:
    await put(desk, *(somebody(number, f"王伟{'强' * (number % 2)}") for number in range(40)))
    assert await found(desk, UNIT, "wangwei", 5) == ["王伟"] * 5
    assert len(await found(desk, UNIT, "王", 7)) == 7


async def test_the_index_follows_a_new_name_a_new_number_and_a_move(
    desk: Desk, unit_administrator: Actor
) -> None:
    one = somebody(1, "曾乐")
    await put(desk, one)
    async with desk.store.transaction() as tx:
        one = await tx.people.save(replace(one, name="闻人暄", staff_number="8899999"))
    for gone in ("曾乐", "zengle", "8600001"):
        assert await found(desk, UNIT, gone) == []
    for known in ("暄", "wenrenxuan", "wrx", "88999"):
        assert await found(desk, area_of(unit_administrator), known) == ["闻人暄"]
        assert await found(desk, DEPARTMENT, known) == ["闻人暄"]
    async with desk.store.transaction() as tx:
        await tx.people.move_all([one], cast.OTHER_DEPARTMENT, desk.today())
    assert await found(desk, UNIT, "wrx") == await found(desk, DEPARTMENT, "wrx") == []
    assert await found(desk, ELSEWHERE, "wrx") == ["闻人暄"]


async def test_a_workbook_renames_many_and_writes_only_what_is_new(desk: Desk) -> None:
    people = [somebody(number, f"单丽{number}") for number in range(6)]
    await put(desk, *people)
    async with desk.store.transaction() as tx:
        before = await _rows()
        renamed = [replace(one, name=f"解丽{number}") for number, one in enumerate(people[:3])]
        corrections = [
            Correction(one, f"33020619880312{number:04}", f"139{number:08}")
            for number, one in enumerate([*renamed, *people[3:]])
        ]
        await tx.people_sets.write(tx.people_sets.corrections(corrections))
        after = await _rows()
    assert len(await found(desk, UNIT, "xieli")) == len(await found(desk, UNIT, "shanli")) == 3
    kept = {row for row in before if row in after}
    assert {key for _, key, _ in kept} >= {one.id for one in people[3:]}
    assert not {key for _, key, _ in kept} & {one.id for one in renamed}


async def _rows() -> set[tuple[int, str, str]]:
    rows = await SearchTermRow.filter(subject_id__startswith="found")
    return {(row.id, row.subject_id, row.term) for row in rows}


async def test_an_installation_of_before_finds_everybody_after_the_upgrade(desk: Desk) -> None:
    await put(desk, *many_people())
    await a_plan(desk, cast.HEAD_NURSE.actor)
    upgrade = import_module("storage.migrations.0025_search")
    async with desk.store.transaction():
        before = sorted(await SearchTermRow.all().values_list("subject_id", "term"))
        await SearchTermRow.all().delete()
        await upgrade.fill(None, SimpleNamespace(client=SearchTermRow._meta.db))
        assert sorted(await SearchTermRow.all().values_list("subject_id", "term")) == before
    assert await found(desk, UNIT, "wendan") == ["闻旦"]


async def test_a_search_reads_the_beginning_of_the_index_only(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    named = StaffFilter(text="wang")
    with statements() as asked:
        await found(sqlite_desk, UNIT, "王", 5)
        await found(sqlite_desk, DEPARTMENT, "wang", 5)
        async with sqlite_desk.store.reading() as tx:
            await tx.people.page(UNIT, named, Window())
            await tx.people.count(UNIT, named)
            await tx.people.page(UNIT, replace(named, status="in-post"), Window())
            await tx.people.page(UNIT, replace(named, department_id=cast.NURSING.id), Window())
    file = Path(sqlite_url.removeprefix("sqlite://").partition("?")[0])
    read = [one for one in asked if "search_term" in one.query]
    assert len(read) == 6
    with closing(sqlite3.connect(file)) as database:
        for one in read:
            plan = database.execute(f"EXPLAIN QUERY PLAN {one.query}", list(one.values))
            steps = [step for *_, step in plan]
            index = "search_of_unit (unit_id=?"
            if "unit_id" not in one.query.partition("WHERE")[2] or cast.NURSING.id in one.values:
                index = "search_of_department (department_id=?"
            assert [step for step in steps if index in step], steps
            assert not [
                step
                for step in steps
                if step.startswith(("SCAN search", "USE TEMP B-TREE FOR ORDER"))
            ]
