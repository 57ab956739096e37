"""Trainings of one's own: what is coming, and signing in and out with a code from the web."""

import re
from collections.abc import Sequence

from bot.chat.buttons import NOTE, Press
from bot.chat.context import ChatContext
from bot.chat.markup import Screen, words
from bot.chat.replies import put, send
from bot.chat.screens.attendance import coming_screen, judged_screen, recorded_screen
from core.domain.attendance.check_in import (
    AttendanceClosed,
    CodeExpired,
    CodeNotOurs,
    NoOwnAttendance,
    NotExpected,
    ScanMethod,
    WindowOver,
)
from core.domain.errors import Refusal
from core.usecases.attendance.check_in import IN_CHAT, ScannedEntry, check_in, judge_code
from core.usecases.attendance.coming import coming_trainings
from core.wording.refusals import explain

BOARD_CODE = re.compile(r"(?=.*[A-Za-z])(?:[A-Z0-9]{6}|(?=.*[0-9])[a-z0-9]{6})")
FINAL = (AttendanceClosed, CodeExpired, NotExpected, WindowOver)


async def trainings_asked(context: ChatContext) -> None:
    """/trainings."""
    await send(context.to, await _coming(context))


async def trainings_pressed(context: ChatContext, press: Press) -> None:
    """我的培训, under a reminder: the reminder stays as it is."""
    await send(context.to, await _coming(context))


async def _coming(context: ChatContext) -> Screen:
    found = await coming_trainings(context.desk, context.who)
    return coming_screen(context.who, found, context.desk.clock.now())


async def code_brought(context: ChatContext, code: str) -> None:
    """A link brought a code that was scanned: say what it would record, and for whom."""
    if context.who.staff_id is None:
        raise NoOwnAttendance
    judged = await judge_code(context.desk, code, IN_CHAT, account_id=context.who.account_id)
    screen = judged_screen(judged, context.who)
    await send(context.to, screen)


def is_board_code(text: str) -> bool:
    """Return whether these are six letters and figures as boards show them, and no word."""
    code = text.strip()
    return BOARD_CODE.fullmatch(code) is not None and any(letter.isdigit() for letter in code)


async def board_code_typed(context: ChatContext, text: str) -> bool:
    """Take six letters and figures for the code on a board; False for anything else."""
    code = text.strip()
    if not BOARD_CODE.fullmatch(code):
        return False
    await code_brought(context, code.upper())
    return True


async def board_photographed(context: ChatContext, codes: Sequence[str], *, drafting: bool) -> bool:
    """Take a photo of one of our boards for its code; False for any other picture.

    While a claim is being entered, a board that lets nobody in by now is a picture like others.
    """
    board = f"{context.desk.settings.public_url}/a/"
    for code in (code.removeprefix(board) for code in codes if code.startswith(board)):
        try:
            await code_brought(context, code)
        except CodeNotOurs:
            continue
        except FINAL:
            if drafting:
                return False
            raise
        return True
    return False


async def check_in_pressed(context: ChatContext, press: Press) -> None:
    """签到 or 签退; the same button again is the same entry."""
    chat_id, note = context.incoming.address, press[NOTE]
    entry = ScannedEntry(
        text=note,
        key=f"chat {chat_id} {note}",
        way=ScanMethod.CHAT,
        device=f"chat {chat_id}",
        sealed_for=IN_CHAT,
    )
    try:
        done = await check_in(context.desk, context.who, entry)
    except FINAL as refusal:
        await put(context, _refused(refusal))
        raise
    await put(context, recorded_screen(done))


def _refused(refusal: Refusal) -> Screen:
    return Screen(words("chat-refused", why=explain(refusal)))
