"""Buttons carry what they must, and never more than Telegram takes."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from bot.chat.buttons import (
    CASE,
    CODE,
    CREDIT,
    CYCLE,
    FILE,
    JOB,
    KIND,
    LONGEST_DATA,
    NOTE,
    PARTS,
    TRAINING,
    Verb,
    button_data,
    read_press,
)
from bot.chat.screens.credits.questions import kind_screen, question_screen
from bot.chat.screens.credits.summary import edit_screen
from bot.telegram.updates import chat_of, language_of
from core.domain.credits.claims import Claim, first_open, questions
from core.domain.credits.credit import Credit, Evidence, Origin, Stage
from core.domain.credits.used_before import UsedBefore
from core.domain.errors import NotFound
from core.domain.rulebook import YEARS, shipped
from core.texts import LANGUAGES, speaking
from core.usecases.credits.sheets import Corrections, CreditSheet
from tests import cast

NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)
TODAY = date(2026, 6, 15)
LATEST = 999_999


def file(kind: str | None) -> Evidence:
    return Evidence(
        "f" * 16, "c" * 16, "s", "a.jpg", "image/jpeg", 9, 1, kind, None, has_view=True,
        uploaded_at=NOW,
    )  # fmt: skip


def sheet(claim: Claim) -> CreditSheet:
    credit = Credit(
        "c" * 16, "s" * 16, "u" * 16, "d" * 16, "a" * 16, Origin.PERSONAL, claim, Stage.DRAFT,
        points=0, hours=0, to_authority=False, created_at=NOW, version=LATEST,
    )  # fmt: skip
    assert cast.NURSE.staff
    book = shipped().of(claim.year)
    return CreditSheet(
        credit, cast.NURSE.staff, cast.NURSING, book, [file(None)], None, 0,
        first_open(claim, book), [], [], [], may_revise=True, may_withdraw=False,
        may_copy=False, may_decide=False, may_record=False, may_share=False, sees_workbook=False,
        corrections=Corrections(False, False, None),
    )  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_no_button_of_any_rule_carries_more_than_telegram_takes(year: int) -> None:
    for rule, language in product(shipped().of(year).rules, LANGUAGES):
        with speaking(language):
            claim = Claim(year, rule.category, rule.code, remark="危重症护理新进展")
            for question in questions(claim, shipped().of(year)):
                before = UsedBefore(answers={question: ("浙江省护理学会" * 10,)})
                screens = [question_screen(sheet(claim), question, TODAY, before)]
                screens += [edit_screen(sheet(claim))]
                screens += [kind_screen(sheet(claim), sheet(claim).evidence[0], None)]
                data = [one.data for screen in screens for row in screen.rows for one in row]
                assert max(len(one.encode()) for one in data) <= LONGEST_DATA


def test_what_a_button_carries_is_read_back() -> None:
    longest = {
        CREDIT: "c" * 16,
        CASE: "c" * 16,
        KIND: "training",
        FILE: "f" * 16,
        TRAINING: "t" * 16,
        CODE: "k" * 16,
        JOB: "j" * 16,
        CYCLE: "y" * 16,
    }
    longest |= {NOTE: "n" * 29, "seen": "9" * 9, "place": "9" * 9, "decision": "approve"}
    for verb, parts in PARTS.items():
        carried = (longest.get(part, "7") for part in parts)
        press = read_press(button_data(verb, *carried))
        assert (press.verb, list(press.parts)) == (verb, list(parts))


@pytest.mark.parametrize("data", ["", "send", "send:a", "send:a:1:2", "fly:a", "::", "x" * 64])
def test_data_that_is_no_button_of_ours_is_not_found(data: str) -> None:
    with pytest.raises(NotFound):
        read_press(data)


@pytest.mark.parametrize("seen", ["", "-1", "1e9", "９", "9" * 10])
def test_a_version_is_a_small_whole_number(seen: str) -> None:
    with pytest.raises(NotFound):
        _ = read_press(f"send:abc:{seen}").seen


def test_too_long_data_is_a_defect() -> None:
    with pytest.raises(ValueError, match="bytes"):
        button_data(Verb.RULE, "c" * 16, 1, "r" * 64)


def test_every_update_knows_its_chat() -> None:
    chat = {"chat": {"id": 7}}
    bodies = [{"message": chat}, {"callback_query": {"message": chat}}, {"my_chat_member": chat}]
    assert [chat_of(body) for body in bodies] == [7, 7, 7]
    assert chat_of({}) == 0


def test_chinese_phones_read_chinese_and_others_english() -> None:
    assert [language_of(code) for code in ("zh-hans", None, "en", "de")] == [
        "zh-CN",
        "zh-CN",
        "en",
        "en",
    ]
