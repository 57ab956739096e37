"""A row of the rulebook is set differently once it was seen whose year that turns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.domain.rulebook import Books, OwnRow, SourceNeeded
from core.domain.rulebook.changing import (
    LONGEST_SOURCE,
    RowChange,
    RulePreviewOld,
    RuleUnchanged,
    check_change,
)
from core.domain.rulebook.checking import EntryNeeded, EvidenceAskedFor, NameTaken
from core.domain.rulebook.lines import RuleLine, line_as_it_stands
from core.domain.rulebook.rules import Rulebook
from core.domain.rulebook.typed_rows import read_row
from core.domain.typed import LONGEST_REASON, typed
from core.jobs import ask
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, JobState
from core.records.transaction import Transaction
from core.rule_rows import write_row
from core.texts import language
from core.usecases.rulebook.preview_jobs import RULE_CHECK
from core.usecases.rulebook.turned import TurnedYear
from core.wording.names import named

BESIDE = (SourceNeeded, NameTaken, EntryNeeded, EvidenceAskedFor)
BLANK_OF = dict(zip(BESIDE, ("source", "zh-CN", "is_closed", "is_closed"), strict=True))
"""Beside which blank a refusal of the whole row is told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The job that looks what a change would do; without one, what is refused, by field."""

    job: Job | None
    refused: Mapping[str, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a change would do, as far as that is known: the first of whom it concerns.

    `before` and `after` are the row as it is typed.
    """

    job: Job
    change: RowChange
    line: RuleLine
    book: Rulebook
    turned: Sequence[TurnedYear] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    @property
    def is_ready(self) -> bool:
        return bool(self.digest)


async def ask_for_rule_preview(
    desk: Desk,
    who: Actor,
    year: int,
    table: str,
    code: str,
    texts: Mapping[str, str] | None,
    *,
    seen: int,
    source: str = "",
    reason: str = "",
    key: str = "",
) -> Asked:
    """Ask what other values of a row would do; with no `texts`, what the shipped ones would.

    Raises NotFound, RulebookChanged on an old version, RuleUnchanged, OwnRowFault, TooManyJobs.
    """
    unit_id = who.unit_id or ""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        books = await tx.rulebooks.books(unit_id)
        said = {"source": source, "reason": reason}
        change, refused = _wished(books, RowChange(year, table, code, None, seen), texts, said)
        if not refused:
            refused = _refused(desk, who, books, change)
        if refused:
            return Asked(None, refused)
        return Asked(await _ask(desk, tx, who, books, change, key))


def _wished(
    books: Books, wish: RowChange, texts: Mapping[str, str] | None, said: Mapping[str, str]
) -> tuple[RowChange, dict[str, Refusal]]:
    beneath = books.beneath(wish.year, wish.table, wish.code)
    values, refused = (None, dict[str, Refusal]())
    if texts is not None:
        values, refused = read_row(wish.table, texts, beneath, books.of(wish.year))
    kept = {"source": "", "reason": ""}
    for name, longest in (("source", LONGEST_SOURCE), ("reason", LONGEST_REASON)):
        try:
            if name == "reason" or (texts is not None and said[name].strip()):
                kept[name] = typed(said[name], longest)
        except Refusal as refusal:
            refused[name] = refusal
    if not values and not kept["source"]:
        values = None
    change = RowChange(wish.year, wish.table, wish.code, values, wish.seen, **kept)
    return change, refused


def _refused(desk: Desk, who: Actor, books: Books, change: RowChange) -> dict[str, Refusal]:
    before = change.before(books, who.unit_id or "")
    if (before.values, before.source) == (change.values, change.source):
        raise RuleUnchanged
    if before.values is change.values is None:
        raise RuleUnchanged
    after = change.after(before, who.account_id, desk.clock.now())
    try:
        check_change(books, before, after, desk.today())
    except BESIDE as refusal:
        return {BLANK_OF[type(refusal)]: refusal}
    return {}


async def _ask(
    desk: Desk, tx: Transaction, who: Actor, books: Books, change: RowChange, key: str
) -> Job:
    line = line_as_it_stands(books, change.year, change.table, change.code)
    names = line.names or (change.values or {})["names"]
    facts = {"language": language(), "year": change.year, "name": named(names)}
    return await ask(desk, tx, who, RULE_CHECK, facts | {"change": asdict(change)}, key)


async def ask_for_rule_preview_again(desk: Desk, who: Actor, job_id: str) -> Job:
    """Look again what the same change would do by now.

    Raises NotFound, RulebookChanged, SourceNeeded, OwnRowFault, TooManyJobs.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        change = await _change(tx, who, job_id)
        books = await tx.rulebooks.books(who.unit_id or "")
        for refusal in _refused(desk, who, books, change).values():
            raise refusal
        return await _ask(desk, tx, who, books, change, key="")


async def _change(tx: Transaction, who: Actor, job_id: str) -> RowChange:
    job = await tx.jobs.asked(job_id, who.account_id)
    if job.kind != RULE_CHECK:
        raise NotFound
    return RowChange(**job.arguments["change"])


async def read_rule_preview(desk: Desk, who: Actor, job_id: str) -> RulePreview:
    """Return what a change would do, as far as that is known. Raises NotFound."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        change = await _change(tx, who, job_id)
        job = await tx.jobs.asked(job_id, who.account_id)
        books = await tx.rulebooks.books(who.unit_id or "")
    line = line_as_it_stands(books, change.year, change.table, change.code)
    book = books.of(change.year)
    kept = await _kept(desk, job)
    if not kept:
        return RulePreview(job, change, line, book)
    turned = [TurnedYear(**one) for one in kept.pop("turned")]
    return RulePreview(job, change, line, book, turned, **kept)


async def enter_rule_change(desk: Desk, who: Actor, job_id: str) -> OwnRow | None:
    """Make a change that was looked at, once however often it is pressed; None if it was made.

    Raises NotFound, RulePreviewOld unless it would still do what was shown, RulebookChanged where
    somebody else was quicker.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        change = await _change(tx, who, job_id)
        job = await tx.jobs.asked(job_id, who.account_id)
    kept = await _kept(desk, job)
    unit_id = who.unit_id or ""
    async with desk.store.transaction() as tx:
        await tx.rulebooks.hold(unit_id)
        books = await tx.rulebooks.books(unit_id)
        if change.is_made(books, who.account_id):
            return None
        before = change.before(books, unit_id)
        if kept.get("digest") != change.digest(books, desk.today()):
            raise RulePreviewOld
        after = change.after(before, who.account_id, desk.clock.now())
        check_change(books, before, after, desk.today())
        return await write_row(tx, who, before, after, change.reason)


async def _kept(desk: Desk, job: Job) -> dict[str, Any]:
    """Return what the job has found, nothing as long as it has not, or after a day."""
    if job.state(desk.clock.now()) is not JobState.DONE or job.outcome is None:
        return {}
    try:
        found = await desk.files.get(f"{job.result_key}-{job.outcome['parts']}")
    except NotFound:
        return {}
    return dict(json.loads(found))
