"""Messages that their person has changed: an answer of the open draft changes with them."""

from dataclasses import replace

from bot.chat.context import ChatContext
from bot.chat.handlers.credits.answers import refused
from bot.chat.handlers.credits.asking import ask, asking_of
from bot.chat.handlers.credits.files import open_draft
from bot.chat.handlers.talk import question_answered
from bot.chat.incoming import Edited, Said
from bot.chat.markup import Screen, words
from bot.chat.replies import send
from bot.chat.taken import note_taken, taken_of
from core.texts import say
from core.usecases.credits.entry import revise_draft
from core.usecases.credits.sheets import read_credit


async def message_edited(context: ChatContext) -> None:
    """Take the new words for the old ones, and say so; what was no answer can be a question."""
    what, taken = context.incoming.what, taken_of(context)
    text = what.text if isinstance(what, Edited) else ""
    draft_id = await open_draft(context)
    if taken.draft_id == draft_id and context.incoming.key in taken.answers:
        question, before = taken.answers[context.incoming.key]
        await _answer_changed(context, draft_id, question, before, text)
        return
    asks = replace(context, incoming=replace(context.incoming, what=Said(text)))
    if not await question_answered(asks, text):
        await send(context.to, Screen(say("chat-edit-too-late")))


async def _answer_changed(
    context: ChatContext, draft_id: str, question: str, before: str, text: str
) -> None:
    """Change the answer that came with this message; of a remark only what came with it."""
    desk, who = context.desk, context.who
    answer = text
    if question == "remark":
        remark = (await read_credit(desk, who, draft_id)).credit.claim.remark
        answer = remark.replace(before, text) if before in remark else text
    revision = await revise_draft(desk, who, draft_id, {question: answer})
    refusal = revision.refused.get(question)
    note_taken(context, draft_id, question, before if refusal else text)
    note = refused(refusal) if refusal else words("chat-edit-taken", answer=text)
    await ask(context, draft_id, asking_of(context).step or None, note=note, anew=True)
