"""The list of in-house trainings with its tabs and filters (manual 4.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.credits.answers import FIRST_YEAR
from core.domain.dates import day_of
from core.domain.lists import (
    EVERYTHING,
    Choices,
    Column,
    Filter,
    ListQuery,
    Page,
    Pill,
    Slice,
    Window,
)
from core.domain.register import Actor, Department
from core.domain.review import Tab
from core.domain.rulebook.offers import listed
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.plans import TRAINING_CATEGORY
from core.domain.trainings.training import (
    UNDER_UNIT_REVIEW,
    Cycle,
    Progress,
    Training,
    TrainingStage,
)
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.trainings import TrainingFilter, TrainingOrder
from core.records.transaction import Transaction
from core.texts import say
from core.wording.credits import rule_name
from core.wording.moments import span
from core.wording.names import in_words
from core.wording.trainings import held_pill, training_pill

REPORTED = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One training in a list, with its cycles, who holds it, and the rules of its year."""

    training: Training
    cycles: Sequence[Cycle]
    department: Department
    book: Rulebook
    held: Pill


async def last_discipline(desk: Desk, who: Actor) -> str:
    """Return the discipline of what was planned last here, for the next plan; "" for a first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        found = await tx.trainings.page(area_of(who), TrainingFilter(), Window(size=1))
    return next((one.plan.discipline for one in found.rows), "")


async def list_trainings(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[TrainingLine]:
    """List the trainings of one's department or unit, the latest entered first."""
    each = {tab: replace(_filter(desk, query), progress=tab) for tab in Progress}
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        area = area_of(who)
        tab = Progress(query.tab or Progress.ALL)
        found = await tx.trainings.page(area, each[tab], query.window)
        counts = await _counts(tx, area, each)
        lines = await _lines(desk, tx, who, found)
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    return Page(lines, total=counts.get(tab), counts=counts, choices=_choices(desk, book))


async def _counts(
    tx: Transaction,
    area: Area,
    each: Mapping[Progress, TrainingFilter] | Mapping[Tab, TrainingFilter],
) -> dict[str, int]:
    """Return how many there are on each tab, of those where that is known."""
    counts = zip(each, await tx.trainings.counts(area, list(each.values())), strict=True)
    return {str(tab): count for tab, count in counts if count is not None}


async def _lines(
    desk: Desk, tx: Transaction, who: Actor, found: Slice[Training]
) -> Slice[TrainingLine]:
    """Return the trainings of a page with what a list shows beside them."""
    cycles = await tx.cycles.of_many([training.id for training in found.rows])
    departments = await tx.people.some_departments({it.department_id for it in found.rows})
    books = await tx.rulebooks.books(who.unit_id or "")
    now = desk.clock.now()
    return found.of(
        lambda it: TrainingLine(
            it,
            cycles.get(it.id, ()),
            departments[it.department_id],
            books.of(it.year),
            held_pill(it, now),
        )
    )


def _filter(desk: Desk, query: ListQuery) -> TrainingFilter:
    """Return what a query looks for; a third-level discipline goes before its group."""
    return TrainingFilter(
        now=desk.clock.now(),
        year=query.year(),
        rule=query.text("rule"),
        mode=query.text("mode"),
        discipline=query.text("discipline") or query.text("group"),
        name=query.text("name"),
        starts_from=query.day("from"),
        starts_to=query.day("to"),
        has_report=REPORTED.get(query.text("reported")),
    )


def _choices(desk: Desk, book: Rulebook) -> Mapping[str, Choices]:
    groups = [one for one in book.disciplines if one.parent_code is None]
    below = [one for one in book.disciplines if one.parent_code is not None]
    return {
        "year": year_choices(desk),
        "rule": rule_choices(book),
        "mode": in_words(listed(book, "lists.delivery-modes")),
        "group": [(one.code, one.name) for one in groups],
        "discipline": [(one.code, one.name) for one in below],
        "reported": [(one, say(f"trainings-report-{one}")) for one in REPORTED],
    }


def year_choices(desk: Desk) -> Choices:
    """Return the years that trainings are planned in, the next one first."""
    next_year = desk.today().year + 1
    return [(str(year), str(year)) for year in range(next_year, FIRST_YEAR - 1, -1)]


def rule_choices(book: Rulebook) -> Choices:
    """Return the rules that trainings are held under."""
    return [(rule.code, rule_name(rule)) for rule in book.rules_of(TRAINING_CATEGORY)]


def discipline_name(book: Rulebook, code: str) -> str:
    """Return what a discipline is called; "" where none is chosen."""
    return next((one.name for one in book.disciplines if one.code == code), "")


def _when(line: TrainingLine) -> str:
    if not line.cycles:
        return say("trainings-no-time")
    first = line.cycles[0]
    when = span(first.starts_at, first.ends_at)
    more = say("trainings-cycles", count=len(line.cycles))
    return when if len(line.cycles) == 1 else f"{when} · {more}"


def _rule(line: TrainingLine) -> str:
    code = line.training.plan.rule
    return rule_name(line.book.rule(code)) if code else ""


TRAININGS = Listing[TrainingLine](
    "trainings",
    "trainings-title",
    (
        Column("plan-name", lambda it: it.training.plan.name, card="title", width=62),
        Column("trainings-when", _when, width=48, is_on_desk=False),
        Column("plan-department", lambda it: it.department.name, width=26),
        Column("plan-rule", _rule, card="none", width=34),
        Column(
            "trainings-discipline",
            lambda it: discipline_name(it.book, it.training.plan.discipline),
            card="none",
            width=26,
        ),
        Column("trainings-points", lambda it: it.training.points or None, "points", "side", 16),
        Column(
            "trainings-hours", lambda it: it.training.plan.hours or None, "quantity", "none", 14
        ),
        Column("trainings-stage", lambda it: (training_pill(it.training),), "pills", "pills", 30),
        Column("trainings-held", lambda it: (it.held,), "pills", "pills", 20),
        Column("trainings-added", lambda it: day_of(it.training.created_at), "day", "none", 22),
    ),
    list_trainings,
    tabs=tuple(Progress),
    tab_words=lambda tab: say(f"trainings-tab-{tab}"),
    filters=(
        Filter("name", "trainings-filter-name", longest=120),
        Filter("year", "plan-year", "year"),
        Filter("rule", "trainings-filter-rule", "choice"),
        Filter("mode", "plan-mode", "choice"),
        Filter("group", "trainings-filter-group", "choice"),
        Filter("discipline", "plan-discipline", "choice"),
        Filter("reported", "trainings-filter-report", "choice"),
        Filter("from", "trainings-filter-from", "day"),
        Filter("to", "list-filter-to", "day"),
    ),
)


STAGES: Mapping[str, frozenset[TrainingStage]] = {
    Tab.WAITING: UNDER_UNIT_REVIEW,
    Tab.RETURNED: frozenset({TrainingStage.RETURNED, TrainingStage.CLOSING_RETURNED}),
    Tab.PASSED: frozenset({TrainingStage.APPROVED, TrainingStage.AWARDED, TrainingStage.CLOSED}),
    Tab.REJECTED: frozenset({TrainingStage.REJECTED, TrainingStage.CLOSING_REJECTED}),
}


ALL_TRAININGS = TrainingFilter()


def unit_of(who: Actor) -> Area:
    """Return whose plans and closings come before the person: those of their unit, or none."""
    return Area(unit_id=area_of(who).unit_id)


def of_tab(tab: str, who: Actor, wanted: TrainingFilter = ALL_TRAININGS) -> TrainingFilter:
    """Return a part of the reviewer's list; what one has entered oneself others decide on."""
    if tab != Tab.WAITING:
        return replace(wanted, stages=STAGES[tab])
    return replace(
        wanted,
        stages=STAGES[tab],
        not_entered_by=who.account_id,
        order=TrainingOrder.LONGEST_WAITING,
    )


async def list_reviewed_trainings(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[TrainingLine]:
    """List plans and closings of the reviewer's unit, tab by tab; what waits oldest first."""
    tab = Tab(query.tab or Tab.WAITING)
    wanted = TrainingFilter(name=query.text("name"), year=query.year())
    each = {one: of_tab(one, who, wanted) for one in Tab}
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        found = await tx.trainings.page(unit_of(who), each[tab], query.window)
        counts = await _counts(tx, unit_of(who), each)
        lines = await _lines(desk, tx, who, found)
    return Page(lines, total=counts.get(tab), counts=counts, choices={"year": year_choices(desk)})


REVIEWED_TRAININGS = Listing[TrainingLine](
    "review-trainings",
    "training-review-title",
    TRAININGS.columns,
    list_reviewed_trainings,
    tabs=tuple(Tab),
    tab_words=lambda tab: say(f"review-tab-{tab}"),
    filters=(
        Filter("name", "trainings-filter-name", longest=120),
        Filter("year", "plan-year", "year"),
    ),
)
