from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.credits.answers import NotAChoice, YearClosed, answered
from core.domain.credits.claims import Claim, first_open, questions, worth
from core.domain.credits.faults import (
    AnswerMissing,
    EvidenceMissing,
    InFuture,
    OutsideYear,
    RuleDisabled,
    faults,
)
from core.domain.errors import Refusal
from core.domain.points import NotANumber
from core.domain.reading_days import NotADate
from core.domain.rulebook import YEARS, shipped
from core.domain.rulebook.earning import NotARank, QuantityOutOfRange, asks_for
from core.domain.typed import TextNeeded, TextTooLong
from core.texts import speaking
from core.wording.refusals import explain

TODAY = date(2026, 6, 15)
BOOK = shipped().of(2026)
OUT_OF_PROVINCE = (
    ("category", "out-of-province"),
    ("rule", "out-of-province-national"),
    ("quantity", "6学时"),
    ("project-name", "危重症护理新进展"),
    ("project-number", "2026-14-02-118"),
    ("organiser", "江苏省护理学会"),
    ("dates", "2026-06-12 至 06-14"),
)
PAPER = (
    ("category", "paper"),
    ("rule", "paper-core"),
    ("rank", "第一作者"),
    ("paper-title", "老年患者跌倒风险评估"),
    ("journal", "中华护理杂志"),
    ("date", "2026-03-01"),
)


def claimed(*answers: tuple[str, str], year: int = 2026) -> Claim:
    claim = Claim(year=year)
    for question, text in answers:
        claim = answered(claim, question, text, shipped().of(year), TODAY)
    return claim


def test_a_claim_is_asked_question_by_question_until_nothing_is_open() -> None:
    claim, asked = Claim(year=2026), []
    answers = dict(OUT_OF_PROVINCE)
    while question := first_open(claim, BOOK):
        asked.append(question)
        claim = answered(claim, question, answers[question], BOOK, TODAY)
    assert asked == [question for question, _ in OUT_OF_PROVINCE]
    assert claim.days == (date(2026, 6, 12), date(2026, 6, 14))
    assert worth(claim, BOOK).points == 200


def test_a_paper_is_worth_what_its_author_rank_gives() -> None:
    assert worth(claimed(*PAPER), BOOK).points == 1500


def test_all_that_is_missing_is_listed_at_once() -> None:
    claim = claimed(("category", "out-of-province"), ("rule", "out-of-province-national"))
    missing = faults(claim, [], BOOK, TODAY)
    assert [type(fault) for fault in missing] == [AnswerMissing] * 5 + [EvidenceMissing] * 2


def test_the_certificate_and_one_of_three_papers_are_evidence_enough() -> None:
    claim = claimed(*OUT_OF_PROVINCE)
    assert [type(f) for f in faults(claim, ["certificate"], BOOK, TODAY)] == [EvidenceMissing]
    for other in ("approval-form", "invoice", "query-screenshot"):
        assert faults(claim, ["certificate", other], BOOK, TODAY) == []


@pytest.mark.parametrize(
    ("question", "typed", "refusal"),
    [
        ("quantity", "0", QuantityOutOfRange),
        ("quantity", "-3", NotANumber),
        ("quantity", "10⁹", NotANumber),
        ("quantity", "1000000000", NotANumber),
        ("quantity", "many", NotANumber),
        ("quantity", "151", QuantityOutOfRange),
        ("dates", "2025-12-31", OutsideYear),
        ("dates", "2025-12-30 至 2026-01-02", OutsideYear),
        ("dates", "2026-06-16", InFuture),
        ("dates", "有一天", NotADate),
        ("project-name", "长" * 301, TextTooLong),
        ("project-number", "9" * 31, TextTooLong),
        ("organiser", " \u200f\x00 ", TextNeeded),
        ("rule", "research", NotAChoice),
        ("year", "2018", YearClosed),
        ("year", "2027", YearClosed),
        ("year", "今年", YearClosed),
    ],
)
def test_a_bad_answer_is_refused_in_a_sentence_and_the_claim_stays(
    question: str, typed: str, refusal: type[Refusal]
) -> None:
    claim = claimed(*OUT_OF_PROVINCE)
    with pytest.raises(refusal) as refused:
        answered(claim, question, typed, BOOK, TODAY)
    for language in ("zh-CN", "en"):
        with speaking(language):
            assert len(explain(refused.value)) > 10


def test_a_closed_row_cannot_be_chosen() -> None:
    with pytest.raises(RuleDisabled):
        claimed(("category", "research"), ("rule", "research"))


def test_a_rank_that_earns_nothing_is_refused() -> None:
    with pytest.raises(NotARank):
        answered(claimed(*PAPER), "rank", "3", BOOK, TODAY)
    with pytest.raises(NotARank):
        answered(claimed(*OUT_OF_PROVINCE), "rank", "1", BOOK, TODAY)


def test_a_long_stay_belongs_to_the_year_in_which_it_ends() -> None:
    stay = (("category", "advanced-study"), ("rule", "advanced-study-long"))
    claim = claimed(*stay, ("dates", "2025-11-01 至 2026-02-10"))
    assert faults(claim, [], BOOK, TODAY)[0].details["question"] == "matter"
    with pytest.raises(OutsideYear):
        claimed(*stay, ("dates", "2025-01-01 至 2025-06-10"))


def test_changing_the_category_forgets_what_no_longer_fits() -> None:
    claim = answered(claimed(*OUT_OF_PROVINCE), "category", "paper", BOOK, TODAY)
    assert (claim.rule, claim.quantity) == (None, None)
    assert claim.details["project-name"] == "危重症护理新进展"


def test_what_cannot_be_seen_is_not_kept() -> None:
    claim = answered(
        claimed(*OUT_OF_PROVINCE), "organiser", "江苏\u202e省\x00护理\n学会", BOOK, TODAY
    )
    assert claim.details["organiser"] == "江苏省护理 学会"


def test_emoji_and_rare_characters_are_kept_as_typed() -> None:
    claim = answered(claimed(*OUT_OF_PROVINCE), "organiser", "𬭎㛃学会😀", BOOK, TODAY)
    assert claim.details["organiser"] == "𬭎㛃学会😀"


@pytest.mark.parametrize("year", YEARS)
def test_every_open_row_of_every_year_can_be_asked_to_the_end(year: int) -> None:
    book = shipped().of(year)
    for rule in (rule for rule in book.rules if rule.is_enabled):
        claim = claimed(("category", rule.category), ("rule", rule.code), year=year)
        asked = questions(claim, book)
        assert asked[:3] == ["year", "category", "rule"]
        assert ("quantity" in asked) == (asks_for(rule.measure) in {"hours", "days"})


@given(
    question=some.sampled_from(["quantity", "rank", "dates", "project-name", "year", "rule"]),
    typed=some.text(max_size=400),
)
def test_no_text_whatever_breaks_an_answer(question: str, typed: str) -> None:
    claim = claimed(*OUT_OF_PROVINCE)
    with suppress(Refusal):
        answered(claim, question, typed, BOOK, TODAY)
