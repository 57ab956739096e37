"""Lists look for what fits among so many rows, and go on from there: nothing is cut in silence."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from core.domain.credits.claims import Claim
from core.domain.credits.credit import PENDING, Credit, Origin, Stage
from core.domain.lists import MOST_COUNTED_AMONG, Place, Slice, Window
from core.domain.trainings.training import TrainingStage
from core.permissions import area_of
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.trainings import TrainingFilter
from core.records.transaction import Transaction
from storage.models import TrainingRow
from storage.queries import lists
from tests import cast
from tests.storage.examples import a_credit
from tests.storage.test_lists import an_id, put_trainings

NURSE, PHYSICIAN = cast.NURSE.actor, cast.PHYSICIAN.actor
UNIT = area_of(cast.UNIT_ADMINISTRATOR.actor)
NURSE_NUMBER = "8200000001"
MANY = 60
SOUGHT: dict[str, Callable[[int], bool]] = {
    "甲": lambda number: number % 2 == 0,
    "乙": lambda number: number % 7 == 3,
    "丙": lambda number: number == MANY - 1,
    "丁": lambda number: number < 6,
    "戊": lambda number: 30 <= number < 36,
    "己": lambda number: False,
}
STAGES = (Stage.UNIT_REVIEW, Stage.APPROVED, Stage.DEPARTMENT_REVIEW, Stage.APPROVED)


@pytest.fixture
async def many(desk: Desk) -> Desk:
    """Of every second person a credit a minute, some at the same moment."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add_many([_credit(number, now) for number in range(MANY)])
    return desk


def _credit(number: int, now: datetime) -> Credit:
    at = now - timedelta(minutes=number // 3)
    name = "".join(word for word, is_meant in SOUGHT.items() if is_meant(number))
    day = date(2026, 1, 1) + timedelta(days=number)
    return a_credit(
        (NURSE, PHYSICIAN)[number % 2],
        at,
        an_id(number),
        claim=Claim(
            year=2025 + number % 2,
            rule="paper" if number % 5 else "external-course",
            details={"matter": f"讲座{name}", "date": f"{day}"},
        ),
        stage=STAGES[number % 4],
        submitted_at=at,
        origin=Origin.UNIT if number % 3 else Origin.PERSONAL,
    )


def look_at(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_LOOKED_AT", "MOST_COUNTED_AMONG"):
        monkeypatch.setattr(lists, name, most)


async def walked(
    tx: Transaction, area: Area, wanted: CreditFilter, size: int
) -> list[Slice[Credit]]:
    """Return every page of a list, from the first one on."""
    pages: list[Slice[Credit]] = []
    window = Window(size=size)
    while True:
        pages.append(await tx.credits.page(area, wanted, window))
        assert len(pages) <= MANY + 1
        if (following := pages[-1].following) is None:
            return pages
        window = Window(following, size)


def ids(pages: list[Slice[Credit]]) -> list[str]:
    return [credit.id for page in pages for credit in page.rows]


@pytest.mark.parametrize("order", CreditOrder)
@pytest.mark.parametrize(("most", "size"), [(1, 3), (7, 3), (10, 20), (20, 5), (MANY, 4)])
async def test_whatever_fits_is_reached_however_few_rows_a_page_looks_at(
    many: Desk, monkeypatch: pytest.MonkeyPatch, order: CreditOrder, most: int, size: int
) -> None:
    look_at(most, monkeypatch)
    async with many.store.reading() as tx:
        for word in SOUGHT:
            wanted = CreditFilter(activity=word, order=order)
            pages = await walked(tx, UNIT, wanted, size)
            there = [credit.id for credit in await tx.credits.find(UNIT, wanted)]
            assert ids(pages) == there
            assert [page.number for page in pages] == list(range(1, len(pages) + 1))
            assert all(len(page.rows) == size or page.is_partial for page in pages[:-1])
            assert not pages[-1].is_partial
            back = [pages[-1]]
            while back[0].previous is not None:
                window = Window(back[0].previous, size)
                back.insert(0, await tx.credits.page(UNIT, wanted, window))
                assert len(back) <= 2 * MANY
            assert set(ids(back)) == set(there)
            assert ids(back[:1]) == there[: len(back[0].rows)]


async def test_a_page_says_where_it_stopped_looking(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(20, monkeypatch)
    async with many.store.reading() as tx:
        last = await walked(tx, UNIT, CreditFilter(activity="丙"), 20)
        assert [(len(page.rows), page.is_partial) for page in last] == [
            *[(0, True), (0, True)],
            (1, False),
        ]
        assert last[0].following == Place(2, after=an_id(19))
        full = await tx.credits.page(UNIT, CreditFilter(activity="甲"), Window(size=5))
        assert not full.is_partial
        assert full.following == Place(2, after=full.rows[-1].id)


async def test_numbers_are_told_where_no_more_had_to_be_looked_at(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = [CreditFilter(activity=word) for word in SOUGHT]
    async with many.store.reading() as tx:
        for most, is_counted in ((MANY, True), (MANY - 1, False)):
            look_at(most, monkeypatch)
            fits = [len([*filter(is_meant, range(MANY))]) for is_meant in SOUGHT.values()]
            assert await tx.credits.counts(UNIT, each) == (
                fits if is_counted else [None] * len(each)
            )
        pending = [CreditFilter(activity=word, stages=PENDING) for word in SOUGHT]
        number, *_ = await tx.credits.counts(UNIT, pending)
        assert number == 30
        assert await tx.credits.counts(UNIT, [CreditFilter()]) == [MANY]


@pytest.mark.parametrize(
    "wanted",
    [
        CreditFilter(year=2025),
        CreditFilter(year=2025, stages=PENDING),
        CreditFilter(year=2025, stages=(Stage.APPROVED,)),
        CreditFilter(year=2025, upcoming=date(2026, 6, 15), stages=(*PENDING, Stage.APPROVED)),
        CreditFilter(rule="paper", year=2026),
        CreditFilter(rule="paper", entered_by=NURSE.account_id),
        CreditFilter(held_from=date(2026, 1, 20), held_to=date(2026, 2, 3)),
        CreditFilter(held_to=date(2026, 2, 3), origins=(Origin.UNIT,), not_of=NURSE.staff_id),
        CreditFilter(name="旦"),
        CreditFilter(name="wendan", activity="甲"),
        CreditFilter(name="旦", staff_number="8200000004"),
        CreditFilter(name="·"),
        CreditFilter(staff_number="82000000", rule="paper"),
        CreditFilter(staff_number="82000000", year=2025, entered_by=PHYSICIAN.account_id),
        CreditFilter(activity="讲座", stages=(Stage.DRAFT,)),
    ],
)
@pytest.mark.parametrize("few", [0, 100])
async def test_a_list_that_looks_finds_what_passes_its_filter(
    many: Desk, monkeypatch: pytest.MonkeyPatch, wanted: CreditFilter, few: int
) -> None:
    monkeypatch.setattr("storage.queries.credits.filters.FEW", few)
    look_at(11, monkeypatch)
    for area in (UNIT, area_of(cast.HEAD_NURSE.actor), area_of(NURSE)):
        async with many.store.reading() as tx:
            there = [credit.id for credit in await tx.credits.find(area, wanted)]
            assert ids(await walked(tx, area, wanted, 4)) == there
            look_at(MOST_COUNTED_AMONG, monkeypatch)
            assert await tx.credits.counts(area, [wanted]) == [len(there)]
            look_at(11, monkeypatch)


async def test_trainings_are_looked_for_by_name_until_all_are_met(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put_trainings(desk, TrainingStage.APPROVED)
    named = [an_id(number) for number in range(0, 1500, 70)]
    async with desk.store.transaction():
        await TrainingRow.filter(id__in=named).update(name="Airway 气道管理")
    for word, most in (("气道", 100), ("airway", 1499), ("气道", 1501)):
        look_at(most, monkeypatch)
        wanted, window = TrainingFilter(name=word, now=desk.clock.now()), Window(size=8)
        met = list[str]()
        async with desk.store.reading() as tx:
            while window:
                page = await tx.trainings.page(UNIT, wanted, window)
                met += [one.id for one in page.rows]
                assert page.is_partial or len(page.rows) == 8 or page.following is None
                window = page.following and Window(page.following, 8)
            numbers = await tx.trainings.counts(UNIT, [wanted])
        assert sorted(met) == sorted(named)
        assert numbers == [len(named) if most > 1500 else None]


async def test_all_credits_of_a_few_people_are_found_at_once_and_counted(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(1, monkeypatch)
    async with many.store.reading() as tx:
        for wanted in (CreditFilter(name="wd"), CreditFilter(staff_number=NURSE_NUMBER)):
            page = await tx.credits.page(UNIT, wanted, Window(size=50))
            assert [credit.staff_id for credit in page.rows] == [NURSE.staff_id] * (MANY // 2)
            assert page.following is None
            assert await tx.credits.counts(UNIT, [wanted]) == [MANY // 2]


async def test_a_projects_number_is_found_as_such_and_in_a_name(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(7, monkeypatch)
    at, number = many.clock.now() - timedelta(days=9), "2026-03-01-001"
    said = ({"project-number": number}, {"matter": f"{number} 学习班"})
    async with many.store.transaction() as tx:
        await tx.credits.add_many(
            [
                a_credit(NURSE, at, an_id(MANY + place), claim=claim, stage=Stage.UNIT_REVIEW)
                for place, claim in enumerate(Claim(year=2026, details=one) for one in said)
            ]
        )
    async with many.store.reading() as tx:
        assert len(ids(await walked(tx, UNIT, CreditFilter(activity=number), 20))) == 2
        look_at(1, monkeypatch)
        assert len(ids(await walked(tx, UNIT, CreditFilter(project_number=number), 20))) == 1


async def test_trainings_to_choose_from_are_those_of_the_latest_credits(desk: Desk) -> None:
    await put_trainings(desk, TrainingStage.AWARDED)
    now = desk.clock.now()
    given = [
        a_credit(
            (NURSE, PHYSICIAN)[number % 2],
            now - timedelta(minutes=number),
            an_id(MANY + number),
            stage=Stage.AWARDED,
            origin=Origin.TRAINING,
            training_id=an_id((5, 5, 900, 5, 17, 900)[number]),
        )
        for number in range(6)
    ]
    wanted = CreditFilter(stages=(Stage.AWARDED,), origins=(Origin.TRAINING,))
    async with desk.store.transaction() as tx:
        await tx.credits.add_many(given)
        for limit, trainings in ((1, {5: 3}), (2, {5: 3, 900: 2}), (9, {5: 3, 900: 2, 17: 1})):
            found = await tx.credits.trainings(UNIT, wanted, limit)
            assert {one.id: one.credits for one in found} == {
                an_id(number): count for number, count in trainings.items()
            }
