"""学分删除修改 (manual 5.1): credits are corrected, deleted or reversed, as was seen before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.changes import previews_of_people, tell
from core.correcting import PlannedCredit, plan_corrections
from core.domain.changes import Preview, PreviewChanged
from core.domain.credits.answers import year_after
from core.domain.credits.correction_refusals import NoCreditTicked, TooManyCredits
from core.domain.credits.corrections import Act, Correction
from core.domain.credits.credit import Credit
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.register import Actor, Staff
from core.domain.trainings.awards import given_to
from core.domain.trainings.training import Choice
from core.domain.typed import LONGEST_REASON, typed
from core.messages import REVIEW_WAITING, tell_concerned, tell_reviewers
from core.permissions import Permission, authorize, is_unit_administrator, may, sees
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import hold, recount_years

MOST_CREDITS = 200
CORRECT = Permission.CREDIT_CORRECT
NOTICES = {
    Act.CORRECT: "credit-corrected",
    Act.DELETE: "credit-deleted",
    Act.REVERSE: "credit-reversed",
}
VERBS = {Act.CORRECT: "corrected", Act.DELETE: "deleted", Act.REVERSE: "reversed"}


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    """What becomes of one person's credits, together: they may lie in the same year.

    `missing` are credits of which nothing may be said, not even whose they are.
    """

    staff: Staff | None = None
    credits: Sequence[PlannedCredit] = ()
    preview: Preview | None = None
    refusal: Refusal | None = None
    missing: Sequence[str] = ()

    @property
    def changed(self) -> list[PlannedCredit]:
        return [] if self.refusal else [one for one in self.credits if one.is_changed]


async def preview_corrections(
    desk: Desk, who: Actor, credit_ids: Sequence[str], wanted: Correction
) -> list[PersonCorrected]:
    """Return what a correction would do to each of these credits, person by person.

    Raises NoCreditTicked, TooManyCredits, TextNeeded without a reason, TextTooLong.
    """
    wanted = _checked(credit_ids, wanted)
    async with desk.store.reading() as tx:
        authorize(who, CORRECT)
        found = [one for one in await tx.credits.some(credit_ids) if sees(who, one)]
        return [*await _previewed(desk, tx, who, found, wanted), *_missing(credit_ids, found)]


async def make_corrections(
    desk: Desk, who: Actor, credit_ids: Sequence[str], wanted: Correction, seen: Mapping[str, str]
) -> list[PersonCorrected]:
    """Correct, delete or reverse, of each person all credits as was `seen` (a digest), or none.

    One person to a transaction; everybody concerned is told why. Raises what
    `preview_corrections` does.
    """
    wanted, done = _checked(credit_ids, wanted), list[PersonCorrected]()
    async with desk.store.reading() as tx:
        authorize(who, CORRECT)
        found = [one for one in await tx.credits.some(credit_ids) if sees(who, one)]
    for staff_id in sorted({one.staff_id for one in found}):
        theirs = [one for one in found if one.staff_id == staff_id]
        async with desk.store.transaction() as tx:
            done += await _correct(desk, tx, who, theirs, wanted, seen.get(staff_id, ""))
    return [*done, *_missing(credit_ids, found)]


def _checked(credit_ids: Sequence[str], wanted: Correction) -> Correction:
    if not credit_ids:
        raise NoCreditTicked
    if len(credit_ids) > MOST_CREDITS:
        raise TooManyCredits(most=MOST_CREDITS, chosen=len(credit_ids))
    return replace(wanted, reason=typed(wanted.reason, LONGEST_REASON))


def _missing(credit_ids: Sequence[str], found: Sequence[Credit]) -> list[PersonCorrected]:
    there = {one.id for one in found}
    gone = [one for one in dict.fromkeys(credit_ids) if one not in there]
    return [PersonCorrected(missing=gone)] if gone else []


async def _previewed(
    desk: Desk, tx: Transaction, who: Actor, credits: Sequence[Credit], wanted: Correction
) -> list[PersonCorrected]:
    """Return what becomes of each person's credits; of one's own nothing."""
    by_unit = is_unit_administrator(who)
    credits = sorted(credits, key=lambda one: (one.created_at, one.id))
    theirs = [one for one in credits if may(who, CORRECT, one)]
    planned = await plan_corrections(desk, tx, theirs, wanted, by_unit=by_unit)
    planned += [
        PlannedCredit(one, refusals=[NotAllowed(permission=CORRECT.value)])
        for one in credits
        if one not in theirs
    ]
    edits = {
        staff_id: [one.edit for one in planned if one.credit.staff_id == staff_id and one.edit]
        for staff_id in sorted({one.credit.staff_id for one in planned})
    }
    previews = await previews_of_people(tx, edits, desk.today())
    return [
        PersonCorrected(
            staff,
            [one for one in planned if one.credit.staff_id == staff.id],
            previews[staff.id],
        )
        for staff in await tx.people.some(edits)
    ]


async def _correct(
    desk: Desk,
    tx: Transaction,
    who: Actor,
    credits: Sequence[Credit],
    wanted: Correction,
    seen: str,
) -> list[PersonCorrected]:
    """Correct one person's credits. Their years are held before the credits are read again."""
    trainings = await _hold_trainings(tx, credits)
    years = {
        (one.staff_id, year)
        for one in credits
        for year in (one.year, year_after(one.claim, wanted.answers, desk.today()))
    }
    await hold(tx, years)
    there = [one for one in await tx.credits.some({one.id for one in credits}) if sees(who, one)]
    made = await _previewed(desk, tx, who, there, wanted)
    for would in made:
        if would.preview is None or would.preview.digest != seen:
            return [replace(would, refusal=PreviewChanged())]
        for one in would.changed:
            await _write(desk, tx, who, one, wanted, trainings)
        tell(tx, who, would.preview, VERBS[wanted.act], reason=wanted.reason)
    await recount_years(tx, years, desk.today())
    return made


async def _hold_trainings(tx: Transaction, credits: Sequence[Credit]) -> set[str]:
    """Hold the trainings that gave the credits; return those that are still there."""
    there = set[str]()
    for training_id in sorted({one.training_id for one in credits if one.training_id}):
        try:
            there.add((await tx.trainings.hold(training_id)).id)
        except NotFound:
            continue
    return there


async def _take_off(desk: Desk, tx: Transaction, who: Actor, credit: Credit, reason: str) -> None:
    """Keep with the training that somebody was taken off its awards, and why."""
    staff_id, role = given_to(credit)
    training = await tx.trainings.get(credit.training_id or "")
    await tx.trainings.choose(training.id, Choice(staff_id, role, is_included=False, reason=reason))
    name = (await tx.people.get(staff_id)).name
    left = {"name": name, "role": role, "reason": reason, "at": desk.clock.now()}
    tx.journal.add(who, "award-excluded", training.subject, after=left)


async def _write(
    desk: Desk,
    tx: Transaction,
    who: Actor,
    planned: PlannedCredit,
    wanted: Correction,
    trainings: Collection[str],
) -> None:
    """Write one credit, and tell who is concerned and who reviews it now."""
    assert planned.edit is not None
    before, record, now = planned.credit, planned.edit.record, desk.clock.now()
    if wanted.act is not Act.CORRECT:
        record = replace(record, reason=wanted.reason)
    if wanted.act is Act.REVERSE:
        after = await tx.credits.reverse(record, desk.today())
    else:
        after = await tx.credits.save(record)
    if wanted.act is Act.DELETE and before.training_id in trainings:
        await _take_off(desk, tx, who, before, wanted.reason)
    await tell_concerned(tx, after, NOTICES[wanted.act], now, reason=wanted.reason)
    if after.stage is not before.stage:
        await tx.notices.settle(after.id, REVIEW_WAITING, now)
        await tell_reviewers(tx, after, now)
