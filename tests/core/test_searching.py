"""One search over what one looks after: who finds what, and that nobody finds more."""

from typing import Any

import pytest

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.domain.review import Decision
from core.ports import Desk
from core.usecases.projects.applications import (
    remove_application,
    revise_application,
    submit_application,
)
from core.usecases.projects.outcomes import record_outcome
from core.usecases.review import decide
from core.usecases.search import FEW, Kind, SearchTooShort, search
from core.usecases.trainings.plans import remove_training, revise_training
from tests import cast
from tests.projects import an_application, published, taking_applications
from tests.storage.examples import a_credit
from tests.trainings import PLAN, a_plan, an_approved_training

NURSE, HEAD, UNIT = cast.NURSE.actor, cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
PHYSICIAN, STRANGER, AUTHORITY = cast.PHYSICIAN.actor, cast.STRANGER.actor, cast.AUTHORITY.actor
NUMBER = "2026-11-03-117"
EVERYBODY = (NURSE, HEAD, UNIT, PHYSICIAN, STRANGER, AUTHORITY)
Found = dict[Kind, list[str]]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is found where is tested on both databases beside the index."""
    return sqlite_url


async def found(desk: Desk, who: Actor, text: str, only: Kind | None = None) -> Found:
    groups = await search(desk, who, text, only)
    return {group.kind: [_name(hit) for hit in group.hits] for group in groups}


def _name(hit: Any) -> str:
    """Return what a person, a training, an application or a project is called."""
    if hasattr(hit, "training"):
        return str(hit.training.plan.name)
    one = getattr(hit, "staff", None) or getattr(hit, "application", hit)
    return str(one.name)


async def put_credit(
    desk: Desk, who: Actor, stage: Stage = Stage.APPROVED, number: int = 0
) -> None:
    details = {"project-name": "静脉治疗学习班", "project-number": NUMBER}
    claim = Claim(year=2026, rule="out-of-province-national", quantity=600, details=details)
    credit = a_credit(who, desk.clock.now(), f"sought{number:06}2222", claim=claim, stage=stage)
    async with desk.store.transaction() as tx:
        await tx.credits.add(credit)


@pytest.mark.parametrize("text", ["闻旦", "旦", "wendan", "WD", "dan", "82000000"])
async def test_people_are_found_by_those_who_look_after_them(desk: Desk, text: str) -> None:
    for who, names in ((HEAD, True), (UNIT, True), (STRANGER, False), (NURSE, False)):
        assert ("闻旦" in (await found(desk, who, text)).get(Kind.PEOPLE, [])) is names, who.name


async def test_a_whole_document_or_mobile_finds_its_person_and_a_part_of_it_nobody(
    desk: Desk,
) -> None:
    for text in (cast.NURSE.document, cast.NURSE.document.lower(), f"+86 {cast.NURSE.mobile}"):
        assert (await found(desk, UNIT, text))[Kind.PEOPLE] == ["闻旦"]
        assert await found(desk, STRANGER, text) == await found(desk, NURSE, text) == {}
    for text in (cast.NURSE.document[:-1], cast.NURSE.document[-6:], cast.NURSE.mobile[:8]):
        assert await found(desk, UNIT, text) == {}


@pytest.mark.parametrize("text", ["", " ", "w", "7", "·", "(", "%"])
async def test_too_little_is_refused_in_words(desk: Desk, text: str) -> None:
    for who in EVERYBODY:
        with pytest.raises(SearchTooShort):
            await search(desk, who, text)


async def test_a_few_of_each_kind_are_shown_and_more_of_one(desk: Desk) -> None:
    for number in range(FEW + 3):
        await put_credit(desk, NURSE, number=number)
    (group,) = await search(desk, UNIT, NUMBER)
    assert (len(group.hits), group.has_more) == (FEW, True)
    (group,) = await search(desk, UNIT, NUMBER, Kind.CREDITS)
    assert (len(group.hits), group.has_more) == (FEW + 3, False)


async def test_credits_are_found_by_project_number_and_through_their_person(desk: Desk) -> None:
    await put_credit(desk, NURSE)
    for text in (NUMBER, "闻旦", "wendan", cast.NURSE.mobile):
        for who in (HEAD, UNIT):
            assert (await found(desk, who, text))[Kind.CREDITS] == ["闻旦"]
        assert Kind.CREDITS not in await found(desk, STRANGER, text)
        assert Kind.CREDITS not in await found(desk, PHYSICIAN, text)


async def test_who_administers_nothing_finds_their_own_credits_by_words_too(desk: Desk) -> None:
    await put_credit(desk, NURSE)
    await put_credit(desk, PHYSICIAN, number=1)
    for text in (NUMBER, "静脉治疗", "学习班"):
        assert await found(desk, NURSE, text) == {Kind.CREDITS: ["闻旦"]}
    assert await found(desk, AUTHORITY, NUMBER) == {}


async def test_drafts_of_others_are_nobodys_to_find(desk: Desk) -> None:
    await put_credit(desk, NURSE, Stage.DRAFT)
    assert await found(desk, UNIT, NUMBER) == await found(desk, HEAD, NUMBER) == {}
    assert await found(desk, NURSE, NUMBER) == {Kind.CREDITS: ["闻旦"]}


async def test_trainings_are_found_by_words_in_any_order_and_by_number(desk: Desk) -> None:
    plan = PLAN | {"other_number": "院内 2026-017"}
    training, _ = await an_approved_training(desk, HEAD, UNIT, plan=plan)
    name = training.plan.name
    for text in ("静脉输液", "并发症 静脉", "处理", "2026-017", "017"):
        for who in (HEAD, UNIT):
            assert await found(desk, who, text) == {Kind.TRAININGS: [name]}, text
        for who in (STRANGER, PHYSICIAN, AUTHORITY):
            assert await found(desk, who, text) == {}, text
    assert await found(desk, UNIT, "静脉 手术") == {}


async def test_a_plan_is_found_in_its_department_by_what_it_is_called_now(desk: Desk) -> None:
    training = await a_plan(desk, HEAD)
    assert await found(desk, UNIT, "静脉输液") == {}
    assert await found(desk, HEAD, "静脉输液") == {Kind.TRAININGS: [training.plan.name]}
    answers = {"name": "压疮预防"}
    revised = await revise_training(desk, HEAD, training.id, answers, seen=training.version)
    assert await found(desk, HEAD, "静脉输液") == {}
    assert await found(desk, HEAD, "压疮") == {Kind.TRAININGS: ["压疮预防"]}
    await remove_training(desk, HEAD, training.id, seen=revised.training.version)
    assert await found(desk, HEAD, "压疮") == {}


async def test_a_published_project_is_found_by_the_whole_unit_as_it_is_called_now(
    desk: Desk,
) -> None:
    await published(desk)
    for text in ("危重症", "进展 护理", "2026-sj", "SJ-018", "018"):
        for who in (NURSE, HEAD, UNIT):
            assert await found(desk, who, text) == {Kind.PROJECTS: ["危重症护理新进展"]}, text
        for who in (STRANGER, AUTHORITY):
            assert await found(desk, who, text) == {}, text
    assert await found(desk, UNIT, "危重症 手术") == {}
    await published(desk, 项目名称="重症监护新进展")
    assert await found(desk, UNIT, "危重症") == {}
    assert await found(desk, UNIT, "监护") == {Kind.PROJECTS: ["重症监护新进展"]}


async def test_an_application_is_found_in_its_department_and_once_submitted_in_its_unit(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await taking_applications(desk)
    application = await an_application(desk)
    name = application.name
    assert await found(desk, HEAD, "静脉治疗") == {Kind.APPLICATIONS: [name]}
    assert await found(desk, UNIT, "静脉治疗") == {}
    sent = await submit_application(desk, HEAD, application.id, seen=application.version)
    sent = await decide(desk, UNIT, sent.subject, Decision.APPROVE, seen=sent.version)
    await record_outcome(desk, UNIT, application.id, "2026-SJ-018", seen=sent.version)
    for text in ("静脉 学习班", "sj-018"):
        for who in (HEAD, UNIT):
            assert await found(desk, who, text) == {Kind.APPLICATIONS: [name]}
        for who in (NURSE, STRANGER, PHYSICIAN):
            assert await found(desk, who, text) == {}
    other = await an_application(desk)
    revised = await revise_application(desk, HEAD, other.id, {"name": "压疮预防"})
    assert await found(desk, HEAD, "压疮") == {Kind.APPLICATIONS: ["压疮预防"]}
    await remove_application(desk, HEAD, other.id, seen=revised.application.version)
    assert await found(desk, HEAD, "压疮") == {}


async def test_staff_find_the_trainings_that_they_may_still_go_to(desk: Desk) -> None:
    training, _ = await an_approved_training(desk, HEAD, UNIT)
    assert await found(desk, NURSE, "输液 静脉") == {Kind.COMING: [training.plan.name]}
    assert await found(desk, PHYSICIAN, "静脉输液") == {}
