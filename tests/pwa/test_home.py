"""The first page and the inbox: how the year stands, what waits, what is new."""

from datetime import date

import pytest

from core.domain.attendance.schedules import Phase
from core.domain.credits.credit import Stage
from core.domain.dates import hour
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.texts import say
from core.usecases.attendance.check_in import check_in
from core.usecases.attendance.coming import send_reminders
from core.usecases.messages.notices import read_inbox
from core.usecases.review import decide
from core.usecases.trainings.plans import submit_training
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.rooms import approved
from tests.pwa.years import put_credit
from tests.trainings import a_plan, an_entry, code_now

TOMORROW = date(2026, 6, 16)


async def _home(browser: Browser, path: str = "/") -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200
    return " ".join((await answer.get_data(as_text=True)).split())


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def test_a_nurse_is_greeted_with_her_department_and_title(nurse_browser: Browser) -> None:
    page = await _home(nurse_browser)
    assert "闻旦，您好" in page
    assert "护理 · 主管护师" in page


async def test_an_empty_year_says_what_is_missing_and_what_to_do(nurse_browser: Browser) -> None:
    page = await _home(nurse_browser)
    assert "还差 25.0 学分" in page
    assert "还差 90.0 学时" in page
    assert said("home-recent-empty", year=2026) in page
    assert 'href="/credits/new"' in page
    assert said("inbox-empty") in page
    assert said("home-today") not in page


async def test_the_ring_is_drawn_against_what_is_needed_however_much_waits(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 700)
    await put_credit(desk, cast.NURSE, "进修", 2500, Stage.UNIT_REVIEW, rule="advanced-study-long")
    page = await _home(nurse_browser)
    assert 'stroke-dasharray="28.0 100"' in page
    assert 'stroke-dasharray="100 100"' in page


async def test_what_counts_what_waits_and_what_starts_tomorrow_stand_apart(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 700)
    await put_credit(desk, cast.NURSE, "静脉治疗", 100, effective_on=TOMORROW)
    await put_credit(desk, cast.NURSE, "护理管理", 150, Stage.UNIT_REVIEW)
    page = await _home(nurse_browser)
    assert '<span class="ring-number">7.0</span>' in page
    assert said("home-ring", points="7.0", needed="25", pending="2.5") in page
    assert 'stroke-dasharray="28.0 100"' in page
    assert 'stroke-dasharray="38.0 100"' in page
    assert "还差 18.0 学分" in page
    assert "审核中 1.5" in page
    assert "明日生效 1.0" in page
    assert "全部通过后还差 15.5 学分" in page
    assert "危重症护理新进展" in page
    assert "待单位审核" in page


async def test_what_waits_is_summed_by_what_it_would_count(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 700)
    await put_credit(desk, cast.NURSE, "静脉治疗", 200, effective_on=TOMORROW)
    await put_credit(desk, cast.NURSE, "护理管理", 250, Stage.UNIT_REVIEW)
    page = await _home(nurse_browser)
    assert "审核中 1.0" in page
    assert "明日生效 2.0" in page
    assert said("home-ring", points="7.0", needed="25", pending="3.0") in page
    assert "全部通过后还差 15.0 学分" in page


async def test_a_claim_that_adds_nothing_waits_as_nothing(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 1000)
    await put_credit(desk, cast.NURSE, "护理管理", 250, Stage.UNIT_REVIEW)
    assert "审核中 0.0" in await _home(nurse_browser)


async def test_what_took_effect_today_is_said_today_only(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "今日的讲座", 100, effective_on=desk.today())
    assert said("home-took-effect") in await _home(nurse_browser)
    await put_credit(desk, cast.NURSE, "昨日的讲座", 100, effective_on=date(2026, 6, 14))
    assert (await _home(nurse_browser)).count(said("home-took-effect")) == 1


async def test_an_earlier_year_is_judged_by_its_own_standard(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "旧学分", 300, year=2023, effective_on=date(2023, 5, 1))
    page = await _home(nurse_browser, "/?year=2023")
    assert "Ⅰ类" in page
    assert "Ⅱ类" in page
    assert said("outcome-not-met") in page
    assert "旧学分" in page
    assert 'href="/?year=2023"' in await _home(nurse_browser)


async def test_a_year_without_rules_of_its_own_says_whose_it_uses(nurse_browser: Browser) -> None:
    page = await _home(nurse_browser, "/?year=2031")
    assert said("rulebook-other-year", year=2031, used=2026) in page


async def test_more_than_a_rule_allows_is_said_not_to_count(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "一", 800)
    await put_credit(desk, cast.NURSE, "二", 800)
    assert "6.0 学分不计入达标" in await _home(nurse_browser)


async def test_a_reviewer_sees_what_waits_and_never_their_own(
    head_nurse_browser: Browser, desk: Desk
) -> None:
    assert said("home-waiting-empty") in await _home(head_nurse_browser)
    await put_credit(desk, cast.NURSE, "等审核的学分", 200, Stage.DEPARTMENT_REVIEW)
    await put_credit(desk, cast.HEAD_NURSE, "自己的学分", 200, Stage.DEPARTMENT_REVIEW)
    page = await _home(head_nurse_browser)
    assert "闻旦 · 等审核的学分" in page
    assert "蔡李铭 · 自己的学分" not in page
    assert said("waiting-credit", count=1) in page


@pytest.mark.parametrize("person", [cast.UNIT_ADMINISTRATOR, cast.AUTHORITY])
async def test_an_office_without_a_learner_gets_a_page_of_its_work(
    browser_of: BrowserOf, desk: Desk, person: cast.Person
) -> None:
    page = await _home(await browser_of(person))
    assert person.account.name in page
    assert said("home-waiting-empty") in page
    assert "ring" not in page.replace("string", "")
    assert said("home-submit") not in page


async def test_a_colleagues_year_does_not_show(nurse_browser: Browser, desk: Desk) -> None:
    await put_credit(desk, cast.COLLEAGUE, "同事的学分", 700)
    assert "同事的学分" not in await _home(nurse_browser)


async def test_names_are_written_as_text_never_as_markup(
    nurse_browser: Browser, desk: Desk
) -> None:
    await put_credit(desk, cast.NURSE, "<b>粗</b>&\"'", 100)
    page = await _home(nurse_browser)
    assert "<b>粗</b>" not in page
    assert "&lt;b&gt;粗&lt;/b&gt;" in page


async def test_the_year_in_english_is_complete(nurse_browser: Browser, desk: Desk) -> None:
    await nurse_browser.post("/settings/language", {"language": "en"})
    await put_credit(desk, cast.NURSE, "Course", 700)
    page = await _home(nurse_browser)
    assert "18.0 credits still missing" in page
    assert "Hello 闻旦" in page


async def _write(desk: Desk, to: Actor, key: str, credit_id: str | None = None) -> None:
    async with desk.store.transaction() as tx:
        await tx.notices.add(
            [to.account_id],
            key,
            now=desk.clock.now(),
            subject=Subject(SubjectKind.CREDIT, credit_id) if credit_id else None,
            details={"points": 200, "year": 2026, "stage": "department-review"},
        )


async def test_messages_are_listed_and_marked_as_read(
    nurse_browser: Browser, desk: Desk, nurse: Actor
) -> None:
    await _write(desk, nurse, "took-effect")
    await _write(desk, nurse, "review-waiting")
    page = await _home(nurse_browser, "/inbox")
    assert "2.0 学分已生效，计入 2026 年度" in page
    assert said("inbox-unread", count=2) in page
    assert "row-unread" in page
    assert (await nurse_browser.post("/inbox/read")).headers["Location"] == "/inbox"
    assert "row-unread" not in await _home(nurse_browser, "/inbox")


async def test_opening_a_message_marks_it_and_leads_to_its_credit(
    nurse_browser: Browser, desk: Desk, nurse: Actor
) -> None:
    credit = await put_credit(desk, cast.NURSE, "静脉治疗", 200)
    await _write(desk, nurse, "took-effect", credit.id)
    await _write(desk, nurse, "review-waiting")
    notice = next(one for one in (await read_inbox(desk, nurse)).rows if one.credit_id)
    form = {"notice": str(notice.id), "next": f"/credits/{credit.id}"}
    answer = await nurse_browser.post("/inbox/read", form)
    assert answer.headers["Location"] == f"/credits/{credit.id}"
    assert (await read_inbox(desk, nurse)).counts["unread"] == 1


async def test_nobody_marks_somebody_elses_messages(
    stranger_browser: Browser, desk: Desk, nurse: Actor
) -> None:
    await _write(desk, nurse, "took-effect")
    notice = (await read_inbox(desk, nurse)).rows[0]
    await stranger_browser.post("/inbox/read", {"notice": str(notice.id)})
    assert (await read_inbox(desk, nurse)).counts["unread"] == 1


@pytest.mark.parametrize("notice", ["abc", "-1", "9" * 30, "1;2"])
async def test_a_message_that_is_none_is_refused_in_words(
    nurse_browser: Browser, notice: str
) -> None:
    answer = await nurse_browser.post("/inbox/read", {"notice": notice})
    assert answer.status_code == 422
    assert said("refusal-field-unreadable") in await answer.get_data(as_text=True)


async def test_the_navigation_counts_what_waits(
    head_nurse_browser: Browser, desk: Desk, head_nurse: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "等审核的学分", 200, Stage.DEPARTMENT_REVIEW)
    await _write(desk, head_nurse, "review-waiting")
    page = await _home(head_nurse_browser, "/settings")
    assert '<span class="nav-badge" data-badge="review" aria-hidden="true">1</span>' in page
    assert f'data-live="waiting">{said("waiting-credit", count=1)}<' in page
    assert '<span class="nav-badge" data-badge="inbox">1</span>' in page


async def test_a_message_about_a_training_leads_to_it_or_to_ones_own(
    browser_of: BrowserOf, desk: Desk
) -> None:
    head_nurse, unit = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR
    training = await a_plan(desk, head_nurse)
    training = await submit_training(desk, head_nurse, training.id, seen=training.version)
    place = f"/review?kind=trainings&amp;at={training.id}"
    assert f'value="{place}"' in await _home(await browser_of(unit), "/inbox")
    approve = Decision.APPROVE
    await decide(desk, unit.actor, training.subject, approve, seen=training.version)
    await send_reminders(desk, Actor.system())
    assert 'value="/trainings/mine"' in await _home(await browser_of(cast.NURSE), "/inbox")


async def test_what_a_person_has_to_do_stands_before_what_is_news(
    head_nurse_browser: Browser, nurse_browser: Browser, desk: Desk
) -> None:
    assert said("home-todo") not in await _home(nurse_browser)
    await put_credit(desk, cast.NURSE, "被退回的学分", 200, Stage.RETURNED)
    await put_credit(desk, cast.NURSE, "等审核的学分", 200, Stage.DEPARTMENT_REVIEW)
    own, office = await _home(nurse_browser), await _home(head_nurse_browser)
    assert said("home-returned", count=1) in own
    assert 'href="/credits?tab=returned"' in own
    assert said("waiting-credit", count=1) in office
    for page, news in ((own, "home-recent"), (office, "completion-title")):
        assert page.index(said("home-todo")) < page.index(said(news))


async def test_on_a_training_day_the_scanner_comes_first_until_one_knows_when_to_sign_out(
    nurse_browser: Browser, desk: Desk
) -> None:
    assert '<a class="nav-link" href="/scan"' in await _home(nurse_browser)
    cycle = (await approved(desk)).cycle
    page = await _home(nurse_browser)
    assert page.index(said("coming-scan")) < page.index('id="home-result"')
    await check_in(desk, cast.NURSE.actor, an_entry(code_now(desk, cycle)))
    opens, closes = map(hour, cycle.schedule.window(Phase.SIGN_OUT))
    assert said("coming-next", opens=opens) in await _home(nurse_browser)
    record = await _home(nurse_browser, f"/attendance/{cycle.id}/sign-in")
    assert said("checked-in-next", opens=opens, closes=closes) in record


async def test_the_ring_leads_to_how_each_credit_counts(nurse_browser: Browser) -> None:
    place = f'<a class="ring-link" href="/staff/{cast.NURSE.actor.staff_id}/years/2026">'
    assert place in await _home(nurse_browser)


async def test_whoever_meets_the_standard_tomorrow_is_told_so(
    nurse_browser: Browser, desk: Desk
) -> None:
    long = "advanced-study-long"
    await put_credit(desk, cast.NURSE, "进修", 2500, rule=long, effective_on=TOMORROW)
    page = await _home(nurse_browser)
    assert said("home-met-tomorrow") in page
    assert said("years-result-not-met") not in page
