"""What a rule earns: laws for every rule there may be, and the manual's table by example."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.errors import NotFound
from core.domain.points import MOST, ONE
from core.domain.rulebook import shipped
from core.domain.rulebook.earning import (
    ByAuthorRank,
    Fixed,
    Measure,
    Measured,
    NotARank,
    PerQuantity,
    PerTime,
    QuantityNeeded,
    QuantityOutOfRange,
    Steps,
    admitted,
    asks_for,
    earned,
)
from core.domain.rulebook.rules import Standard
from core.texts import LANGUAGES, say, speaking

amounts = some.integers(1, MOST)
quantities = some.integers(0, MOST)
caps = some.none() | amounts
units = some.sampled_from([Measured.HOURS, Measured.DAYS])
rising = some.lists(some.tuples(amounts, amounts), min_size=1, max_size=6).map(
    lambda pairs: tuple(zip(*map(sorted, zip(*pairs, strict=True)), strict=True))
)
counted = some.builds(PerQuantity, units, amounts, amounts, caps, some.none()) | some.builds(
    Steps, units, rising, caps, some.none()
)
flat = some.builds(PerTime, amounts, caps) | some.builds(Fixed, amounts, caps)


@given(measure=counted | flat, quantity=quantities)
def test_nothing_earned_passes_the_cap(measure: Measure, quantity: int) -> None:
    got = earned(measure, quantity)
    assert 0 <= got.points <= got.uncapped
    if measure.cap is not None:
        assert got.points <= measure.cap
    assert got.is_capped == (measure.cap is not None and got.uncapped > measure.cap)


@given(measure=counted, less=quantities, more=quantities)
def test_who_does_more_never_earns_less(measure: Measure, less: int, more: int) -> None:
    less, more = sorted((less, more))
    assert earned(measure, less).points <= earned(measure, more).points


@given(measure=some.builds(PerQuantity, units, amounts, amounts), quantity=quantities)
def test_a_portion_is_exact_to_half_a_hundredth(measure: PerQuantity, quantity: int) -> None:
    exact_times_every = quantity * measure.points
    assert 2 * abs(earned(measure, quantity).points * measure.every - exact_times_every) <= (
        measure.every
    )


@pytest.mark.parametrize(
    ("hours", "points"), [(100, 33), (200, 67), (300, 100), (600, 200), (450, 150), (3000, 1000)]
)
def test_three_hours_outside_the_province_earn_one_credit(hours: int, points: int) -> None:
    measure = shipped().of(2025).rule("out-of-province-national").measure
    assert measure is not None
    assert earned(measure, hours).points == points


TABLE_OF_2025 = [
    ("out-of-province-national", {"quantity": 900}, 300),
    ("out-of-province-national", {"quantity": 3300}, 1000),
    ("out-of-province-national-lecturer", {"quantity": 100}, 200),
    ("out-of-province-national-lecturer", {"quantity": 600}, 1000),
    ("out-of-province-provincial", {"quantity": 100}, 100),
    ("out-of-province-provincial", {"quantity": 1100}, 1000),
    ("out-of-province-provincial-lecturer", {"quantity": 150}, 300),
    ("out-of-province-provincial-lecturer", {"quantity": 600}, 1000),
    ("advanced-study-short", {"quantity": 1400}, 1400),
    ("advanced-study-short", {"quantity": 6000}, 1500),
    ("advanced-study-long", {}, 2500),
    ("abroad-short", {"quantity": 700}, 700),
    ("abroad-short", {"quantity": 9000}, 1500),
    ("abroad-long", {}, 2500),
    ("mission-short", {"quantity": 250}, 250),
    ("mission-short", {"quantity": 1600}, 1500),
    ("mission-long", {}, 2500),
    ("degree", {}, 2500),
    ("paper-sci", {"rank": 1}, 2500),
    ("paper-sci", {"rank": 2}, 1500),
    ("paper-sci", {"rank": 3}, 1000),
    ("paper-core", {"rank": 1}, 1500),
    ("paper-core", {"rank": 2}, 1000),
]


@pytest.mark.parametrize(("code", "done", "points"), TABLE_OF_2025)
def test_the_thirteen_rows_of_2025_earn_what_the_manual_prints(
    code: str, done: dict[str, int], points: int
) -> None:
    measure = shipped().of(2025).rule(code).measure
    assert measure is not None
    assert earned(measure, **done).points == points


def test_the_table_of_2025_covers_every_open_row() -> None:
    book = shipped().of(2025)
    opened = [rule.code for rule in book.rules if rule.is_enabled]
    assert opened == list(dict.fromkeys(code for code, _, _ in TABLE_OF_2025))
    assert len(opened) == 13


def test_only_credit_from_outside_the_province_goes_to_the_authority() -> None:
    book = shipped().of(2025)
    to_authority = {rule.category for rule in book.rules if rule.needs_authority}
    assert to_authority == {"out-of-province"}
    assert all(rule.needs_authority for rule in book.rules_of("out-of-province"))


@pytest.mark.parametrize("rank", [0, 4, -1, 10**9])
def test_a_rank_that_the_rule_does_not_know_is_refused(rank: int) -> None:
    with pytest.raises(NotARank) as refused:
        earned(ByAuthorRank((2500, 1500, 1000)), rank=rank)
    assert "3" in say("refusal-not-a-rank", **refused.value.details)


@pytest.mark.parametrize(
    "measure",
    [
        PerQuantity(Measured.HOURS, 300, 100),
        Steps(Measured.DAYS, ((300, 500),)),
        ByAuthorRank((2500,)),
    ],
)
def test_a_counted_rule_asks_for_its_quantity(measure: Measure) -> None:
    assert asks_for(measure) is not Measured.NOTHING
    with pytest.raises(QuantityNeeded):
        earned(measure)
    for language in LANGUAGES:
        with speaking(language):
            assert say("refusal-quantity-needed")


def test_below_the_first_step_nothing_is_earned() -> None:
    steps = Steps(Measured.DAYS, ((300, 500), (1000, 1000)))
    assert [earned(steps, days * ONE).points for days in (2, 3, 9, 10)] == [0, 500, 500, 1000]


@pytest.mark.parametrize("hours", [0, -300, 15_001, 10**11])
def test_no_credit_claims_nothing_or_more_than_150_hours(hours: int) -> None:
    measure = shipped().of(2025).rule("out-of-province-national").measure
    assert measure is not None
    with pytest.raises(QuantityOutOfRange) as refused:
        admitted(measure, hours)
    for language in LANGUAGES:
        with speaking(language):
            sentence = say("refusal-quantity-out-of-range", **refused.value.details)
            assert "150" in sentence
    assert admitted(measure, 15_000) == 15_000


def test_under_three_months_is_at_most_92_days() -> None:
    measure = shipped().of(2025).rule("abroad-short").measure
    assert measure is not None
    assert admitted(measure, 9200) == 9200
    with pytest.raises(QuantityOutOfRange) as refused:
        admitted(measure, 9300)
    assert refused.value.details == {"most": "92", "unit": "days"}


def test_a_standard_without_any_minimum_requires_nothing() -> None:
    book = shipped().of(2025)
    demanding = [one.level for one in book.standards if not one.requires_nothing]
    assert demanding == ["senior", "associate", "intermediate", "junior", "assistant"]
    assert isinstance(book.standard("none"), Standard)


def test_an_unknown_code_is_not_found() -> None:
    book = shipped().of(2025)
    for look_up in (book.rule, book.category, book.subtype, book.title, book.status):
        with pytest.raises(NotFound):
            look_up("no-such-code")
    with pytest.raises(NotFound):
        book.item("sexes", "no-such-code")
    with pytest.raises(NotFound):
        book.item("no-such-list", "male")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_that_is_measured_has_a_name(language: str) -> None:
    assert all(say(f"measured-{unit}") for unit in Measured)
