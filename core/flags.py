"""What a reviewer should look at twice about a credit, found in the register of evidence."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from core.domain.credits.claims import Claim
from core.domain.credits.credit import EDITABLE, Credit, Evidence, Flag, FlagKind
from core.domain.credits.durations import unbelievable_hours_a_day
from core.domain.credits.paper import differences
from core.domain.credits.readings import ReadField
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.permissions import Permission, may, sees
from core.records.credits import Elsewhere
from core.records.transaction import Transaction


async def flags_of(
    tx: Transaction, who: Actor, credit: Credit, evidence: Sequence[Evidence], book: Rulebook
) -> list[Flag]:
    """Return what a reviewer should look at twice, of all but the likeness of pictures.

    While a claim is being entered, others are told that its year's list lacks its project, what
    differs from its paper, and which of the person's own credits show the same paper.
    """
    if not may(who, Permission.CASE_DECIDE, credit):
        if credit.stage not in EDITABLE:
            return []
        unlisted = _unlisted(credit, await tx.projects.unlisted([credit]))
        return [*unlisted, *await _of_own_papers(tx, who, credit, evidence, book)]
    return (await flags_of_many(tx, who, [credit], {credit.id: book}))[credit.id]


async def flags_of_many(
    tx: Transaction, who: Actor, credits: Sequence[Credit], books: Mapping[str, Rulebook]
) -> dict[str, list[Flag]]:
    """Return the flags of several credits, in few statements; the books by credit."""
    ids = [credit.id for credit in credits]
    elsewhere = await tx.evidence.elsewhere(ids)
    evidence = await tx.evidence.of_many(ids)
    namesakes = await tx.credits.same_projects(credits)
    people = {one.id: one.name for one in await tx.people.some({it.staff_id for it in credits})}
    others = (other for found in namesakes.values() for other in found)
    hints = await _hints(tx, who, [*(one.credit for one in elsewhere), *others])
    unlisted = await tx.projects.unlisted(credits)
    return {
        credit.id: [
            *_same_files(credit, evidence[credit.id], elsewhere, hints),
            *(hints(FlagKind.SAME_PROJECT, None, one) for one in namesakes[credit.id]),
            *_long_days(credit.claim, books[credit.id]),
            *_unlisted(credit, unlisted),
            *_off_paper(credit, evidence[credit.id], people[credit.staff_id], books[credit.id]),
            *_on_paper(credit, evidence[credit.id], _untold(evidence[credit.id], elsewhere), hints),
        ]
        for credit in credits
    }


Hint = Callable[[FlagKind, Evidence | None, Credit], Flag]


def _same_files(
    credit: Credit, evidence: Sequence[Evidence], elsewhere: Sequence[Elsewhere], hint: Hint
) -> Iterator[Flag]:
    own = {file.sha256: file for file in reversed(evidence)}
    for one in elsewhere:
        if one.credit.id != credit.id and one.file.sha256 in own:
            yield hint(FlagKind.SAME_FILE, own[one.file.sha256], one.credit)


async def _of_own_papers(
    tx: Transaction, who: Actor, credit: Credit, evidence: Sequence[Evidence], book: Rulebook
) -> list[Flag]:
    """Tell whoever enters a claim of its papers; other people's claims are not their business."""
    if not any(file.reading for file in evidence):
        return []
    elsewhere = await tx.evidence.elsewhere([credit.id])
    own = [one for one in elsewhere if one.credit.staff_id == credit.staff_id]
    hint = await _hints(tx, who, [one.credit for one in own])
    person = await tx.people.get(credit.staff_id)
    return [
        *_off_paper(credit, evidence, person.name, book),
        *_on_paper(credit, evidence, own, hint),
    ]


def _off_paper(
    credit: Credit, evidence: Sequence[Evidence], name: str, book: Rulebook
) -> Iterator[Flag]:
    for one in differences([file.read for file in evidence], credit, name, book):
        kind = FlagKind.NAME_DIFFERS if one.field is ReadField.NAME else FlagKind.PAPER_DIFFERS
        yield Flag(kind, one.evidence_id, field=one.field, read=one.read.value)


def _untold(evidence: Sequence[Evidence], elsewhere: Sequence[Elsewhere]) -> list[Elsewhere]:
    """Return those of credits that have none of the very files: these are told of by themselves."""
    told = {one.credit.id for one in elsewhere if any(map(one.is_same, evidence))}
    return [one for one in elsewhere if one.credit.id not in told]


def _on_paper(
    credit: Credit, evidence: Sequence[Evidence], elsewhere: Sequence[Elsewhere], hint: Hint
) -> Iterator[Flag]:
    """Yield hints at the same certificate elsewhere."""
    told = {credit.id}
    for file in evidence:
        for one in elsewhere:
            if one.credit.id not in told and one.has_paper_of(file):
                told.add(one.credit.id)
                yield hint(FlagKind.SAME_PAPER, file, one.credit)


async def _hints(tx: Transaction, who: Actor, others: Sequence[Credit]) -> Hint:
    """Return what makes hints at other credits; outside the reader's scope they say little."""
    people = await tx.people.some({it.staff_id for it in others}) if others else []
    staff = {one.id: one for one in people}
    places = {it.department_id for it in others}
    departments = await tx.people.some_departments(places) if places else {}

    def hint(kind: FlagKind, file: Evidence | None, other: Credit) -> Flag:
        in_sight = sees(who, other)
        return Flag(
            kind=kind,
            evidence_id=file.id if file else None,
            credit_id=other.id if in_sight else None,
            staff_name=staff[other.staff_id].name if in_sight else None,
            department=departments[other.department_id].name,
            year=other.year,
        )

    return hint


def _unlisted(credit: Credit, unlisted: Collection[str]) -> list[Flag]:
    is_named = credit.id in unlisted
    return [Flag(FlagKind.NOT_PUBLISHED, year=credit.year)] if is_named else []


async def likenesses(
    tx: Transaction, who: Actor, evidence: Sequence[Evidence], told: Sequence[Flag] = ()
) -> list[Flag]:
    """Return hints at the person's other credits whose pictures these files look like.

    Those that are `told` of as the same certificate are left out.
    """
    elsewhere = await tx.evidence.elsewhere({file.credit_id for file in evidence})
    alike = [(next(filter(one.is_alike, evidence), None), one.credit) for one in elsewhere]
    hint = await _hints(tx, who, [credit for _, credit in alike])
    found = (hint(FlagKind.SIMILAR_PICTURE, file, credit) for file, credit in alike if file)
    known = {flag.credit_id for flag in told if flag.kind is FlagKind.SAME_PAPER}
    return [flag for flag in dict.fromkeys(found) if flag.credit_id not in known]


def _long_days(claim: Claim, book: Rulebook) -> list[Flag]:
    if claim.rule is None or claim.days is None:
        return []
    hours = unbelievable_hours_a_day(book.rule(claim.rule), claim.quantity, claim.days)
    return [Flag(FlagKind.LONG_DAYS, hours_a_day=hours)] if hours else []
