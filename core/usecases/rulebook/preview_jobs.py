"""The work behind a change of rules: whose year comes out otherwise, person by person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core.domain.changes import YearChange, preview
from core.domain.credits.compliance import PersonYear, YearFacts
from core.domain.credits.credit import Stage
from core.domain.register import Actor, Staff, record_for
from core.domain.rulebook import Books
from core.domain.rulebook.blanks import texts_of
from core.domain.rulebook.changing import RowChange, check_change
from core.domain.rulebook.own import JUDGING, laid_over
from core.exports import XLSX, whose
from core.forms.list_sheet import list_sheet
from core.forms.list_workbook import fill_workbook
from core.forms.packing import Parts
from core.jobs import asker
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.records.transaction import Transaction
from core.results import years_of
from core.rule_rows import row_now
from core.texts import say, speaking
from core.usecases.rulebook.turned import COLUMNS, TurnedYear, turned_year

RULE_CHECK = "rule-check"
SLICE = 25
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A change against the rules as they stand: in `years` it makes a difference."""

    who: Actor
    change: RowChange
    before: Books
    after: Books
    years: Sequence[int]

    @property
    def unit_id(self) -> str:
        return self.who.unit_id or ""

    @property
    def told(self) -> dict[str, Any]:
        """The row as it is typed, before and after, and what says that it was looked at."""
        year, table, code = self.change.year, self.change.table, self.change.code
        beneath = self.before.beneath(year, table, code)
        return {
            "before": texts_of(table, row_now(self.before, year, table, code)),
            "after": texts_of(table, laid_over(beneath, self.change.values or {})),
        }


async def preview_rule(desk: Desk, job: Job) -> Slices:
    """Say whose year a change of rules would turn, into a workbook and a page.

    Raises NotAllowed for who has lost their office, and what `check_change` refuses by now.
    """
    wanted, people = await _wanted(desk, job)
    turned, over = list[TurnedYear](), 0
    for at in range(0, len(people), SLICE):
        async with desk.store.reading() as tx:
            facts, staff = await _facts(tx, wanted, people[at : at + SLICE])
        changes = await _turned(desk, wanted, facts)
        turned += [turned_year(change, staff[change.staff_id]) for change in changes]
        over += _over_cap(wanted, facts)
        yield Progress(at + len(staff), len(people) + SLICE)
    turned.sort(key=lambda one: (not one.is_outcome, one.year, one.staff_number))
    parts = Parts(desk.files, job.files_key)
    name = await _put_workbook(desk, job, wanted, turned, parts)
    size = parts.size_bytes
    digest = wanted.change.digest(wanted.before, desk.today())
    first = [asdict(one) for one in turned[:MOST_NAMED]]
    told = {"turned": first, "digest": digest, **wanted.told}
    await parts.put(json.dumps(told, ensure_ascii=False).encode())
    counts = {
        "people": len({one.staff_number for one in turned}),
        "years": len(turned),
        "outcomes": sum(one.is_outcome for one in turned),
        "over": over,
    }
    yield Made(name, XLSX, 1, size, counts=counts)


async def _wanted(desk: Desk, job: Job) -> tuple[_Wanted, list[str]]:
    change = RowChange(**job.arguments["change"])
    async with desk.store.reading() as tx:
        who = await asker(tx, job)
        authorize(who, Permission.RULEBOOK_CHANGE)
        books = await tx.rulebooks.books(who.unit_id or "")
        is_judged_by = change.table in JUDGING
        people = await tx.results.people_of(who.unit_id or "", change.year) if is_judged_by else []
    before = change.before(books, who.unit_id or "")
    after = change.after(before, who.account_id, desk.clock.now())
    changed = check_change(books, before, after, desk.today())
    years = range(change.year, desk.today().year + 2)
    differing = [year for year in years if books.of(year) != changed.of(year)]
    return _Wanted(who, change, books, changed, differing), people


async def _facts(
    tx: Transaction, wanted: _Wanted, people: Sequence[str]
) -> tuple[dict[PersonYear, YearFacts], Mapping[str, Staff]]:
    """Return what people's years are judged by, where they count by the unit's rules."""
    staff = {one.id: one for one in await tx.people.some(people)}
    years = {(staff_id, year) for staff_id in staff for year in wanted.years}
    found = await years_of(tx, years, tuple(staff.values())) if years else {}
    return {
        person_year: facts
        for person_year, facts in found.items()
        if _unit_of(facts, staff[person_year[0]]) == wanted.unit_id
    }, staff


def _unit_of(facts: YearFacts, staff: Staff) -> str:
    record = record_for(facts.records, facts.year)
    return record.unit_id if record else staff.unit_id


async def _turned(
    desk: Desk, wanted: _Wanted, facts: Mapping[PersonYear, YearFacts]
) -> Sequence[YearChange]:
    before, after = (
        {key: one._replace(book=books.of(key[1])) for key, one in facts.items()}
        for books in (wanted.before, wanted.after)
    )
    return preview((), before, after, desk.today()).felt


def _over_cap(wanted: _Wanted, facts: Mapping[PersonYear, YearFacts]) -> int:
    """Count approved credits that have more than the changed rule would let count at all."""
    if wanted.change.table != "rules":
        return 0
    over = 0
    for (_, year), one in facts.items():
        measure = wanted.after.of(year).rule(wanted.change.code).measure
        cap = measure.cap if measure else None
        over += sum(
            cap is not None and entry.points > cap
            for entry in one.entries
            if entry.rule == wanted.change.code and entry.stage is Stage.APPROVED
        )
    return over


async def _put_workbook(
    desk: Desk, job: Job, wanted: _Wanted, turned: Sequence[TurnedYear], parts: Parts
) -> str:
    with speaking(job.arguments["language"]):
        name = say("list-file-name", title=say("rule-turned-title"), day=str(desk.today()))
        sheet = list_sheet(
            say("job-title-rule-check", **job.facts),
            COLUMNS,
            turned,
            about=whose(wanted.who),
            file_name=name,
            made_at=desk.clock.now(),
        )
        await parts.put(await desk.workers.in_process(fill_workbook, sheet))
    return f"{name}.xlsx"
