"""Who is awarded what after a training, and corrections until it takes effect (授分)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.attendance.schedules import Phase
from core.domain.changes import Preview, PreviewChanged
from core.domain.credits.credit import Credit, CreditChanged, Stage
from core.domain.errors import NotFound, Refusal
from core.domain.trainings.awards import Proposal
from core.domain.trainings.life import NotAwardable, NotHeldYet, NothingToAward
from core.domain.trainings.training import AwardRole, TrainingChanged
from core.domain.typed import LONGEST_REASON, TextNeeded, TextTooLong
from core.usecases.trainings import awards, reversals
from core.usecases.trainings.awards import AwardSheet
from pwa.attendance.attendees import ROWS
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.review import reason_of

pages = Blueprint("awards", __name__)

AWARDS = "/trainings/<id:training_id>/awards"
PERSON = f"{AWARDS}/<id:staff_id>/<any(participant,speaker):role>"
REASONS = {
    True: ("seen", "network", "duty"),
    False: ("left", "substitute", "not-attending"),
}
LONGEST_TYPED = 20_000


class AwardGroup(StrEnum):
    """The two groups of the page; after the award, who has a credit and who has none."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Line:
    """One person in one role: what is proposed, and the credit once there is one."""

    proposal: Proposal
    credit: Credit | None
    group: AwardGroup


def lines_of(sheet: AwardSheet) -> list[Line]:
    """Return the lines of a training, each in its group."""
    pairs = ((one, sheet.credits.get((one.staff_id, one.role))) for one in sheet.proposals)
    return [
        Line(one, credit, _group(sheet, one, credit))
        for one, credit in pairs
        if one.staff_id in sheet.people
    ]


def _group(sheet: AwardSheet, proposal: Proposal, credit: Credit | None) -> AwardGroup:
    """Proposals count until the award; from then on only credits do."""
    if credit is not None:
        is_in = credit.stage is not Stage.REJECTED
    else:
        is_in = proposal.is_included and sheet.training.awarded_at is None
    return AwardGroup.INCLUDED if is_in else AwardGroup.EXCLUDED


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The list as it is asked for."""

    training_id: str
    group: AwardGroup
    page: int

    def href(self, **other: object) -> str:
        """Return the address of this list with something chosen otherwise."""
        chosen: dict[str, Any] = {"group": self.group, "page": self.page, **other}
        usual = {"group": AwardGroup.INCLUDED, "page": 1}
        asked = {name: value for name, value in chosen.items() if value != usual.get(name)}
        return url_for("awards.page", training_id=self.training_id, **asked)


@pages.get(AWARDS)
async def page(training_id: str) -> ResponseReturnValue:
    """Show what a training is to give, or has given."""
    return await _shown(training_id, query())


async def _shown(
    training_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    sheet = await awards.read_awards(desk(), who(), training_id)
    wanted = ListQuery(
        training_id,
        group=asked.choice("group", AwardGroup, AwardGroup.INCLUDED),
        page=max(1, asked.number("page", 1)),
    )
    lines = lines_of(sheet)
    listed = [line for line in lines if line.group is wanted.group]
    now = desk().clock.now()
    shown = await render_template(
        "trainings/awards.html",
        sheet=sheet,
        training=sheet.training,
        wanted=wanted,
        lines=listed[ROWS * (wanted.page - 1) : ROWS * wanted.page],
        counts={group: sum(line.group is group for line in lines) for group in AwardGroup},
        points=sum(line.proposal.points for line in lines if line.group is AwardGroup.INCLUDED),
        last_page=max(1, -(-len(listed) // ROWS)),
        is_held=sheet.training.is_held(now),
        scans_until=max(
            (cycle.schedule.window(Phase.SIGN_OUT)[1] for cycle in sheet.cycles), default=now
        ),
        now=now,
        told=asked.text("told", longest=20),
        refusal=refusal,
    )
    return shown, status_of(refusal)


@pages.post(AWARDS)
async def award(training_id: str) -> ResponseReturnValue:
    """Award everybody who is included, all at once."""
    sent = await form()
    try:
        await awards.award_credits(desk(), who(), training_id, seen=sent.number("seen"))
    except (NothingToAward, NotHeldYet, NotAwardable, TrainingChanged) as refusal:
        return await _shown(training_id, query(), refusal)
    return redirect(url_for("awards.page", training_id=training_id, told="awarded"), 303)


@pages.get(PERSON)
async def person(training_id: str, staff_id: str, role: str) -> ResponseReturnValue:
    """Show one person's award with its grounds, and ask for a reason to change it."""
    return await _person(training_id, staff_id, AwardRole(role), query())


async def _person(
    training_id: str,
    staff_id: str,
    role: AwardRole,
    sent: Fields,
    refusal: Refusal | None = None,
) -> ResponseReturnValue:
    sheet = await awards.read_awards(desk(), who(), training_id)
    wanted = ((line.proposal.staff_id, line.proposal.role, line) for line in lines_of(sheet))
    line = next((line for one, its, line in wanted if (one, its) == (staff_id, role)), None)
    if line is None:
        raise NotFound
    staff = sheet.people[staff_id]
    is_here = staff.unit_id == sheet.training.unit_id
    is_in_effect = line.credit is not None and line.credit.is_in_effect(desk().today())
    may_reverse = sheet.may_reverse and is_here and is_in_effect and staff_id != who().staff_id
    may_choose = is_here and (sheet.may_award or sheet.may_correct)
    shown = await render_template(
        "trainings/award.html",
        sheet=sheet,
        training=sheet.training,
        staff=staff,
        line=line,
        one=line.proposal,
        credit=line.credit,
        may_choose=may_choose,
        may_reverse=may_reverse,
        preview=await _preview(sheet, line, may_choose=may_choose, may_reverse=may_reverse),
        reasons=REASONS[line.group is AwardGroup.EXCLUDED],
        longest=LONGEST_REASON,
        quick=sent.text("quick", longest=100),
        typed=sent.text("reason", longest=LONGEST_TYPED),
        refusal=refusal,
    )
    return shown, status_of(refusal)


async def _preview(
    sheet: AwardSheet, line: Line, *, may_choose: bool, may_reverse: bool
) -> Preview | None:
    """Return what the page's button would do, None where it changes nobody's year."""
    whose = (sheet.training.id, line.proposal.staff_id, line.proposal.role)
    if may_choose and sheet.may_correct:
        is_out = line.group is AwardGroup.EXCLUDED
        return await awards.preview_choice(desk(), who(), *whose, is_included=is_out)
    if may_reverse:
        return await reversals.preview_reversal(desk(), who(), *whose)
    return None


@pages.post(f"{PERSON}/choice")
async def choose(training_id: str, staff_id: str, role: str) -> ResponseReturnValue:
    """Include or exclude somebody against what is proposed, with a reason."""
    sent = await form()
    group = sent.choice("group", AwardGroup)
    try:
        await awards.choose_award(
            desk(),
            who(),
            training_id,
            staff_id,
            AwardRole(role),
            is_included=group is AwardGroup.INCLUDED,
            reason=reason_of(sent),
            seen=sent.text("seen", longest=64),
        )
    except (TextNeeded, TextTooLong, NotAwardable, PreviewChanged) as refusal:
        return await _person(training_id, staff_id, AwardRole(role), sent, refusal)
    place = url_for("awards.page", training_id=training_id, group=group.value, told=group.value)
    return redirect(place, 303)


@pages.post(f"{PERSON}/reversal")
async def reverse(training_id: str, staff_id: str, role: str) -> ResponseReturnValue:
    """Take a credit in effect out of the count: the unit, with a reason (冲销)."""
    sent = await form()
    try:
        await reversals.reverse_award(
            desk(),
            who(),
            training_id,
            staff_id,
            AwardRole(role),
            reason=reason_of(sent),
            seen=sent.text("seen", longest=64),
        )
    except (TextNeeded, TextTooLong, CreditChanged, PreviewChanged) as refusal:
        return await _person(training_id, staff_id, AwardRole(role), sent, refusal)
    return redirect(url_for("awards.page", training_id=training_id, told="reversed"), 303)
