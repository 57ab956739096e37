"""Messages in words: a plain question, an answer to what was asked, or small talk."""

import re

from bot.chat.buttons import Verb
from bot.chat.context import ChatContext
from bot.chat.handlers.attendance import trainings_asked
from bot.chat.handlers.credits.answers import answer_written
from bot.chat.handlers.credits.behind import BEHIND, behind_asked
from bot.chat.handlers.credits.credits import credits_asked
from bot.chat.handlers.credits.files import open_draft
from bot.chat.handlers.credits.year import forms_asked, status_asked
from bot.chat.handlers.register import (
    code_typed,
    help_asked,
    reminders_unwanted,
    reminders_wanted,
)
from bot.chat.handlers.review import reason_written
from bot.chat.handlers.web import standard_asked
from bot.chat.markup import Screen, button
from bot.chat.replies import send
from core.texts import say

END = r"[\s?？。.!！吗呢么啊了]*"
MINE = r"(请问)?(我)?(今年|本年|本年度)?(的)?"
QUESTIONS = (
    (status_asked, rf"{MINE}(学分)?(是否|是不是|有没有)?(已经?)?(达标|够|合格)(没有|没)?{END}"),
    (status_asked, rf"{MINE}(还|一共)?(差|缺|少|需要|要)(了)?(多少|几个?)(学分|学时|分)?{END}"),
    (status_asked, rf"{MINE}(有|修了?|拿了?|得了?)(多少|几个?)(学分|学时|分){END}"),
    (status_asked, rf"(am i|do i) (compliant|meet(ing)? the standards?|there( yet)?){END}"),
    (status_asked, rf"how many (more )?(credits|hours)( do i (still )?(need|have))?{END}"),
    (status_asked, rf"(what('s| is) )?my status{END}|do i have enough( credits)?{END}"),
    (
        forms_asked,
        rf"(我要|打印|下载|要|发)?(我的)?(学分)?登记表{END}|(my )?registration form{END}",
    ),
    (credits_asked, rf"(查看|查|看)?(一下)?我的学分(记录|明细)?{END}|(show )?my credits{END}"),
    (
        trainings_asked,
        rf"(查看|查|看)?(一下)?(我的|最近的?)(院内)?培训(安排)?{END}|my trainings{END}",
    ),
    (
        reminders_unwanted,
        rf"(请)?(别|不要|不用)(再)?提醒(我)?了?{END}|(stop|don[’']t) remind(ing)? me{END}",
    ),
    (reminders_wanted, rf"(请|恢复|继续|重新)?提醒我{END}|(please )?remind me( again)?{END}"),
    (behind_asked, BEHIND),
    (standard_asked, rf"(查看|查|看)?(一下)?{MINE}(达标)?标准(是什么|是多少)?{END}"),
    (standard_asked, rf"(what('s| is) )?(the |my )?standards?{END}"),
    (standard_asked, rf"为什么(要|是)?\d+(个)?(学分|分){END}|why \d+ credits{END}"),
    (help_asked, rf"帮助|怎么用{END}|你能做什么{END}|help{END}"),
)
PATTERNS = tuple((handler, re.compile(words, re.IGNORECASE)) for handler, words in QUESTIONS)


async def text_said(context: ChatContext) -> None:
    """Answer a plain question; else take the words for the answer that is waited for."""
    text = context.incoming.text
    if context.state.who is None:
        await code_typed(context, text)
        return
    for handler, pattern in PATTERNS:
        if pattern.fullmatch(text.strip()):
            await handler(context)
            return
    for takes in (reason_written, answer_written):
        if await takes(context, text):
            return
    await small_talk(context)


async def small_talk(context: ChatContext) -> None:
    """Say what one can do here, and offer the draft that lies open."""
    draft_id = await open_draft(context)
    rows = [[button(say("chat-continue"), Verb.NEXT, draft_id)]] if draft_id else []
    await send(context.to, Screen(say("chat-small-talk"), rows))


async def something_else(context: ChatContext) -> None:
    """A voice message, a film, a sticker: say what is understood here."""
    await send(context.to, Screen(say("chat-not-understood")))
