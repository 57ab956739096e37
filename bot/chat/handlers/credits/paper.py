"""What was read of the photos: taken all at once, changed one by one, or left alone."""

from bot.chat.buttons import MARK, Press
from bot.chat.context import ChatContext
from bot.chat.handlers.credits.answers import refused
from bot.chat.handlers.credits.asking import CHOOSING, PAPER, REASON, ask, asking_of
from bot.chat.incoming import Read
from bot.chat.replies import show
from bot.chat.screens.credits.paper import (
    changing_screen,
    paper_mark,
    proposed_to,
    read_note,
    unread_note,
)
from core.domain.credits.evidence import kinds_needed
from core.domain.credits.readings import ReadingStage
from core.usecases.credits.entry import revise_draft
from core.usecases.credits.evidence import name_evidence
from core.usecases.credits.readings import PaperSheet, read_readings
from core.usecases.credits.sheets import read_credit

CERTIFICATE = "certificate"


async def paper_taken(context: ChatContext, press: Press) -> None:
    """都对: everything on the card becomes an answer; a card that shows less is shown anew."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    paper = await read_readings(context.desk, context.who, press.credit)
    proposed = proposed_to(sheet, paper, context.desk.today())
    if paper_mark(proposed) != press[MARK]:
        await ask(context, press.credit)
        return
    answers = {question: one.answer for question, one in proposed.items()}
    revision = await revise_draft(context.desk, context.who, press.credit, answers, seen=press.seen)
    await _name_certificate(context, paper)
    if revision.refused:  # the rest is asked as if nothing had been read
        context.state.ignored = press.credit
    notes = [refused(refusal) for refusal in revision.refused.values()]
    await ask(context, press.credit, note="\n".join(notes))


async def _name_certificate(context: ChatContext, paper: PaperSheet) -> None:
    """The photo that a certificate was read of is the certificate, where one is needed."""
    sheet = await read_credit(context.desk, context.who, paper.credit.id)
    read = [one.evidence_id for one in paper.readings if one.stage is ReadingStage.READ]
    kinds = {file.id: file.kind for file in sheet.evidence}
    is_needed = CERTIFICATE in kinds_needed(sheet.credit.claim, sheet.book)
    if len(read) == 1 and is_needed and kinds.get(read[0]) is None:
        await name_evidence(context.desk, context.who, sheet.credit.id, read[0], CERTIFICATE)


async def paper_differs(context: ChatContext, press: Press) -> None:
    """改一项: every value by its number."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    paper = await read_readings(context.desk, context.who, press.credit)
    today = context.desk.today()
    await show(context, changing_screen(sheet, proposed_to(sheet, paper, today), today))


async def paper_ignored(context: ChatContext, press: Press) -> None:
    """都不用: everything is asked as if nothing had been read."""
    context.state.ignored = press.credit
    await ask(context, press.credit)


async def paper_read(context: ChatContext) -> None:
    """A photo of the draft was read: the question that stands there becomes the card.

    Where nothing can be taken before the kind is chosen, the question says what was read.
    """
    what, step = context.incoming.what, asking_of(context).step
    draft_id = context.chat.draft_id
    if not isinstance(what, Read) or draft_id != what.credit_id or step.startswith(REASON):
        return
    sheet = await read_credit(context.desk, context.who, draft_id)
    paper = await read_readings(context.desk, context.who, draft_id)
    if not sheet.may_revise or (paper.is_waiting and not context.service.can.may_amend):
        return  # what cannot be changed is said once, when all is read
    place = context.state.shown
    if proposed_to(sheet, paper, context.desk.today()):
        await ask(context, draft_id, PAPER, in_place=place)
    elif note := unread_note(paper):
        await ask(context, draft_id, step, note=note, in_place=place)
    elif step in CHOOSING and read_note(sheet, paper):
        await ask(context, draft_id, step, in_place=place)
