"""Messages in words: a plain question, an answer to what was asked, or small talk."""

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.buttons import Verb
from bot.chat.context import ChatContext
from bot.chat.handlers.attendance import board_code_typed, is_board_code, trainings_asked
from bot.chat.handlers.credits.answers import answer_written, asked_again, waiting
from bot.chat.handlers.credits.behind import behind_asked
from bot.chat.handlers.credits.credits import credits_asked
from bot.chat.handlers.credits.drafts import draft_begun
from bot.chat.handlers.credits.files import open_draft
from bot.chat.handlers.credits.year import forms_asked, status_asked
from bot.chat.handlers.excuses import excuse_asked, excuse_written
from bot.chat.handlers.register import (
    code_typed,
    help_asked,
    inbox_asked,
    language_asked,
    other_code_typed,
    reminders_unwanted,
    reminders_wanted,
    thanked,
    unlink_asked,
)
from bot.chat.handlers.review import reason_written, review_asked
from bot.chat.handlers.web import scan_asked, standard_asked, web_asked
from bot.chat.markup import Screen, button
from bot.chat.questions import Asked, understood
from bot.chat.replies import send
from bot.chat.screens.help import lost_screen, meant
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
    Asked.LANGUAGE: language_asked,
    Asked.UNLINK: unlink_asked,
    Asked.HELP: help_asked,
    Asked.THANKS: thanked,
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
    if await other_code_typed(context, text) or await question_answered(context, text):
        context.state.lost = 0
        return
    for takes in (reason_written, excuse_written, answer_written, board_code_typed):
        if await takes(context, text):
            context.state.lost = 0
            return
    await lost(context)


async def question_answered(context: ChatContext, text: str) -> bool:
    """Answer a question, then ask again what was asked before; False when it is none."""
    question = understood(text, context.desk.today(), waiting(context))
    if question is None or is_board_code(text):
        return False
    asked = meant(question.asked, context.who)
    if asked is Asked.BEHIND:
        await behind_asked(context, question.place)
    elif asked in ANSWERED_BY_YEAR:
        await ANSWERED_BY_YEAR[asked](context, question.year)
    else:
        await ANSWERED[asked](context)
    if asked not in GOES_ELSEWHERE:
        await asked_again(context)
    return True


async def lost(context: ChatContext) -> None:
    """Say what one can do here, and offer the draft that lies open."""
    state, draft_id = context.state, await open_draft(context)
    going_on = [[button(say("chat-continue"), Verb.NEXT, draft_id)]] if draft_id else []
    year, said = context.desk.today().year, context.incoming.text
    await send(context.to, lost_screen(context.who, said, state.lost, year, going_on))
    state.lost += 1


async def something_else(context: ChatContext) -> None:
    """A voice message, a film, a sticker: say what is understood here."""
    await send(context.to, Screen(say("chat-not-understood")))
