"""Amounts: what people type, what the record holds, what the page shows."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from core.domain.points import MOST, NotANumber, half_up, parse, show, show_quantity
from core.texts import LANGUAGES, say, speaking


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("6", 600),
        (" 6 ", 600),
        ("6学时", 600),
        ("6 学时", 600),
        ("共6学时。", 600),
        ("6个学时", 600),
        ("６", 600),
        ("２．５天", 250),
        ("2.5天", 250),
        ("2.5 hours", 250),
        ("3 Days", 300),
        ("十二", 1200),
        ("六个小时", 600),
        ("二十四学时", 2400),
        ("廿八", 2800),
        ("半天", 50),
        ("一天半", 150),
        ("两天半", 250),
        ("两个半小时", 250),
        ("1天半", 150),
        ("0.333", 33),
        ("0.335", 34),
        ("0", 0),
        ("10000", MOST),
    ],
)
def test_people_may_write_a_number_with_its_unit(typed: str, hundredths: int) -> None:
    assert parse(typed) == hundredths


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "many", "许多", "半", "学时", "十十", "二三四十", "第一", "半半天"),
        *("-3", "−3", "+3", "3-5", "3/5", "6 7", "1 000", "1,000"),
        *("1e9", "10⁹", "6²", "½", "①", "६", "٦", "Ⅵ"),
        *("😀", "6😀", "6️⃣", "\u202e6", "6\u0000", "\u200b"),
        *(".5", "2..5", "1.23456", "0x10", "6万", "6k", "6%", "NaN", "inf"),
        *("10000.01", "999999999", "1000000000", "6" * 41, "6" + "天" * 41, "0" * 5000),
    ],
)
def test_anything_else_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotANumber) as refused:
        parse(typed)
    shown = str(refused.value.details["text"])
    assert len(shown) <= 40
    assert shown.isprintable()
    for language in LANGUAGES:
        with speaking(language):
            assert "2.5" in say(f"refusal-{refused.value.code}", **refused.value.details)


@given(some.text())
@example("6" * 100_000)
def test_no_text_breaks_the_reading_of_numbers(typed: str) -> None:
    with contextlib.suppress(NotANumber):
        assert 0 <= parse(typed) <= MOST


@given(some.integers(0, MOST))
def test_what_is_shown_can_be_typed_again(hundredths: int) -> None:
    assert parse(show(hundredths)) == hundredths
    assert parse(show_quantity(hundredths)) == hundredths


@pytest.mark.parametrize(
    ("hundredths", "shown"),
    [(0, "0.0"), (5, "0.05"), (33, "0.33"), (50, "0.5"), (200, "2.0"), (2500, "25.0")],
)
def test_credits_are_shown_with_a_decimal(hundredths: int, shown: str) -> None:
    assert show(hundredths) == shown


def test_a_difference_below_nothing_keeps_its_sign() -> None:
    assert show(-250) == "-2.5"
    assert show(-5) == "-0.05"


@pytest.mark.parametrize(
    ("hundredths", "shown"), [(600, "6"), (250, "2.5"), (1000, "10"), (10, "0.1"), (0, "0")]
)
def test_quantities_are_shown_without_needless_decimals(hundredths: int, shown: str) -> None:
    assert show_quantity(hundredths) == shown


@given(numerator=some.integers(0, 10**9), denominator=some.integers(1, 10**6))
def test_rounding_goes_to_the_nearest_and_up_when_halfway(numerator: int, denominator: int) -> None:
    rounded = half_up(numerator, denominator)
    assert -denominator < 2 * (numerator - rounded * denominator) <= denominator or (
        2 * (numerator - rounded * denominator) == -denominator
    )
    assert half_up(denominator, 2 * denominator) == 1
