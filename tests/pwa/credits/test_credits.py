"""Entering, correcting, submitting and taking back a credit in the web app."""

import pytest

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.subjects import Subject
from core.ports import Desk
from core.texts import say
from core.usecases.credits.entry import start_draft
from core.usecases.credits.sheets import read_credit
from core.usecases.review import decide
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import ANSWERS, Entry, begin, credits_of, submitted, text_of
from tests.pwa.years import put_credit

LONG = "长" * 301


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def stage_of(desk: Desk, who: Actor, entry: Entry) -> Stage:
    return (await read_credit(desk, who, entry.credit_id)).credit.stage


async def test_a_nurse_enters_and_submits_a_credit(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await submitted(nurse_browser)
    credit = (await read_credit(desk, nurse, entry.credit_id)).credit
    assert (credit.stage, credit.points) == (Stage.DEPARTMENT_REVIEW, 200)
    page = await text_of(await nurse_browser.get(entry.path))
    assert "6 学时 ÷ 3 = 2.0 学分，本类最高 10" in page
    assert said("stage-department-review") in page
    assert said("event-submitted", who="闻旦") in page


@pytest.mark.parametrize(
    ("held", "sentence"), [(1000, "本类已满，这次计 0 分"), (850, "这次计 1.5 分"), (700, "")]
)
async def test_what_a_claim_would_count_is_said_before_it_is_sent(
    desk: Desk, nurse_browser: Browser, held: int, sentence: str
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", held)
    entry = await begin(nurse_browser)
    answer = await nurse_browser.get(f"{entry.path}/arithmetic?answer-quantity=6")
    live = (await answer.get_json())["text"]
    assert live.endswith(f"本人已计 {held / 100}" + (f"；{sentence}" if sentence else ""))
    await entry.save()
    edit = await text_of(await nurse_browser.get(f"{entry.path}/edit"))
    page = await text_of(await nurse_browser.get(entry.path))
    assert ("这次计" in edit, "这次计" in page) == (bool(sentence), bool(sentence))
    assert sentence in edit
    assert page.count(sentence) == 2 or not sentence
    timeline = page[page.index(said("credit-history")) :]
    assert sentence in timeline


async def test_the_list_shows_it_under_its_state_and_year(nurse_browser: Browser) -> None:
    await submitted(nurse_browser)
    title = ANSWERS["answer-project-name"]
    for address in ("/credits", "/credits?tab=waiting", "/credits?year=2026&tab=waiting"):
        assert title in await text_of(await nurse_browser.get(address)), address
    for address in ("/credits?tab=approved", "/credits?year=2025"):
        assert title not in await text_of(await nurse_browser.get(address)), address


async def test_an_empty_list_says_how_to_begin(nurse_browser: Browser) -> None:
    page = await text_of(await nurse_browser.get("/credits"))
    assert said("credits-empty-title") in page
    assert "/credits/new" in page


async def test_the_kinds_and_rules_are_offered_with_what_they_earn(nurse_browser: Browser) -> None:
    async def offered(asked: str) -> str:
        return await text_of(await nurse_browser.get(f"/credits/new?year=2026{asked}"))

    assert "赴外省获得学分" in await offered("")
    rules = await offered("&category=out-of-province")
    assert "每3小时授予1分（最高限分10）" in rules
    assert said("rulebook-to-confirm") not in rules  # doubts are for administrators
    closed = await offered("&category=research")
    assert said("rule-closed") in closed
    assert "disabled" in closed


async def test_beginning_twice_with_one_key_begins_once(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    first, second = await begin(nurse_browser), await begin(nurse_browser)
    assert first.credit_id == second.credit_id
    assert len(await credits_of(desk, nurse)) == 1


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"year": "2026", "rule": "research"}, said("refusal-rule-disabled", rule="科研")),
        ({"year": "2026", "rule": "nonsense"}, said("refusal-not-a-choice", text="nonsense")),
        ({"year": "2018", "rule": "paper-sci"}, said("refusal-year-closed", first=2019, last=2026)),
        ({"year": "2027", "rule": "paper-sci"}, said("refusal-year-closed", first=2019, last=2026)),
        ({"year": "soon", "rule": "paper-sci"}, said("refusal-year-closed", first=2019, last=2026)),
    ],
)
async def test_a_closed_row_or_year_begins_nothing(
    desk: Desk, nurse: Actor, nurse_browser: Browser, form: dict[str, str], sentence: str
) -> None:
    answer = await nurse_browser.post("/credits/new", form)
    assert answer.status_code == 422
    assert sentence in await text_of(answer)
    assert await credits_of(desk, nurse) == []


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("answer-quantity", "0", "数量要大于 0，最多 150 学时"),
        ("answer-quantity", "151", "数量要大于 0，最多 150 学时"),
        ("answer-quantity", "-1", "没有看懂这个数字：“-1”"),
        ("answer-quantity", "1000000000", "没有看懂这个数字"),
        ("answer-quantity", "many", "没有看懂这个数字：“many”"),
        ("answer-project-name", LONG, "太长了：最多 300 个字，现在是 301 个"),
        ("answer-project-number", "9" * 31, "太长了：最多 30 个字"),
        ("answer-remark", "备" * 181, "太长了：最多 180 个字"),
        ("first-dates", "2025-03-12", "活动日期不在 2026 年度内"),
        ("last-dates", "2026-12-30", "日期 2026-12-30 还没有到"),
        ("last-dates", "2026-03-01", "结束日期 2026-03-01 早于开始日期"),
        ("first-dates", "long ago maybe", "不是能识别的日期"),
    ],
)
async def test_a_refused_answer_is_named_and_everything_typed_is_kept(
    nurse_browser: Browser, question: str, typed: str, sentence: str
) -> None:
    entry = await begin(nurse_browser)
    entry.answers[question] = typed
    answer = await entry.save()
    page = await text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert all(value in page for value in entry.answers.values())
    assert 'aria-invalid="true"' in page


async def test_all_that_is_missing_is_listed_at_once(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    entry.answers = {"answer-quantity": "many", "answer-remark": "请科室看一下"}
    answer = await entry.submit()
    page = await text_of(answer)
    assert answer.status_code == 422
    for question in ("项目名称", "项目编号", "项目举办单位", "活动日期"):
        assert said("refusal-answer-missing", question=question) in page
    assert said("refusal-evidence-missing", kinds="学分证书") in page
    assert said("refusal-not-a-number", text="many") in page
    assert "请科室看一下" in page


async def test_saving_an_unfinished_draft_is_no_mistake(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    entry.answers = {"answer-project-name": "半份"}
    answer = await entry.save()
    assert answer.status_code == 303
    assert "半份" in await text_of(await nurse_browser.get(f"{entry.path}/edit"))


async def test_emptying_what_is_needed_keeps_the_old_answer_and_says_so(
    nurse_browser: Browser,
) -> None:
    entry = await begin(nurse_browser)
    await entry.save()
    entry.answers["answer-organiser"] = " "
    answer = await entry.save()
    assert answer.status_code == 422
    assert said("refusal-answer-missing", question="项目举办单位") in await text_of(answer)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("护理\x07\x1b[31m学习班", "护理[31m学习班"),
        ("\u202e班习学\u202c 护理", "班习学 护理"),
        ("学习班 🎓👩‍⚕️", "🎓"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("𬭎䶮㛃𠅤", "𬭎䶮㛃𠅤"),
    ],
)
async def test_odd_signs_are_kept_readable_and_harmless(
    nurse_browser: Browser, typed: str, shown: str
) -> None:
    entry = await begin(nurse_browser)
    entry.answers["answer-project-name"] = typed
    assert (await entry.save()).status_code == 303
    page = await text_of(await nurse_browser.get(entry.path))
    assert shown in page
    assert "<script>alert" not in page
    assert "\u202e" not in page


async def test_a_rank_without_a_rule_for_it_is_refused(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser, "paper-core")
    entry.answers = {"answer-rank": "3", "answer-paper-title": "论文"}
    answer = await entry.save()
    assert answer.status_code == 422
    assert said("refusal-not-a-rank", last=2) in await text_of(answer)


async def test_the_sum_is_worked_out_while_typing(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    for typed, words in (
        ("6", "6 学时 ÷ 3 = 2.0 学分，本类最高 10；本人已计 0.0"),
        ("60", "计 10.0 学分"),
        ("many", "没有看懂这个数字：“many”"),
        ("", said("entry-sum-empty")),
    ):
        answer = await nurse_browser.get(f"{entry.path}/arithmetic?answer-quantity={typed}")
        assert words in (await answer.get_json())["text"]


async def test_what_changed_elsewhere_is_told_and_nothing_typed_is_lost(
    nurse_browser: Browser,
) -> None:
    entry = await begin(nurse_browser)
    seen = await entry.version()
    await entry.save(seen, **{"answer-organiser": "另一个窗口"})
    answer = await entry.save(seen, **{"answer-organiser": "这个窗口"})
    page = await text_of(answer)
    assert answer.status_code == 409
    assert said("entry-changed") in page
    assert "这个窗口" in page
    assert (await entry.save(**{"answer-organiser": "这个窗口"})).status_code == 303


async def test_submitting_twice_submits_once(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await begin(nurse_browser)
    await entry.send_both()
    seen = await entry.version()
    first, second = await entry.submit(seen), await entry.submit(seen)
    assert (first.status_code, second.status_code) == (303, 303)
    history = (await read_credit(desk, nurse, entry.credit_id)).history
    assert [event.verb for event in history].count("submitted") == 1


async def test_a_submitted_credit_is_withdrawn_corrected_and_deleted(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await submitted(nurse_browser)
    seen = {"seen": str((await read_credit(desk, nurse, entry.credit_id)).credit.version)}
    for asked, is_offered in (("", True), ("?ask=withdrawal", False), ("?ask=removal", True)):
        page = await text_of(await nurse_browser.get(f"{entry.path}{asked}"))
        assert ("?ask=withdrawal" in page) is is_offered, asked
    assert (await nurse_browser.post(f"{entry.path}/withdrawal", seen)).status_code == 303
    assert await stage_of(desk, nurse, entry) is Stage.DRAFT
    assert (await nurse_browser.post(f"{entry.path}/withdrawal", seen)).status_code == 409
    seen = {"seen": await entry.version()}
    assert (await nurse_browser.post(f"{entry.path}/removal", seen)).status_code == 303
    assert (await nurse_browser.get(entry.path)).status_code == 404


async def test_a_returned_credit_shows_why_and_goes_back_to_review(
    desk: Desk, nurse: Actor, head_nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await submitted(nurse_browser)
    version = (await read_credit(desk, nurse, entry.credit_id)).credit.version
    await decide(
        desk,
        head_nurse,
        Subject("credit", entry.credit_id),
        Decision.RETURN,
        seen=version,
        reason="证书看不清",
    )
    for page in (entry.path, f"{entry.path}/edit"):
        assert "证书看不清" in await text_of(await nurse_browser.get(page))
    assert (await entry.submit()).status_code == 303
    assert await stage_of(desk, nurse, entry) is Stage.DEPARTMENT_REVIEW


async def test_a_rejected_credit_is_copied_to_a_new_draft(
    desk: Desk, nurse: Actor, head_nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await submitted(nurse_browser)
    version = (await read_credit(desk, nurse, entry.credit_id)).credit.version
    await decide(
        desk,
        head_nurse,
        Subject("credit", entry.credit_id),
        Decision.REJECT,
        seen=version,
        reason="重复",
    )
    assert f"{entry.path}/copy" in await text_of(await nurse_browser.get(entry.path))
    answer = await nurse_browser.post(f"{entry.path}/copy")
    assert answer.status_code == 303
    copy = await text_of(await nurse_browser.get(answer.headers["Location"]))
    assert ANSWERS["answer-project-name"] in copy


async def test_what_is_under_review_is_not_edited(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    await entry.send_both()
    seen = await entry.version()
    await entry.submit(seen)
    assert (await nurse_browser.get(f"{entry.path}/edit")).status_code == 303
    answer = await entry.save(seen, **{"answer-organiser": "改一下"})
    assert answer.status_code == 409
    assert said("entry-changed-not-open", stage=said("stage-department-review")) in await text_of(
        answer
    )


PAGES = ("", "/edit", "/rule", "/arithmetic?answer-quantity=6", "/upload", "/phone")


@pytest.mark.parametrize("page", PAGES)
async def test_a_strangers_credit_is_not_found(
    nurse_browser: Browser, stranger_browser: Browser, page: str
) -> None:
    entry = await begin(nurse_browser)
    answer = await stranger_browser.get(f"{entry.path}{page}")
    assert answer.status_code == 404
    assert said("refusal-not-found") in await text_of(answer)


@pytest.mark.parametrize("act", ["edit", "rule", "withdrawal", "removal", "copy"])
async def test_nothing_is_done_to_a_strangers_credit(
    nurse_browser: Browser, stranger_browser: Browser, act: str
) -> None:
    entry = await begin(nurse_browser)
    form = ANSWERS | {"seen": "1", "year": "2026", "rule": "paper-sci"}
    answer = await stranger_browser.post(f"{entry.path}/{act}", form)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/credits/1", "/credits/../../etc", "/credits/" + "a" * 17])
async def test_what_is_no_id_is_not_found(nurse_browser: Browser, path: str) -> None:
    assert (await nurse_browser.get(path)).status_code == 404


async def test_an_administrator_enters_for_one_of_their_people(
    desk: Desk, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    found = await text_of(await head_nurse_browser.get("/credits/new?q=%E9%97%BB"))
    assert cast.NURSE.staff is not None
    assert f"for={cast.NURSE.staff.id}" in found
    assert "刘一秀" not in await text_of(await head_nurse_browser.get("/credits/new?q=%E5%88%98"))
    entry = await begin(head_nurse_browser, whom=cast.NURSE.staff.id)
    await entry.send_both()
    assert (await entry.submit()).status_code == 303
    assert await stage_of(desk, head_nurse, entry) is Stage.UNIT_REVIEW
    others = await text_of(await head_nurse_browser.get("/credits?whose=others"))
    assert "闻旦" in others


async def test_nobody_enters_for_somebody_outside_their_department(
    head_nurse_browser: Browser,
) -> None:
    assert cast.PHYSICIAN.staff is not None
    whom = cast.PHYSICIAN.staff.id
    assert (await head_nurse_browser.get(f"/credits/new?for={whom}")).status_code == 404
    form = {"year": "2026", "rule": "paper-sci", "for": whom}
    assert (await head_nurse_browser.post("/credits/new", form)).status_code == 404


async def test_a_draft_without_a_rule_asks_for_one(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    draft = await start_draft(desk, nurse)
    answer = await nurse_browser.get(f"/credits/{draft.id}/edit")
    assert answer.headers["Location"].endswith(f"/credits/{draft.id}/rule")
    form = {"year": "2025", "rule": "paper-sci", "seen": "1"}
    assert (await nurse_browser.post(f"/credits/{draft.id}/rule", form)).status_code == 303
    page = await text_of(await nurse_browser.get(f"/credits/{draft.id}/edit"))
    assert said("author-rank", rank=3) in page


async def test_the_phone_code_opens_the_uploader_once(
    nurse_browser: Browser, guest: Browser
) -> None:
    entry = await begin(nurse_browser)
    page = await text_of(await nurse_browser.get(f"{entry.path}/phone"))
    assert "<svg" in page
    assert said("upload-title") in await text_of(await nurse_browser.get(f"{entry.path}/upload"))
