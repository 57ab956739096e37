"""The years behind: what everybody earned since 2019, and what of this year lies further back."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from core.domain import points
from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage, priced
from core.domain.dates import SHANGHAI, day_after
from core.domain.register import Actor
from core.domain.rulebook import Books
from core.domain.subjects import Subject, SubjectKind
from core.records.transaction import Transaction
from core.results import recount_years
from storage.sample.accounts import OFFICES
from storage.sample.people import AUTHORITY, Life, everybody, records_of
from storage.sample.recipes import FROM_2025, NEW_RULES_FROM, TO_2024
from storage.sample.words import COURSES, EVENINGS, HOSTS, ORGANISERS, PAPERS_READ

RECENT = timedelta(days=40)
EVENING_HOURS = 300
SPEAKER_POINTS = 40
ENTERED = (Origin.PERSONAL,) * 7 + (Origin.DEPARTMENT, Origin.DEPARTMENT, Origin.UNIT)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one year that history may use."""

    first: date
    last: date

    def day(self, dice: random.Random, room: int = 0) -> date:
        """Return a day that still has `room` days of the span before it."""
        start = min(self.first + timedelta(days=room), self.last)
        return start + timedelta(days=dice.randrange((self.last - start).days + 1))


async def add_history(tx: Transaction, today: date, dice: random.Random) -> None:
    """Write everybody's credits of the past as approved and counted."""
    for life in everybody():
        books = await tx.rulebooks.books(life.department.unit_id)
        for credit in _credits_of(life, today, books, dice):
            await tx.credits.add(credit)
            await tx.credits.set_counted([credit.id])
            take_over(tx, credit)


def take_over(tx: Transaction, credit: Credit) -> None:
    """Journal where a credit stands that nobody was seen to enter."""
    after = {"stage": credit.stage}
    tx.journal.add(
        Actor.system(), "taken-over", Subject(SubjectKind.CREDIT, credit.id), after=after
    )


async def recount_everybody(tx: Transaction, today: date) -> None:
    """Let the engine judge every year of which somebody has a record."""
    for life in everybody():
        years = [(life.staff_id, record.year) for record in records_of(life, today)]
        await recount_years(tx, years, today)


def _credits_of(life: Life, today: date, books: Books, dice: random.Random) -> Iterator[Credit]:
    for record in records_of(life, today):
        years_ago = today.year - record.year
        letter = life.years[7 - years_ago] if years_ago <= 7 else "M"
        span = _span(record.year, today)
        if letter in "N-" or span is None:
            continue
        recipes = (FROM_2025 if record.year >= NEW_RULES_FROM else TO_2024)[letter]
        for rule, quantity in dice.choice(recipes):
            yield _earned(life, rule, quantity, span, books, dice)
        yield from _evenings(life, span, books, dice)


def _span(year: int, today: date) -> Span | None:
    last = min(date(year, 12, 20), today - RECENT)
    first = date(year, 1, 8)
    return Span(first, last) if last > first else None


def _earned(
    life: Life, rule: str, quantity: int, span: Span, books: Books, dice: random.Random
) -> Credit:
    book = books.of(span.first.year)
    days = _length(rule, quantity)
    last = span.day(dice, days - 1)
    first = last - timedelta(days=days - 1)
    if first.year != last.year and not book.rule(rule).belongs_to_end_year:
        first = span.first
    category = book.rule(rule).category
    by_rank = category == "paper"
    claim = Claim(
        year=last.year,
        category=category,
        rule=rule,
        quantity=None if by_rank or rule.endswith(("-long", "degree")) else quantity * points.ONE,
        rank=quantity if by_rank else None,
        details=_details(category, first, last, dice),
    )
    origin = dice.choice(ENTERED)
    needs_authority = book.rule(rule).needs_authority
    return _approved(life, claim, origin, last, books, dice, to_authority=needs_authority)


def _length(rule: str, quantity: int) -> int:
    if rule.endswith("-long"):
        return 96
    return quantity if rule.endswith("-short") else max(1, min(5, quantity // 6))


def _details(category: str, first: date, last: date, dice: random.Random) -> dict[str, str]:
    dates = f"{first.isoformat()}/{last.isoformat()}"
    match category:
        case "out-of-province":
            number = f"{last.year}-{dice.randint(1, 29):02}-{dice.randint(1, 9):02}-"
            return {
                "project-name": dice.choice(COURSES),
                "project-number": f"{number}{dice.randint(1, 480):03}",
                "organiser": dice.choice(ORGANISERS),
                "dates": dates,
            }
        case "paper":
            title, journal = dice.choice(PAPERS_READ)
            return {"paper-title": title, "journal": journal, "date": last.isoformat()}
        case "degree":
            return {"degree": "bachelor", "school": "江南医科大学", "date": last.isoformat()}
        case "mission":
            what = "支援山区县医院病房建设"
            return {"matter": what, "content": "病房护理与带教", "dates": dates}
        case _:
            matter, host = dice.choice(HOSTS)
            return {"matter": matter, "host": host, "dates": dates}


def _evenings(life: Life, span: Span, books: Books, dice: random.Random) -> Iterator[Credit]:
    """In-house evenings: three to five a year, now and then as a speaker or with a project."""
    for theme, rule in dice.sample(EVENINGS, dice.randint(3, 5)):
        teaches = _teaches(life, books)
        origin = Origin.SPEAKER if teaches and dice.random() < 0.15 else Origin.TRAINING
        yield _evening(life, theme, rule, origin, span.day(dice), books, dice)
    if dice.random() < 0.2:
        theme = f"市级继续医学教育项目：{dice.choice(COURSES)}"
        yield _evening(
            life, theme, "training-academic", Origin.PROJECT, span.day(dice), books, dice
        )


def _teaches(life: Life, books: Books) -> bool:
    level = books.of(date.max.year).title(min(life.titles.items())[1]).level
    return level in {"senior", "associate"} or "带教" in life.position


def _evening(
    life: Life,
    theme: str,
    rule: str,
    origin: Origin,
    day: date,
    books: Books,
    dice: random.Random,
) -> Credit:
    details = {"project-name": theme, "dates": f"{day.isoformat()}/{day.isoformat()}"}
    claim = Claim(year=day.year, category="training", rule=rule, details=details)
    credit = replace(_approved(life, claim, origin, day, books, dice), hours=EVENING_HOURS)
    return replace(credit, points=SPEAKER_POINTS) if origin is Origin.SPEAKER else credit


def _approved(
    life: Life,
    claim: Claim,
    origin: Origin,
    held_on: date,
    books: Books,
    dice: random.Random,
    *,
    to_authority: bool = False,
) -> Credit:
    """Return the credit as it stood after its last review, some days after the activity."""
    entered_at = _working_hour(held_on + timedelta(days=dice.randint(1, 9)), dice)
    decided_at = entered_at + timedelta(days=dice.randint(1, 9), minutes=dice.randint(1, 200))
    decided_from = Stage.AUTHORITY_REVIEW if to_authority else Stage.UNIT_REVIEW
    enters, decides = _offices(life)
    credit = Credit(
        id=new_id(dice),
        staff_id=life.staff_id,
        unit_id=life.department.unit_id,
        department_id=life.department.id,
        entered_by=life.account_id if origin is Origin.PERSONAL else enters,
        origin=origin,
        claim=claim,
        stage=Stage.APPROVED,
        points=0,
        hours=0,
        to_authority=to_authority,
        created_at=entered_at,
        submitted_at=entered_at + timedelta(minutes=7),
        decided_at=decided_at,
        decided_by=OFFICES[-1].account_id if to_authority else decides,
        decided_from=decided_from,
        effective_on=day_after(decided_at),
    )
    return priced(credit, claim, books.of(claim.year))


def _offices(life: Life) -> tuple[str, str]:
    """Return who entered for the person and who decided for the unit: never the person."""
    others = [
        office
        for office in OFFICES
        if office.name != life.name
        and office.unit.id in {life.department.unit_id, AUTHORITY.id}
        and office.department in {life.department, None}
    ]
    deciding = next(office for office in others if office.department is None)
    return others[0].account_id, deciding.account_id


def _working_hour(day: date, dice: random.Random) -> datetime:
    clock = time(dice.randint(8, 17), dice.randint(0, 59), dice.randint(0, 59))
    return datetime.combine(day, clock, SHANGHAI).astimezone(UTC)


def new_id(dice: random.Random) -> str:
    """Return an id that the next filling makes again: addresses of screenshots stay."""
    return "".join(dice.choices("abcdefghijklmnopqrstuvwxyz234567", k=16))
