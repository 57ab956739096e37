"""Photos, albums and files: each belongs to the draft of its chat, or begins one."""

import re
from collections.abc import Sequence

from bot.chat.context import ChatContext
from bot.chat.handlers.attendance import board_photographed
from bot.chat.handlers.credits.answers import refused
from bot.chat.handlers.credits.asking import KIND, REASON, SUMMARY, ask, asking_of
from bot.chat.handlers.web import send_web_link
from bot.chat.incoming import Gave, SentFile
from bot.chat.refusals import NoOwnRecord
from bot.chat.remembering import keep
from bot.chat.taken import note_taken
from core.domain.errors import NotFound, Refusal
from core.evidence.intake import MEGABYTE
from core.evidence.refusals import FileTooLarge
from core.files import codes_on
from core.texts import say
from core.usecases.credits.entry import revise_draft, start_draft
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit

LARGEST_DOWNLOAD = 20 * MEGABYTE
SENSIBLE = re.compile(r"(?=.*[^\W\d_])[^/].{1,}", re.DOTALL)


async def file_sent(context: ChatContext) -> None:
    """A photo or document came: keep it, and when it is the last of its album, ask on."""
    gave = context.incoming.what
    if not isinstance(gave, Gave):
        return
    small = [file for file in gave.files if file.size_bytes <= LARGEST_DOWNLOAD]
    contents = [await _fetched(context, file) for file in small]
    if await _is_board(context, gave, contents):
        return
    draft_id = await _draft(context)
    if not small:
        await _too_large_for_chat(context, draft_id, gave.files[0])
        return
    notes = [
        await _attached(context, draft_id, file, content)
        for file, content in zip(small, contents, strict=True)
    ]
    notes.append(await _captioned(context, draft_id, gave.words))
    if not any(notes) and await _is_followed(context, gave):
        await _keep_open(context, draft_id)
        return
    if context.service.can.compresses and context.chat.draft_id != draft_id:
        notes.append(say("chat-send-originals"))
    await _ask_on(context, draft_id, "\n\n".join(filter(None, notes)))


async def _is_followed(context: ChatContext, gave: Gave) -> bool:
    """Return whether more of the same lot comes next: the question is asked under the last."""
    can = context.service.can
    if can.has_albums and not gave.lot:
        return False
    coming = await context.coming(can.gathers_seconds)
    if coming is None or not isinstance(coming.what, Gave):
        return False
    return not can.has_albums or coming.what.lot == gave.lot


async def _keep_open(context: ChatContext, draft_id: str) -> None:
    """Let what follows join the draft; what comes as an album is known by its name."""
    if not context.service.can.has_albums:
        await keep(context, draft_id=draft_id, asking=context.chat.asking)


async def _draft(context: ChatContext) -> str:
    """Return the draft that is open in this chat, else begin one."""
    if draft_id := await open_draft(context):
        return draft_id
    if context.who.staff_id is None:
        raise NoOwnRecord
    begun = await start_draft(context.desk, context.who, key=context.incoming.draft_key)
    return begun.id


async def open_draft(context: ChatContext) -> str | None:
    """Return the draft the chat works on, if it is still one."""
    draft_id = context.chat.draft_id
    if draft_id is None:
        return None
    try:
        sheet = await read_credit(context.desk, context.who, draft_id)
    except NotFound:
        return None
    return draft_id if sheet.may_revise else None


async def _fetched(context: ChatContext, file: SentFile) -> bytes | Refusal:
    try:
        return await context.service.fetch(file)
    except Refusal as refusal:
        return refusal


async def _is_board(context: ChatContext, gave: Gave, contents: Sequence[bytes | Refusal]) -> bool:
    """Take a single photo of one of our boards for what it is; it is no evidence then."""
    content = contents[0] if len(contents) == 1 and not gave.lot else b""
    if isinstance(content, Refusal) or len(content) > LARGEST_DOWNLOAD:
        return False
    try:
        codes = await codes_on(context.desk, content)
    except Refusal:
        return False
    if not codes:
        return False
    drafting = await open_draft(context) is not None
    return await board_photographed(context, codes, drafting=drafting)


async def _attached(
    context: ChatContext, draft_id: str, file: SentFile, content: bytes | Refusal
) -> str:
    """Attach the file; return why not, if not."""
    try:
        if isinstance(content, Refusal):
            raise content
        await attach_evidence(
            context.desk, context.who, draft_id, file.title, content, key=file.key[:64]
        )
    except FileTooLarge as refusal:
        if refusal.details["limit_mb"] != context.desk.settings.largest_file_mb:
            await send_web_link(context, draft_id, say("chat-upload-there"))
        return refused(refusal)
    except Refusal as refusal:
        return refused(refusal)
    return ""


async def _captioned(context: ChatContext, draft_id: str, words: str) -> str:
    """Keep a caption that says something as the remark, until a blank wants it."""
    caption = words.strip()
    if not SENSIBLE.fullmatch(caption):
        return ""
    sheet = await read_credit(context.desk, context.who, draft_id)
    remark = sheet.credit.claim.remark
    if not sheet.may_revise or caption in remark:
        return ""
    told = say("word-comma").join(filter(None, (remark, caption)))
    note_taken(context, draft_id, "remark", caption)
    try:
        revision = await revise_draft(context.desk, context.who, draft_id, {"remark": told})
    except Refusal as refusal:
        if not refusal.is_outage:
            raise
        return say("chat-caption-not-kept")
    why = revision.refused.get("remark")
    return refused(why) if why else ""


async def _too_large_for_chat(context: ChatContext, draft_id: str, file: SentFile) -> None:
    limit = context.desk.settings.largest_file_mb
    if file.size_bytes > limit * MEGABYTE:
        note = refused(FileTooLarge(limit_mb=limit))
        await _ask_on(context, draft_id, note)
        return
    await _ask_on(context, draft_id, "")
    await send_web_link(context, draft_id, say("chat-upload-there"))


async def _ask_on(context: ChatContext, draft_id: str, note: str) -> None:
    """Ask what was being asked, else what is open; a lot's straggler changes its message."""
    state, gave = context.state, context.incoming.what
    lot = gave.lot if isinstance(gave, Gave) else ""
    in_place = state.shown if lot and lot == state.lot and not note else ""
    state.lot = lot
    step = asking_of(context).step if context.chat.draft_id == draft_id else ""
    if step == SUMMARY or step.startswith((KIND, REASON)):
        step = ""
    await ask(context, draft_id, step or None, note=note, in_place=in_place)
