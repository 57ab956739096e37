from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.credits.claims import Claim
from core.domain.credits.compliance import Check, Outcome, YearResult, year_result
from core.domain.credits.counting import Entry, NotCounted, entry_of
from core.domain.credits.credit import PENDING, Credit, Origin, Stage, priced
from core.domain.credits.forecasts import WAITING, awaited, forecast, would_count
from core.domain.credits.outlook import Outlook, hoped_outcome, outlook
from core.domain.credits.sums import Sum, judged_by_sums
from core.domain.register import YearRecord, record_for
from core.domain.rulebook import shipped
from core.domain.rulebook.earning import Measured, PerQuantity
from core.domain.rulebook.rules import CreditRule
from core.texts import LANGUAGES, speaking
from core.wording.compliance import counts_text

TODAY = date(2026, 6, 15)
RULES = [rule for rule in shipped().of(2026).rules if rule.is_enabled]
entries = some.lists(
    some.builds(
        lambda rule, points, hours, stage, day, number: Entry(
            f"{number:05d}", rule.code, rule.subtype, points, hours, stage, day
        ),
        some.sampled_from(RULES),
        some.integers(0, 2500),
        some.integers(0, 15000),
        some.sampled_from(Stage),
        some.none() | some.dates(date(2026, 1, 1), date(2026, 12, 31)),
        some.integers(0, 99999),
    ),
    max_size=12,
    unique_by=lambda entry: entry.credit_id,
)


def record(title: str = "nurse-in-charge", status: str = "active", year: int = 2026) -> YearRecord:
    return YearRecord("s", year, title, status, "u", "d")


def approved(number: int, rule: str, points: int, hours: int, on: date = TODAY) -> Entry:
    subtype = shipped().of(2026).rule(rule).subtype
    return Entry(f"{number:05d}", rule, subtype, points, hours, Stage.APPROVED, on)


def judge(*credits: Entry, year: int = 2026, **who: str) -> YearResult:
    return year_result(year, record(**who), credits, shipped().of(year), TODAY)


@given(entries, some.sampled_from(["nurse-in-charge", "no-title"]))
def test_what_waits_may_help_a_year_and_never_harms_it(credits: list[Entry], title: str) -> None:
    result = judge(*credits, title=title)
    hoped = hoped_outcome(result)
    assert hoped is forecast(result, result.book).outcome
    stands = outlook(result.outcome, hoped)
    assert (stands is Outlook.MET) == (result.outcome is Outcome.MET)
    assert (stands is Outlook.NOT_REQUIRED) == (title == "no-title")


@given(entries)
def test_whatever_subtypes_have_in_common_is_the_sum_of_them(credits: list[Entry]) -> None:
    result = judge(*credits)
    of_subject: dict[str, list[int]] = {}
    for line in result.lines:
        if line.entry.stage is Stage.APPROVED and line.why_not is not NotCounted.REVERSED:
            subject = result.book.subtype(line.entry.subtype).subject or ""
            of_subject.setdefault(subject, []).append(line.hours)
    for subject, hours in of_subject.items():
        assert not subject or result.by_subject[subject].counting == sum(hours)
    assert result.hours.counting == sum(map(sum, of_subject.values()))
    assert result.credits.all == sum(one.all for one in result.by_subtype.values())
    assert result.credits.counting == sum(line.points for line in result.lines)


def test_who_needs_only_what_waits_is_on_the_way_and_who_needs_more_is_behind() -> None:
    enough = approved(1, "paper-sci", 2500, 9000)._replace(stage=Stage.UNIT_REVIEW)
    some_of_it = enough._replace(points=2499)
    tomorrow = approved(1, "paper-sci", 2500, 9000, on=date(2026, 6, 16))
    assert _stands(enough) is _stands(tomorrow) is Outlook.ON_THE_WAY
    assert _stands(some_of_it) is _stands() is Outlook.BEHIND
    assert _stands(enough._replace(stage=Stage.DRAFT)) is Outlook.BEHIND
    assert _stands(approved(1, "paper-sci", 2500, 9000)) is Outlook.MET


def _stands(*credits: Entry) -> Outlook:
    result = judge(*credits)
    return outlook(result.outcome, hoped_outcome(result))


def test_from_2025_twenty_five_credits_and_ninety_hours_meet_the_standard() -> None:
    enough = approved(1, "paper-sci", 2500, 9000)
    assert judge(enough).outcome is Outcome.MET
    assert judge(enough._replace(hours=8999)).outcome is Outcome.NOT_MET
    assert [c.check for c in judge(enough._replace(hours=8999)).failing] == [Check.HOURS]


def test_up_to_2024_an_intermediate_title_needs_both_classes() -> None:
    second_class = approved(1, "paper-core", 2500, 15000)
    result = judge(second_class, year=2024)
    assert [c.check for c in result.failing] == [Check.CLASS_1]
    assert judge(second_class, year=2024, title="nurse").outcome is Outcome.MET


def test_up_to_2024_a_stay_of_three_months_satisfies_the_year() -> None:
    stay = approved(1, "advanced-study-long", 2500, 15000)
    assert judge(stay, year=2024).outcome is Outcome.MET


def test_a_cap_of_the_year_holds_over_several_credits_of_one_rule() -> None:
    first = approved(1, "out-of-province-national", 800, 2400, date(2026, 3, 1))
    second = approved(2, "out-of-province-national", 600, 1800, date(2026, 4, 1))
    lines = judge(second, first).lines
    assert [(line.points, line.why_not) for line in lines] == [
        (800, None),
        (200, NotCounted.OVER_RULE_CAP),
    ]
    assert lines[1].hours == 600


def test_an_approved_credit_counts_from_its_day_of_effect() -> None:
    tomorrow = approved(1, "paper-sci", 2500, 9000, date(2026, 6, 16))
    assert judge(tomorrow).lines[0].why_not is NotCounted.NOT_IN_EFFECT
    later = year_result(2026, record(), [tomorrow], shipped().of(2026), date(2026, 6, 16))
    assert later.outcome is Outcome.MET


def test_who_is_not_held_to_the_standard_is_told_so_for_each_credit() -> None:
    result = judge(approved(1, "paper-sci", 2500, 9000), status="maternity-leave")
    assert result.outcome is Outcome.NOT_REQUIRED
    assert result.lines[0].why_not is NotCounted.STATUS


def test_without_a_title_or_a_record_nothing_is_required() -> None:
    assert judge(title="no-title").outcome is Outcome.NOT_REQUIRED
    assert year_result(2026, None, [], shipped().of(2026), TODAY).outcome is Outcome.NOT_REQUIRED


def test_the_latest_earlier_record_holds_for_a_year_without_one() -> None:
    records = [record(year=2019), record(year=2023, title="chief-nurse")]
    assert record_for(records, 2025) == records[1]
    assert record_for(records, 2022) == records[0]
    assert record_for(records, 2018) is None


def test_the_forecast_counts_what_waits_but_not_what_was_refused() -> None:
    waiting = approved(1, "paper-sci", 2500, 9000)._replace(
        stage=Stage.UNIT_REVIEW, effective_on=None
    )
    refused = waiting._replace(credit_id="00002", stage=Stage.REJECTED)
    result = judge(waiting, refused)
    assert result.outcome is Outcome.NOT_MET
    hoped = forecast(result, shipped().of(2026))
    assert (hoped.outcome, hoped.credits.counting) == (Outcome.MET, 2500)


@given(entries)
def test_no_cap_is_ever_passed_and_nothing_counts_twice(credits: list[Entry]) -> None:
    result = judge(*credits)
    assert result.credits.counting <= result.credits.all
    for rule in RULES:
        counted = sum(line.points for line in result.lines if line.entry.rule == rule.code)
        if rule.measure.cap is not None:
            assert counted <= rule.measure.cap
    for line in result.lines:
        assert 0 <= line.points <= line.entry.points
        assert (line.why_not is None) == (line.points == line.entry.points and _counts(line.entry))


def _counts(entry: Entry) -> bool:
    return entry.is_in_effect(TODAY)


@given(entries, some.randoms())
def test_the_order_in_which_credits_are_read_changes_nothing(
    credits: list[Entry], chance: object
) -> None:
    shuffled = list(credits)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(*credits) == judge(*shuffled)


@given(entries, entries)
def test_one_more_credit_never_makes_a_year_worse(credits: list[Entry], more: list[Entry]) -> None:
    extra = [entry._replace(credit_id=f"9{entry.credit_id}") for entry in more]
    assert judge(*credits, *extra).credits.counting >= judge(*credits).credits.counting


# ------------------------------------------------------------------ hours follow the credits


BY_QUANTITY = [rule for rule in RULES if isinstance(rule.measure, PerQuantity)]
NATIONAL = "out-of-province-national"


def claimed(number: int, rule: str, quantity: int | None = None, **other: object) -> Credit:
    """A claim as it is entered, priced by its rule; quantity in hundredths."""
    blank = Credit(
        id=f"{number:05d}",
        staff_id="s",
        unit_id="u",
        department_id="d",
        entered_by="a",
        origin=Origin.PERSONAL,
        claim=Claim(2026),
        stage=Stage.APPROVED,
        points=0,
        hours=0,
        to_authority=False,
        created_at=datetime(2026, 6, 1, tzinfo=UTC),
        effective_on=TODAY,
    )
    category = shipped().of(2026).rule(rule).category
    claim = Claim(2026, category=category, rule=rule, quantity=quantity)
    return replace(priced(blank, claim, shipped().of(2026)), **other)  # type: ignore[arg-type]


def test_150_hours_under_a_cap_of_ten_credits_count_thirty_as_one_entry_or_as_five() -> None:
    one = claimed(1, NATIONAL, 15000)
    assert (one.points, one.hours) == (1000, 3000)
    five = [claimed(number, NATIONAL, 3000) for number in range(5)]
    assert judge(entry_of(one)).hours.counting == 3000
    assert judge(*map(entry_of, five)).hours.counting == 3000
    kept_before = entry_of(one)._replace(hours=15000)
    assert judge(kept_before).hours.counting == 3000


@given(some.sampled_from(BY_QUANTITY), some.integers(1, 30))
def test_one_entry_or_five_of_a_kind_give_the_same_hours(rule: CreditRule, each: int) -> None:
    """A tenth of an hour is the least that is entered, whole days."""
    assert isinstance(rule.measure, PerQuantity)
    quantity = each * (100 if rule.measure.unit is Measured.DAYS else 10)
    one = claimed(1, rule.code, 5 * quantity)
    five = [claimed(number, rule.code, quantity) for number in range(5)]
    together, apart = judge(entry_of(one)), judge(*map(entry_of, five))
    assert together.hours.counting == apart.hours.counting


@given(some.sampled_from(BY_QUANTITY), some.integers(1, 15000))
def test_the_hours_of_a_claim_never_exceed_those_that_were_entered(
    rule: CreditRule, quantity: int
) -> None:
    assert isinstance(rule.measure, PerQuantity)
    credit = claimed(1, rule.code, quantity)
    if rule.measure.unit is Measured.HOURS:
        assert credit.hours <= quantity
        assert credit.hours == quantity or credit.points in {0, rule.measure.cap}
    assert bool(credit.hours) == bool(credit.points)


@given(entries)
def test_counted_hours_never_exceed_the_full_ones_and_no_credits_are_no_hours(
    credits: list[Entry],
) -> None:
    for line in judge(*credits).lines:
        assert 0 <= line.hours <= line.entry.hours
        assert line.points or not line.hours


# ------------------------------------------------------------------ self-study


def test_from_2025_self_study_counts_ten_credits_a_year() -> None:
    read = [
        Entry(f"{n:05d}", "self-study", "self-study", 600, 2160, Stage.APPROVED, TODAY)
        for n in range(3)
    ]
    result = judge(*read, approved(9, NATIONAL, 500, 1500))
    assert [line.points for line in result.lines] == [600, 400, 0, 500]
    assert [line.why_not for line in result.lines][1:3] == [NotCounted.OVER_SELF_STUDY_CAP] * 2
    assert result.credits.counting == 1500


# ------------------------------------------------------------------ what a claim would count


def waiting(number: int, points: int, hour: int = 0, rule: str = NATIONAL) -> Credit:
    at = datetime(2026, 6, 1, hour, tzinfo=UTC)
    return claimed(
        number,
        rule,
        points * 3,
        stage=Stage.UNIT_REVIEW,
        effective_on=None,
        submitted_at=at,
    )


def test_a_claim_counts_what_is_left_beside_all_that_is_approved_or_waits() -> None:
    book = shipped().of(2026)
    held = approved(1, NATIONAL, 700, 2100, date(2026, 3, 1))
    before = judge(held, entry_of(waiting(8, 200, hour=1)))
    draft = claimed(2, NATIONAL, 600, stage=Stage.DRAFT, effective_on=None)
    line = would_count(before, draft, book)
    assert line is not None
    assert (line.points, line.why_not) == (100, NotCounted.OVER_RULE_CAP)
    full = judge(*(line.entry for line in before.lines), entry_of(waiting(9, 100, hour=2)))
    nothing = would_count(full, draft, book)
    assert [counts_text(one) for one in (line, nothing)] == [
        "这次计 1.0 分",
        "本类已满，这次计 0 分",
    ]
    for language in LANGUAGES:
        with speaking(language):
            assert counts_text(nothing)
    assert counts_text(would_count(judge(), draft, book)) == ""


def test_of_two_that_wait_the_one_submitted_first_takes_what_is_left() -> None:
    book = shipped().of(2026)
    later, sooner = waiting(1, 800, hour=9), waiting(2, 800, hour=8)
    result = judge(entry_of(later), entry_of(sooner))
    counts = [would_count(result, one, book) for one in (later, sooner)]
    assert [line.points for line in counts if line] == [200, 800]


def test_what_is_out_would_count_nothing_and_says_nothing() -> None:
    book = shipped().of(2026)
    rejected = claimed(1, NATIONAL, 600, stage=Stage.REJECTED)
    reversed_ = claimed(2, NATIONAL, 600, reversed_on=TODAY)
    open_ = replace(claimed(3, NATIONAL), claim=Claim(2026), subtype="", stage=Stage.DRAFT)
    assert [would_count(judge(), one, book) for one in (rejected, reversed_, open_)] == [None] * 3


@given(entries, some.sampled_from(["active", "maternity-leave"]))
def test_what_counts_and_what_waits_add_up_to_the_forecast(
    credits: list[Entry], status: str
) -> None:
    result = judge(*credits, status=status)
    hoped = forecast(result, shipped().of(2026))
    waits = awaited(result, hoped)
    assert result.credits.counting + sum(waits.values()) == hoped.credits.counting
    assert set(waits) == {line.why_not for line in result.lines} & set(WAITING)


@given(entries, some.integers(1, 6000), some.sampled_from(sorted(PENDING)))
def test_what_a_claim_would_count_is_what_the_forecast_gains_by_it(
    credits: list[Entry], quantity: int, stage: Stage
) -> None:
    book, others = shipped().of(2026), judge(*credits)
    draft = claimed(0, NATIONAL, quantity, id="draft", stage=Stage.DRAFT, effective_on=None)
    line = would_count(others, draft, book)
    submitted = replace(draft, stage=stage)
    then = forecast(judge(*credits, entry_of(submitted)), book)
    assert line is not None
    gained = then.credits.counting - forecast(others, book).credits.counting
    assert line.points == gained


# ------------------------------------------------------------------ every title


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_title_of_every_year_can_be_judged(year: int) -> None:
    for title in shipped().of(year).titles:
        result = judge(year=year, title=title.code)
        required = not shipped().of(year).standard(title.level).requires_nothing
        assert (result.outcome is Outcome.NOT_MET) == required
        assert replace(result, lines=()).needed in {0, 2500}


CAPPED = [rule for rule in RULES if shipped().of(2026).subtype(rule.subtype).is_self_study]
CAPPED += RULES[:2]


@given(
    some.lists(
        some.tuples(
            *(some.sampled_from(CAPPED), some.integers(1, 900), some.integers(0, 1200)),
            some.dates(date(2026, 1, 1), TODAY),
        ),
        max_size=8,
    ),
    some.sampled_from(["active", "maternity-leave"]),
)
def test_several_credits_count_like_their_sum_until_a_cap_is_reached(
    credits: list[tuple[CreditRule, int, int, date]], status: str
) -> None:
    single = [approved(n, rule.code, *amounts) for n, (rule, *amounts) in enumerate(credits)]
    sums: dict[str, Sum] = {}
    for one in single:
        before = sums.get(one.subtype + str(one.rule), Sum(one.rule, one.subtype, 0, 0))
        points, hours = before.points + one.points, before.hours + one.hours
        sums[one.subtype + str(one.rule)] = before._replace(points=points, hours=hours)
    result, book = judge(*single, status=status), shipped().of(2026)
    by_sums = judged_by_sums(2026, record(status=status), sums.values(), book, TODAY)
    is_cut = any(line.points < line.entry.points for line in result.lines)
    assert by_sums or is_cut or sum(one.hours for one in single) > result.hours.counting
    assert by_sums is None or replace(by_sums, lines=result.lines) == result
