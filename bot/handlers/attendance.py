"""Trainings of one's own: what is coming, and signing in and out with a code from the web."""

from telegram import Update

from bot.context import DeskContext
from bot.markup import Screen, words
from bot.replies import put, send, show
from bot.screens.attendance import coming_screen, judged_screen, recorded_screen
from bot.updates import NOTE, Press
from core.domain.attendance.check_in import (
    AttendanceClosed,
    CodeExpired,
    NoOwnAttendance,
    NotExpected,
    ScanMethod,
    WindowOver,
)
from core.domain.errors import Refusal
from core.usecases.attendance.check_in import IN_CHAT, ScannedEntry, check_in, judge_code
from core.usecases.attendance.coming import coming_trainings
from core.wording.refusals import explain

FINAL = (AttendanceClosed, CodeExpired, NotExpected, WindowOver)


async def trainings_asked(update: Update, context: DeskContext) -> None:
    """/trainings."""
    await show(context.bot, None, context.chat_number, await _coming(context))


async def trainings_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """我的培训, under a reminder: the reminder stays as it is."""
    await send(context.bot, context.chat_number, await _coming(context))


async def _coming(context: DeskContext) -> Screen:
    found = await coming_trainings(context.desk, context.who)
    return coming_screen(context.who, found, context.desk.clock.now())


async def code_brought(update: Update, context: DeskContext, code: str) -> None:
    """A link brought a code that was scanned: say what it would record, and for whom."""
    if context.who.staff_id is None:
        raise NoOwnAttendance
    judged = await judge_code(context.desk, code, IN_CHAT)
    screen = judged_screen(judged, context.who)
    await send(context.bot, context.chat_number, screen)


async def check_in_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """签到 or 签退; the same button again is the same entry."""
    chat_id, note = context.chat_number, press[NOTE]
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
        await put(context.bot, update.callback_query, context.chat_number, _refused(refusal))
        raise
    await put(context.bot, update.callback_query, context.chat_number, recorded_screen(done))


def _refused(refusal: Refusal) -> Screen:
    return Screen(words("chat-refused", why=explain(refusal)))
