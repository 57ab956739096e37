"""Choices answered by number: whatever is offered, its mark chooses it and nothing else does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.offers import CARDS, Offers, read_offers

WORDS = st.text("甲乙丙丁 0123456789", min_size=1, max_size=6).map(str.strip).filter(bool)
CHOICES = st.lists(WORDS, unique=True, min_size=1, max_size=8).map(
    lambda words: [(one, f"data:{place}") for place, one in enumerate(words)]
)


@settings(max_examples=60)
@given(CHOICES, CHOICES, st.booleans())
def test_every_mark_chooses_its_choice_and_survives_being_kept(
    asked: list[tuple[str, str]], card: list[tuple[str, str]], by_letter: bool
) -> None:
    offers = read_offers(str(Offers().add_card(card).ask(asked, 7, by_letter=by_letter)))
    assert sorted(offers.asked.values()) == sorted(asked)
    assert sorted(offers.newest_card.values()) == sorted(card)
    for mark, (_, carried) in {**offers.asked, **offers.newest_card}.items():
        for said in (mark, f" 回复 {mark.lower()} ", f"{mark}."):
            assert offers.chosen(said, 8) == carried


def test_a_number_answers_no_question_that_takes_numbers() -> None:
    offers = Offers().ask([("返回", "back")], 1, by_letter=True)
    assert offers.chosen("6", 2) is None
    assert offers.chosen("a", 2) == "back"


def test_what_came_before_the_question_answers_the_one_before() -> None:
    offers = Offers().ask([("2026", "year")], 5).ask([("论文", "paper")], 9)
    assert offers.chosen("1", 9) == "year"
    assert offers.chosen("1", 10) == "paper"


def test_a_choice_whose_words_begin_with_a_number_keeps_it() -> None:
    offers = Offers().ask([("下一页", "next"), ("3  论文", "3"), ("2", "2")], 0)
    assert set(offers.asked) == {"1", "3", "2"}
    assert offers.chosen("3", 1) == "3"


def test_words_choose_where_only_one_choice_has_them() -> None:
    offers = Offers().add_card([("通过", "pass:1")])
    assert offers.chosen("通过", 1) == "pass:1"
    assert offers.add_card([("通过", "pass:2")]).chosen("通过", 1) is None
    assert offers.add_card([("通过", "pass:2")]).chosen("a1", 1) == "pass:1"


def test_of_many_cards_the_oldest_is_forgotten() -> None:
    offers = Offers()
    for number in range(CARDS + 1):
        offers = offers.add_card([("通过", f"pass:{number}")])
    assert offers.chosen("A1", 1) == f"pass:{CARDS}"
    assert offers.chosen("B1", 1) == "pass:1"


def test_what_was_kept_and_cannot_be_read_offers_nothing() -> None:
    for kept in ("", "[]", "null", "{", "[1, 2]"):
        assert read_offers(kept).chosen("1", 1) is None
