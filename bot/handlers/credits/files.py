"""Photos, albums and files: each belongs to the draft of its chat, or begins one."""

import re

from telegram import Message, Update
from telegram.error import BadRequest, InvalidToken

from bot.context import DeskContext
from bot.handlers.credits.answers import refused, year_or_next
from bot.handlers.credits.asking import KIND, REASON, SUMMARY, ask, asking_of
from bot.handlers.web import send_web_link
from bot.refusals import FileNotFetched, NoOwnRecord
from bot.retrying import retry
from bot.updates import SentFile, album_of, draft_key, sent_file
from core.domain.errors import NotFound, Refusal
from core.evidence.intake import MEGABYTE
from core.evidence.refusals import FileTooLarge
from core.texts import say
from core.usecases.credits.entry import revise_draft, start_draft
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit

LARGEST_DOWNLOAD = 20 * MEGABYTE
SENSIBLE = re.compile(r"(?=.*[^\W\d_])[^/].{1,}", re.DOTALL)


async def file_sent(update: Update, context: DeskContext) -> None:
    """A photo or document came: keep it, and when it is the last of its album, ask on."""
    message = update.effective_message
    file = sent_file(message) if message else None
    if message is None or file is None:
        return
    draft_id = await _draft(context, message)
    if file.size_bytes > LARGEST_DOWNLOAD:
        await _too_large_for_chat(update, context, draft_id, file)
        return
    notes = [await _attached(context, draft_id, file), await _captioned(context, draft_id, message)]
    album = message.media_group_id
    if album and album == album_of(context.bot_data.coming(message.chat_id)) and not any(notes):
        return
    await _ask_on(update, context, draft_id, "\n\n".join(filter(None, notes)))


async def _draft(context: DeskContext, message: Message) -> str:
    """Return the draft that is open in this chat, else begin one."""
    if draft_id := await open_draft(context):
        return draft_id
    if context.who.staff_id is None:
        raise NoOwnRecord
    begun = await start_draft(context.desk, context.who, key=draft_key(message))
    return begun.id


async def open_draft(context: DeskContext) -> str | None:
    """Return the draft the chat works on, if it is still one."""
    draft_id = context.chat.draft_id
    if draft_id is None:
        return None
    try:
        sheet = await read_credit(context.desk, context.who, draft_id)
    except NotFound:
        return None
    return draft_id if sheet.may_revise else None


async def _attached(context: DeskContext, draft_id: str, file: SentFile) -> str:
    """Attach the file; return why not, if not."""
    try:
        content = await _fetched(context, file)
        await attach_evidence(
            context.desk, context.who, draft_id, file.name, content, key=file.key[:64]
        )
    except Refusal as refusal:
        return refused(refusal)
    return ""


async def _fetched(context: DeskContext, file: SentFile) -> bytes:
    """Download the file; a file that is no longer there is answered like a wrong token."""
    try:
        at = await retry(lambda: context.bot.get_file(file.id))
        return bytes(await retry(at.download_as_bytearray))
    except (BadRequest, InvalidToken):
        raise FileNotFetched from None


async def _captioned(context: DeskContext, draft_id: str, message: Message) -> str:
    """Keep a caption that says something as the remark, until a blank wants it."""
    caption = (message.caption or "").strip()
    if not SENSIBLE.fullmatch(caption):
        return ""
    sheet = await read_credit(context.desk, context.who, draft_id)
    if sheet.credit.claim.remark or not sheet.may_revise:
        return ""
    revision = await revise_draft(context.desk, context.who, draft_id, {"remark": caption})
    why = revision.refused.get("remark")
    return refused(why) if why else ""


async def _too_large_for_chat(
    update: Update, context: DeskContext, draft_id: str, file: SentFile
) -> None:
    limit = context.desk.settings.largest_file_mb
    if file.size_bytes > limit * MEGABYTE:
        note = refused(FileTooLarge(limit_mb=limit))
        await _ask_on(update, context, draft_id, note)
        return
    await _ask_on(update, context, draft_id, "")
    await send_web_link(context, draft_id, say("chat-upload-there"))


async def _ask_on(update: Update, context: DeskContext, draft_id: str, note: str) -> None:
    """Ask what was being asked, else what is open; an album's straggler changes its message."""
    message, state = update.effective_message, context.state
    album = message.media_group_id if message else None
    in_place = state.shown if album and album == state.album and not note else None
    state.album = album
    step = asking_of(context).step if context.chat.draft_id == draft_id else ""
    if not step or step == SUMMARY or step.startswith((KIND, REASON)):
        step = await year_or_next(context, draft_id) or ""
    await ask(update, context, draft_id, step or None, note=note, in_place=in_place)
