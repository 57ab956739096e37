"""Answers to the wizard's questions, pressed or written."""

import re

from bot.chat.buttons import FILE, MARK, VALUE, Press, Verb
from bot.chat.context import ChatContext
from bot.chat.handlers.credits.asking import (
    KIND,
    PAPER,
    REASON,
    SUMMARY,
    ask,
    asking_of,
    file_of,
)
from bot.chat.markup import Screen, words
from bot.chat.questions import Waiting
from bot.chat.replies import pressed_in, rewrite
from bot.chat.screens.review import mark_of
from bot.chat.taken import note_taken
from core.domain.errors import Refusal
from core.domain.rulebook.offers import offered
from core.texts import say
from core.usecases.credits.entry import revise_draft
from core.usecases.credits.evidence import name_evidence, remove_evidence
from core.usecases.credits.sheets import read_credit
from core.usecases.credits.used_before import read_used_before
from core.wording.credits import evidence_name
from core.wording.refusals import explain

QUESTIONS = {
    Verb.YEAR: "year",
    Verb.CATEGORY: "category",
    Verb.RULE: "rule",
    Verb.RANK: "rank",
}
YEAR = re.compile("20[0-9]{2}")
YEARS_AGO = {"今年": 0, "本年": 0, "去年": 1, "前年": 2, "this year": 0, "last year": 1}


async def answer_pressed(context: ChatContext, press: Press) -> None:
    """A choice was pressed under a question."""
    question = QUESTIONS.get(press.verb) or press["question"]
    answers = {question: press[VALUE]}
    revision = await revise_draft(context.desk, context.who, press.credit, answers, seen=press.seen)
    for refusal in revision.refused.values():
        raise refusal
    await ask(context, press.credit)


async def caption_used(context: ChatContext, press: Press) -> None:
    """The words that came with the photos are the name of the activity."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    answers = {press["question"]: sheet.credit.claim.remark, "remark": ""}
    revision = await revise_draft(context.desk, context.who, press.credit, answers, seen=press.seen)
    for refusal in revision.refused.values():
        raise refusal
    await ask(context, press.credit)


async def used_again(context: ChatContext, press: Press) -> None:
    """What was answered to this question before is answered again."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    before = await read_used_before(context.desk, context.who, sheet.staff.id)
    texts = before.answers.get(press["question"], ())
    text = next((one for one in texts if mark_of(one) == press[MARK]), None)
    if text is None:
        await ask(context, press.credit)
        return
    answers = {press["question"]: text}
    revision = await revise_draft(context.desk, context.who, press.credit, answers, seen=press.seen)
    for refusal in revision.refused.values():
        raise refusal
    await ask(context, press.credit)


async def kind_pressed(context: ChatContext, press: Press) -> None:
    """It was said what a file is."""
    await name_evidence(context.desk, context.who, press.credit, press[FILE], press[VALUE])
    await _note_kind(context, press)
    await ask(context, press.credit, anew=True)


async def _note_kind(context: ChatContext, press: Press) -> None:
    """What the file is now stands under its picture, in place of the buttons."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    place = [file.id for file in sheet.evidence].index(press[FILE]) + 1
    kind = evidence_name(press[VALUE], sheet.book)
    screen = Screen(words("chat-kind-said", place=place, kind=kind))
    await rewrite(context.to, pressed_in(context), screen)


async def file_pressed(context: ChatContext, press: Press) -> None:
    """A file was chosen in the list of blanks."""
    await ask(context, press.credit, f"{KIND}{press[FILE]}")


async def file_dropped(context: ChatContext, press: Press) -> None:
    """A file does not belong to the claim; pressed again, it is gone already."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    if any(file.id == press[FILE] for file in sheet.evidence):
        await remove_evidence(context.desk, context.who, press.credit, press[FILE])
    await ask(context, press.credit)


async def question_pressed(context: ChatContext, press: Press) -> None:
    """Back to a question, or one blank chosen for change."""
    await ask(context, press.credit, press["question"])


async def continued(context: ChatContext, press: Press) -> None:
    """On with the draft, where something is open."""
    await ask(context, press.credit)


def waiting(context: ChatContext) -> Waiting:
    """Return whether something was asked that is answered in words, or in words kept as said."""
    step = asking_of(context).step
    if step.startswith(REASON):
        return Waiting.OWN_WORDS
    is_in_words = step and step not in {*QUESTIONS.values(), SUMMARY}
    return Waiting.ANSWER if is_in_words else Waiting.NOTHING


async def asked_again(context: ChatContext) -> None:
    """After a question in the middle: what was asked before stands below the answer."""
    asking, draft_id = asking_of(context), context.chat.draft_id
    if draft_id and asking.step and not asking.step.startswith(REASON):
        await ask(context, draft_id, asking.step, anew=True)


async def answer_written(context: ChatContext, text: str) -> bool:
    """Take a message as the answer to what was asked; False when nothing was."""
    asking, draft_id = asking_of(context), context.chat.draft_id
    if not draft_id or not asking.step:
        return False
    if asking.update_id == context.incoming.number:
        await ask(context, draft_id, asking.step)
    elif asking.step in {SUMMARY, PAPER}:
        note = say("chat-press-please")
        await ask(context, draft_id, asking.step, note=note)
    elif asking.step.startswith(KIND):
        await _kind_written(context, draft_id, asking.step, text)
    else:
        await _question_written(context, draft_id, asking.step, text)
    return True


async def _question_written(context: ChatContext, draft_id: str, question: str, text: str) -> None:
    year = _year(text, context)
    if question == "category" and YEAR.fullmatch(year):
        question = "year"  # it is not asked for before the kind, and can still be another
    words_said = year if question == "year" else text
    note_taken(context, draft_id, question, text)
    revision = await revise_draft(context.desk, context.who, draft_id, {question: words_said})
    if refusal := revision.refused.get(question):
        note = refused(refusal)
        await ask(context, draft_id, question, note=note)
    else:
        await ask(context, draft_id)


def refused(refusal: Refusal) -> str:
    """Return why an answer was not taken, to stand above the question."""
    return words("chat-refused", why=explain(refusal))


def _year(text: str, context: ChatContext) -> str:
    plain = text.strip().lower().removesuffix("年度").removesuffix("年")
    ago = YEARS_AGO.get(text.strip().lower())
    return plain if ago is None else str(context.desk.today().year - ago)


async def _kind_written(context: ChatContext, draft_id: str, step: str, text: str) -> None:
    sheet = await read_credit(context.desk, context.who, draft_id)
    file = file_of(sheet, step.removeprefix(KIND))
    names = dict(offered(sheet.book, "lists.evidence-kinds"))
    kind = next((code for code, name in names.items() if text.strip() in name.values()), None)
    if kind is None:
        note = say("chat-press-please")
        await ask(context, draft_id, step, note=note)
        return
    await name_evidence(context.desk, context.who, draft_id, file.id, kind)
    await ask(context, draft_id)


async def year_or_next(context: ChatContext, credit_id: str) -> str | None:
    """Return the step to begin a fresh draft with: the year, unless something is answered."""
    sheet = await read_credit(context.desk, context.who, credit_id)
    return "year" if sheet.asked == ["year", "category"] else None
