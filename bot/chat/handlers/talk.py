"""Messages in words: a plain question, an answer to what was asked, or small talk."""

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.buttons import Verb
from bot.chat.context import ChatContext
from bot.chat.handlers.attendance import board_code_typed, trainings_asked
from bot.chat.handlers.credits.answers import answer_written, asked_again, is_waiting_for_words
from bot.chat.handlers.credits.behind import BEHIND, behind_asked
from bot.chat.handlers.credits.credits import credits_asked
from bot.chat.handlers.credits.drafts import draft_begun
from bot.chat.handlers.credits.files import open_draft
from bot.chat.handlers.credits.year import forms_asked, status_asked
from bot.chat.handlers.excuses import excuse_asked, excuse_written
from bot.chat.handlers.register import (
    code_typed,
    help_asked,
    inbox_asked,
    reminders_unwanted,
    reminders_wanted,
)
from bot.chat.handlers.review import reason_written, review_asked
from bot.chat.handlers.web import scan_asked, standard_asked, web_asked
from bot.chat.markup import Screen, button
from bot.chat.questions import Asked, Question, understood
from bot.chat.replies import send
from bot.chat.screens.help import lost_screen
from core.texts import say

Handler = Callable[[ChatContext], Awaitable[None]]
ANSWERED: Mapping[Asked, Handler] = {
    Asked.REVIEWED: credits_asked,
    Asked.CREDITS: credits_asked,
    Asked.TRAININGS: trainings_asked,
    Asked.EXCUSE: excuse_asked,
    Asked.SCAN: scan_asked,
    Asked.INBOX: inbox_asked,
    Asked.REVIEW: review_asked,
    Asked.STANDARD: standard_asked,
    Asked.BEGIN: draft_begun,
    Asked.WEB: web_asked,
    Asked.REMIND: reminders_wanted,
    Asked.DO_NOT_REMIND: reminders_unwanted,
    Asked.HELP: help_asked,
}
ANSWERED_BY_YEAR: Mapping[Asked, Callable[[ChatContext, int], Awaitable[None]]] = {
    Asked.STATUS: status_asked,
    Asked.FORMS: forms_asked,
}
GOES_ELSEWHERE = frozenset({Asked.BEGIN, Asked.EXCUSE, Asked.REVIEW})


async def text_said(context: ChatContext) -> None:
    """Answer a plain question; else take the words for the answer that is waited for."""
    text = context.incoming.text
    if context.state.who is None:
        await code_typed(context, text)
        return
    if await _question_answered(context, text):
        context.state.lost = 0
        return
    for takes in (reason_written, excuse_written, answer_written, board_code_typed):
        if await takes(context, text):
            context.state.lost = 0
            return
    await lost(context)


async def _question_answered(context: ChatContext, text: str) -> bool:
    """Answer a question, then ask again what was asked before; False when it is none."""
    if BEHIND.fullmatch(text.strip()):
        await behind_asked(context)
    elif (question := _question(context, text)) is None:
        return False
    elif question.asked in ANSWERED_BY_YEAR:
        await ANSWERED_BY_YEAR[question.asked](context, question.year)
    else:
        await ANSWERED[question.asked](context)
        if question.asked in GOES_ELSEWHERE:
            return True
    await asked_again(context)
    return True


def _question(context: ChatContext, text: str) -> Question | None:
    """Return what is asked; where an answer is waited for, only what is asked outright."""
    question = understood(text, context.desk.today())
    if question and not question.is_outright and is_waiting_for_words(context):
        return None
    return question


async def lost(context: ChatContext) -> None:
    """Say what one can do here, and offer the draft that lies open."""
    state, draft_id = context.state, await open_draft(context)
    going_on = [[button(say("chat-continue"), Verb.NEXT, draft_id)]] if draft_id else []
    year = context.desk.today().year
    await send(context.to, lost_screen(context.who, state.lost, year, going_on))
    state.lost += 1


async def something_else(context: ChatContext) -> None:
    """A voice message, a film, a sticker: say what is understood here."""
    await send(context.to, Screen(say("chat-not-understood")))
