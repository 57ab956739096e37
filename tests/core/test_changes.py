"""What is applied equals what was previewed: values, results, and nobody else's year."""

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from core.changes import conclude, preview_of_credits
from core.domain.changes import (
    Edit,
    Preview,
    PreviewChanged,
    check_preview,
    edited,
    preview,
    reach,
    with_credits,
    with_records,
)
from core.domain.credits.claims import Claim
from core.domain.credits.compliance import Outcome, PersonYear, YearFacts, YearResult
from core.domain.credits.counting import entry_of
from core.domain.credits.credit import Credit, Origin, Stage
from core.domain.errors import NotFound
from core.domain.register import Actor, Staff, YearRecord
from core.domain.rulebook import shipped
from core.domain.standing import Standing, with_standing
from core.domain.subjects import Subject
from core.domain.trainings.awards import FIELDS as AWARDED
from core.domain.trainings.training import AwardRole, Choice, Training
from core.ports import Desk
from core.records.credits import StoredResult
from core.records.journal import Event
from core.results import hold, years_of
from core.texts import say
from core.usecases.credits.compliance import take_effect
from core.usecases.trainings.awards import (
    choose_award,
    preview_choice,
    read_awards,
)
from core.usecases.trainings.reversals import preview_reversal, reverse_award
from core.wording.changes import changes_told
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.conftest import TODAY, run, settings_for
from tests.pwa.years import put_credit
from tests.statements import statements
from tests.trainings import awarded_to, close, more_nurses

YEARS = (2024, 2025, 2026)
DAY = date(2026, 6, 15)
HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
SECOND = cast.SECOND_UNIT_ADMINISTRATOR.actor
NURSE = cast.NURSE.staff.id if cast.NURSE.staff else ""
STANDING = ("title", "status")
FIELDS = ("year", "stage", "points", "hours", "effective_on", "reversed_on")


# ------------------------------------------------------------------ the law, without a database


@dataclass(frozen=True)
class Register:
    """People with their records and credits."""

    records: tuple[YearRecord, ...]
    credits: tuple[Credit, ...]

    def facts(self) -> dict[PersonYear, YearFacts]:
        """Return what each person's each year is judged by."""
        return {
            (staff_id, year): YearFacts(
                year,
                tuple(one for one in self.records if one.staff_id == staff_id),
                tuple(
                    entry_of(one)
                    for one in self.credits
                    if (one.staff_id, one.year) == (staff_id, year)
                ),
                shipped().of(year),
            )
            for staff_id in "abc"
            for year in YEARS
        }

    def judged(self) -> dict[PersonYear, YearResult]:
        return {year: facts.judged(DAY) for year, facts in self.facts().items()}


def a_person(staff_id: str) -> Staff:
    assert cast.NURSE.staff
    return replace(cast.NURSE.staff, id=staff_id, unit_id="u", department_id="d")


RULES = [rule for rule in shipped().of(2026).rules if rule.is_enabled][:12]
STATES = some.fixed_dictionaries(
    {
        "stage": some.sampled_from(Stage),
        "points": some.integers(0, 2600),
        "hours": some.integers(0, 12000),
        "effective_on": some.none() | some.dates(date(2026, 5, 1), date(2026, 7, 1)),
        "reversed_on": some.none() | some.dates(date(2026, 6, 1), date(2026, 7, 1)),
    }
)


def a_credit(number: int, staff_id: str, rule: int, year: int, state: dict[str, object]) -> Credit:
    blank = Credit(
        id=f"{number:05d}",
        staff_id=staff_id,
        unit_id="u",
        department_id="d",
        entered_by="a",
        origin=Origin.TRAINING,
        claim=Claim(year, rule=RULES[rule].code),
        stage=Stage.AWARDED,
        points=0,
        hours=0,
        to_authority=False,
        created_at=datetime(2026, 6, 1, tzinfo=UTC),
        subtype=RULES[rule].subtype,
    )
    return replace(blank, **state)  # type: ignore[arg-type]


CREDITS = some.builds(
    a_credit,
    some.integers(0, 99999),
    some.sampled_from("abc"),
    some.integers(0, len(RULES) - 1),
    some.sampled_from(YEARS),
    STATES,
)
STANDINGS = some.fixed_dictionaries(
    {
        "title": some.sampled_from([title.code for title in shipped().of(2026).titles]),
        "status": some.sampled_from(["active", "maternity-leave"]),
    }
)
RECORDS = some.builds(
    lambda staff_id, year, standing: YearRecord(
        staff_id=staff_id, year=year, unit_id="u", department_id="d", **standing
    ),
    some.sampled_from("abc"),
    some.sampled_from(YEARS),
    STANDINGS,
)
REGISTERS = some.builds(
    Register,
    some.lists(RECORDS, max_size=6, unique_by=lambda one: one.subject).map(tuple),
    some.lists(CREDITS, max_size=12, unique_by=lambda one: one.id).map(tuple),
)


def put(register: Register, edits: Iterable[Edit[Credit] | Edit[YearRecord]]) -> Register:
    """Write the records and credits as they are to be, each in its own place."""
    records = {one.subject: one for one in register.records}
    credits = {one.id: one for one in register.credits}
    for edit in edits:
        if isinstance(edit.record, Credit):
            credits[edit.record.id] = edit.record
        elif edit.after is None:
            del records[edit.record.subject]
        else:
            records[edit.record.subject] = edit.record
    return Register(tuple(records.values()), tuple(credits.values()))


def holds(
    register: Register, edits: Sequence[Edit[Credit] | Edit[YearRecord]], would: Preview
) -> None:
    """The law."""
    before, after = register.judged(), put(register, edits).judged()
    seen = {(one.staff_id, one.year): one for one in would.years}
    for year, result in after.items():
        if year in seen:
            assert (seen[year].now.before, seen[year].now.after) == (before[year], result)
        else:
            assert result == before[year]
    told = {(one.subject, one.field): (one.before, one.after) for one in would.changes}
    for edit in edits:
        for field in FIELDS if isinstance(edit.record, Credit) else STANDING:
            was, will = getattr(edit.before, field, None), getattr(edit.after, field, None)
            assert told.get((edit.record.subject, field), (will, will)) == (was, will)


@given(REGISTERS, some.data())
def test_what_corrected_credits_do_is_what_was_previewed(
    register: Register, data: some.DataObject
) -> None:
    chosen = (
        data.draw(some.lists(some.sampled_from(register.credits), unique_by=id))
        if (register.credits)
        else []
    )
    edits = [
        edited(
            one,
            replace(
                one,
                claim=replace(one.claim, year=data.draw(some.sampled_from(YEARS))),
                **data.draw(STATES),
            ),
            FIELDS,
        )
        for one in chosen
    ]
    known = {one.id for one in register.credits}
    more = data.draw(some.lists(CREDITS.filter(lambda one: one.id not in known), max_size=2))
    edits += [edited(None, one, FIELDS) for one in {one.id: one for one in more}.values()]
    years = {(c.staff_id, c.year) for edit in edits for c in (edit.before, edit.after) if c}
    facts = {year: theirs for year, theirs in register.facts().items() if year in years}
    would = preview(edits, facts, with_credits(facts, [edit.record for edit in edits]), DAY)
    holds(register, edits, would)


@given(REGISTERS, some.sampled_from(YEARS), STANDINGS, some.booleans())
def test_what_other_titles_and_statuses_of_a_batch_do_is_what_was_previewed(
    register: Register, year: int, standing: dict[str, str], removes: bool
) -> None:
    """A record stands in its year and in later ones without their own, or stands there no more."""
    before = {(one.staff_id, one.year): one for one in register.records}
    edits = []
    for staff_id in "abc":
        records = [one for one in register.records if one.staff_id == staff_id]
        wanted = Standing(year, **standing)
        after = None if removes else with_standing(a_person(staff_id), records, wanted)
        if after or (staff_id, year) in before:
            edits.append(edited(before.get((staff_id, year)), after, STANDING))
    facts = {
        (staff_id, one): register.facts()[staff_id, one]
        for staff_id in {edit.record.staff_id for edit in edits}
        for one in reach([r for r in register.records if r.staff_id == staff_id], year, YEARS)
    }
    after_it = with_records(facts, edits, lambda _, year, __: shipped().of(year))
    holds(register, edits, preview(edits, facts, after_it, DAY))


@given(REGISTERS, some.data())
def test_whatever_differs_from_what_was_seen_is_refused(
    register: Register, data: some.DataObject
) -> None:
    def seen_by(one: Credit, others: Register, after: Credit) -> Preview:
        year = (one.staff_id, one.year)
        facts = {year: others.facts()[year]}
        return preview([edited(one, after, FIELDS)], facts, with_credits(facts, [after]), DAY)

    one = data.draw(CREDITS)
    others = put(register, [edited(None, one, FIELDS)])
    after = replace(one, points=one.points + 1)
    seen = seen_by(one, others, after)
    check_preview(seen_by(one, others, after), seen.digest)
    for other in (
        seen_by(replace(one, version=2), others, after),
        seen_by(replace(one, id="other"), others, replace(after, id="other")),
        seen_by(one, others, replace(after, points=one.points + 2)),
    ):
        with pytest.raises(PreviewChanged):
            check_preview(other, seen.digest)
    for_nothing = preview([], {}, {}, DAY)
    with pytest.raises(PreviewChanged):
        check_preview(for_nothing, seen.digest)


# ------------------------------------------------------------------ the law, where it is kept


async def results_of(desk: Desk, people: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """Return what is stored of everybody's year."""
    async with desk.store.reading() as tx:
        stored = await tx.results.of(list(people), 2026)
    assert not any(one.is_dirty for one in stored)
    return {
        one.staff_id: (one.outcome, one.points, one.counting_points, one.hours, one.counting_hours)
        for one in stored
    }


def told(result: YearResult) -> tuple[object, ...]:
    amounts = (result.credits, result.hours)
    return (result.outcome, *(part for one in amounts for part in (one.all, one.counting)))


async def last_told(desk: Desk, subject: Subject) -> tuple[object, object]:
    async with desk.store.reading() as tx:
        event = (await tx.journal.of(subject))[-1]
    return event.before, event.after


def plain(value: object) -> object:
    """Return a value as the journal keeps it."""
    return str(value) if isinstance(value, date | Stage) else value


async def correct_and_compare(
    desk: Desk, training: Training, staff_id: str, people: list[str], *, reverses: bool
) -> None:
    """Correct somebody's award as the page's button does, and hold it against the preview."""
    whose = (training.id, staff_id, AwardRole.PARTICIPANT)
    was = await results_of(desk, people)
    credits = (await read_awards(desk, UNIT, training.id)).credits
    credit = credits.get((staff_id, AwardRole.PARTICIPANT))
    if reverses:
        would = await preview_reversal(desk, UNIT, *whose)
        await reverse_award(desk, UNIT, *whose, reason="代签", seen=would.digest)
    else:
        is_out = credit is None or credit.stage is Stage.REJECTED
        would = await preview_choice(desk, HEAD, *whose, is_included=is_out)
        await choose_award(desk, HEAD, *whose, is_included=is_out, reason="核对", seen=would.digest)
    (year,) = would.years
    assert was.get(staff_id, told(year.now.before)) == told(year.now.before)
    now = await results_of(desk, people)
    assert now[staff_id] == told(year.now.after)
    assert now == was | {staff_id: now[staff_id]}
    after = (await read_awards(desk, UNIT, training.id)).credits[whose[1:]]
    assert would.changes
    for change in would.changes:
        assert getattr(after, change.field) == change.after
        assert credit is None or getattr(credit, change.field) == change.before
    if credit is not None:
        changed = {change.field: change.after for change in would.changes}
        rest: dict[str, Any] = {"reason": after.reason, "version": after.version}
        assert after == replace(credit, **rest, **changed)
    before, then = await last_told(desk, after.subject)
    assert before == {change.field: plain(change.before) for change in would.changes}
    reason = {"reason": after.reason or "核对"}
    assert then == {change.field: plain(change.after) for change in would.changes} | reason


OTHERS = some.lists(
    some.tuples(
        some.integers(0, 2),
        some.sampled_from(["paper-sci", "paper-core", "out-of-province-national"]),
        some.integers(1, 2600),
        some.integers(0, 9500),
        some.sampled_from([Stage.APPROVED, Stage.APPROVED, Stage.UNIT_REVIEW]),
    ),
    max_size=4,
)
WHOM = some.lists(some.integers(0, 2), min_size=1, max_size=3)


@examples(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(others=OTHERS, corrected=WHOM, corrected_late=WHOM, reversed_=some.sets(some.integers(0, 2)))
def test_what_is_kept_is_what_was_previewed(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    others: list[tuple[int, str, int, int, Stage]],
    corrected: list[int],
    corrected_late: list[int],
    reversed_: set[int],
) -> None:
    home = tmp_path_factory.mktemp("law")
    shutil.copy(sqlite_template, home / "xuefen.db")
    run(_the_law(home, others, corrected, corrected_late, reversed_))


async def _the_law(
    home: Path,
    others: list[tuple[int, str, int, int, Stage]],
    corrected: list[int],
    corrected_late: list[int],
    reversed_: set[int],
) -> None:
    clock = MovableClock(TODAY)
    url = f"sqlite://{home / 'xuefen.db'}?synchronous=OFF"
    async with open_desk(settings_for(home, url), clock=clock) as desk:
        crew = [cast.NURSE.actor, *await more_nurses(desk, 2)]
        people = [str(one.staff_id) for one in crew]
        for who, rule, points, hours, stage in others:
            staff = replace(cast.NURSE.staff, id=people[who])  # type: ignore[type-var]
            person = replace(cast.NURSE, staff=staff)
            await put_credit(desk, person, rule, points, stage, rule=rule, hours=hours)
        training = await awarded_to(desk, clock, crew[:2])
        for who in corrected:
            await correct_and_compare(desk, training, people[who], people, reverses=False)
        closed = await close(desk, training)
        for who in corrected_late:
            await correct_and_compare(desk, closed, people[who], people, reverses=False)
        clock.move(days=1)
        await take_effect(desk, Actor.system())
        sheet = await read_awards(desk, UNIT, closed.id)
        for who in reversed_:
            credit = sheet.credits.get((people[who], AwardRole.PARTICIPANT))
            if credit is not None and credit.stage is Stage.APPROVED:
                await correct_and_compare(desk, closed, people[who], people, reverses=True)


# ------------------------------------------------------------------ refused, and nothing half done


MINE = (NURSE, AwardRole.PARTICIPANT)


class Kept(NamedTuple):
    """All that a correction writes."""

    training: Training
    credits: list[Credit]
    told: list[list[Event]]
    choices: list[Choice]
    results: list[StoredResult]


async def kept(desk: Desk, training: Training) -> Kept:
    async with desk.store.reading() as tx:
        credits = await tx.credits.of_training(training.id)
        subjects = [training.subject, *(one.subject for one in credits)]
        events = [await tx.journal.of(subject) for subject in subjects]
        choices = await tx.trainings.choices(training.id)
        stored = await tx.results.of([NURSE], 2026)
        return Kept(await tx.trainings.get(training.id), credits, events, choices, stored)


async def test_a_correction_whose_effect_is_another_by_now_is_refused_and_changes_nothing(
    desk: Desk, clock: MovableClock
) -> None:
    training = await awarded_to(desk, clock, [cast.NURSE.actor])
    whose = (training.id, *MINE)
    seen = await preview_choice(desk, HEAD, *whose, is_included=False)
    assert seen.years[0].hoped.after.outcome is Outcome.NOT_MET
    await put_credit(desk, cast.NURSE, "SCI论文", 2500, rule="paper-sci", hours=9000)
    before = await kept(desk, training)
    with pytest.raises(PreviewChanged):
        await choose_award(desk, HEAD, *whose, is_included=False, reason="代签", seen=seen.digest)
    with pytest.raises(PreviewChanged):  # nor without having looked
        await choose_award(desk, HEAD, *whose, is_included=False, reason="代签")
    assert await kept(desk, training) == before
    again = await preview_choice(desk, HEAD, *whose, is_included=False)
    assert again.years[0].hoped.after.outcome is Outcome.MET
    await choose_award(desk, HEAD, *whose, is_included=False, reason="代签", seen=again.digest)


async def test_who_has_moved_out_of_sight_since_is_not_found_and_nothing_changes(
    desk: Desk, clock: MovableClock
) -> None:
    training = await awarded_to(desk, clock, [cast.NURSE.actor])
    seen = await preview_choice(desk, HEAD, training.id, *MINE, is_included=False)
    async with desk.store.transaction() as tx:
        await tx.people.move_all([await tx.people.get(NURSE)], cast.OTHER_DEPARTMENT, desk.today())
    before = await kept(desk, training)
    with pytest.raises(NotFound):
        await choose_award(
            desk, HEAD, training.id, *MINE, is_included=False, reason="代签", seen=seen.digest
        )
    assert await kept(desk, training) == before


async def test_what_was_seen_before_midnight_is_not_done_after_it(
    desk: Desk, clock: MovableClock
) -> None:
    training = await close(desk, await awarded_to(desk, clock, [cast.NURSE.actor]))
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    whose = (training.id, *MINE)
    seen = await preview_reversal(desk, UNIT, *whose)
    clock.move(days=1)
    before = await kept(desk, training)
    with pytest.raises(PreviewChanged):
        await reverse_award(desk, UNIT, *whose, reason="代签", seen=seen.digest)
    assert await kept(desk, training) == before


async def test_of_two_administrators_who_correct_at_once_one_does_and_one_is_told(
    desk: Desk, clock: MovableClock
) -> None:
    training = await awarded_to(desk, clock, [cast.NURSE.actor])
    whose = (training.id, *MINE)
    seen = (await preview_choice(desk, HEAD, *whose, is_included=False)).digest
    outcomes = await asyncio.gather(
        *(
            choose_award(desk, who, *whose, is_included=False, reason=who.name, seen=seen)
            for who in (HEAD, replace(HEAD, name="另一位护士长"))
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "PreviewChanged"]
    now = await kept(desk, training)
    assert [one.stage for one in now.credits] == [Stage.REJECTED]
    assert [one.verb for one in now.told[1]] == ["awarded", "award-excluded"]
    assert [one.reason for one in now.choices] == [now.told[1][-1].after["reason"]]


async def test_of_two_administrators_who_reverse_at_once_one_does_and_one_is_told(
    desk: Desk, clock: MovableClock
) -> None:
    training = await close(desk, await awarded_to(desk, clock, [cast.NURSE.actor]))
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    whose = (training.id, *MINE)
    seen = (await preview_reversal(desk, UNIT, *whose)).digest
    outcomes = await asyncio.gather(
        *(reverse_award(desk, who, *whose, reason=who.name, seen=seen) for who in (UNIT, SECOND)),
        return_exceptions=True,
    )
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one).__name__ for one in refused] in (["PreviewChanged"], ["CreditChanged"])
    now = await kept(desk, training)
    assert [one.verb for one in now.told[1]].count("reversed") == 1
    assert [(one.points, one.counting_points) for one in now.results] == [(0, 0)]


# ------------------------------------------------------------------ many at once


async def test_the_years_of_hundreds_are_previewed_and_counted_in_a_handful_of_statements(
    desk: Desk,
) -> None:
    crew = await more_nurses(desk, 300)
    first = await put_credit(desk, cast.NURSE, "第一期", 100)
    credits = [replace(first, id=desk.ids.new(), staff_id=str(one.staff_id)) for one in crew]
    years = {(one.staff_id, one.year) for one in credits}
    edits = [edited(None, one, AWARDED) for one in credits]
    with statements() as asked:
        async with desk.store.transaction() as tx:
            await hold(tx, years)
            assert len(await years_of(tx, years)) == 300
            would = await preview_of_credits(tx, edits, desk.today())
            await tx.credits.add_many(credits)
            await conclude(tx, HEAD, would, "corrected", desk.today(), reason="核对")
    seen = {one.staff_id: told(one.now.after) for one in would.years}
    assert len(seen) == 300
    assert await results_of(desk, seen) == seen
    assert [(one.name, one.times) for one in changes_told(would)] == [
        (say(f"change-credit-{field}"), 300)
        for field in ("stage", "points", "hours", "effective-on")
    ]
    assert 0 < len(asked) <= 27
