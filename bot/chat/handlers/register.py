"""Greeting, linking and unlinking, language, inbox, help."""

from bot.chat.buttons import Press, Verb, link_code_in, note_in
from bot.chat.context import ChatContext
from bot.chat.handlers.attendance import code_brought
from bot.chat.incoming import Came
from bot.chat.markup import Screen, button, words
from bot.chat.replies import answer, send, show
from bot.chat.screens.help import help_text
from core.domain.errors import NotFound
from core.domain.lists import ListQuery, Window
from core.outages import if_it_can_be_kept
from core.records.messages import Notice
from core.texts import LANGUAGES, say, speak, speaking
from core.usecases.messages.chats import unlink_chat
from core.usecases.messages.linking import agree_to_link, bring_code, refuse_link
from core.usecases.messages.notices import UNREAD, mark_read, read_inbox
from core.usecases.register.accounts import set_language, set_reminders
from core.usecases.register.links import LinkUsed
from core.wording.lists import count_text
from core.wording.messages import notice_text
from core.wording.moments import moment

NEWEST = ListQuery(window=Window(size=10))
NUMBERS_A_ROW = 5
NOTHING = (Verb.DONE, "")


async def started(context: ChatContext) -> None:
    """/start, with the code of a link, with a scanned code, or alone."""
    payload = context.incoming.what.payload if isinstance(context.incoming.what, Came) else ""
    if code := note_in(payload):
        await _bring(context, code)
    elif payload:
        await code_typed(context, payload)
    else:
        await _greet(context)


async def _bring(context: ChatContext, code: str) -> None:
    if context.state.who is None:
        await greet_stranger(context, "chat-stranger-code")
    else:
        await code_brought(context, code)


async def code_typed(context: ChatContext, text: str) -> None:
    """A code of the web app came, by its link or typed: name the account, and ask."""
    code = link_code_in(text)
    if code is None:
        raise LinkUsed
    asked = await bring_code(context.desk, context.chat_id, context.state.name, code)
    lines = [words("chat-ask-link", name=asked.name, place=asked.place)]
    if asked.now_of:
        lines.append(words("chat-ask-link-again", name=asked.now_of))
    yes = button(say("chat-link-yes"), Verb.LINK, code)
    no = button(say("chat-link-no"), Verb.REFUSE_LINK, code)
    await send(context.to, Screen("\n".join(lines), [[yes, no]]))


async def other_code_typed(context: ChatContext, text: str) -> bool:
    """A code was typed in a chat that has its person already; False for any other words."""
    try:
        await code_typed(context, text)
    except LinkUsed:
        if link_code_in(text) is None or not any(map(str.isdigit, text)):
            return False
        raise
    return True


async def link_pressed(context: ChatContext, press: Press) -> None:
    """The chat says that the account is its person's; the web app asks for the other half."""
    url = f"{context.desk.settings.public_url}/settings/chat"
    await agree_to_link(context.desk, context.chat_id, context.state.name, press["code"])
    await show(context, Screen(words("chat-link-agreed", url=url)))


async def link_refused(context: ChatContext, press: Press) -> None:
    """The account is somebody else's."""
    await refuse_link(context.desk, press["code"])
    await show(context, Screen(say("chat-link-refused")))


async def _greet(context: ChatContext) -> None:
    text = words("chat-greeting", name=context.who.name)
    await send(context.to, Screen(f"{text}\n\n{help_text(context.who)}"))


async def greet_stranger(context: ChatContext, key: str = "chat-stranger") -> None:
    """Tell somebody we do not know where linking begins; nothing of anybody is said."""
    if context.incoming.press:
        await answer(context, say("chat-stranger-short"))
        return
    url = f"{context.desk.settings.public_url}/settings/chat"
    await send(context.to, Screen(words(key, url=url)))


async def help_asked(context: ChatContext) -> None:
    """/help."""
    await send(context.to, Screen(help_text(context.who)))


async def thanked(context: ChatContext) -> None:
    """谢谢."""
    await send(context.to, Screen(say("chat-thanks")))


async def language_asked(context: ChatContext) -> None:
    """/language."""
    offered = [button(_own_name(one), Verb.LANGUAGE, one) for one in LANGUAGES]
    screen = Screen(say("chat-ask-language"), [offered])
    await send(context.to, screen)


def _own_name(language: str) -> str:
    """Return what a language calls itself."""
    with speaking(language):
        return say("chat-language-name")


async def language_pressed(context: ChatContext, press: Press) -> None:
    """The language of both faces is chosen."""
    await set_language(context.desk, context.who, press["value"])
    speak(press["value"])
    screen = Screen(say("chat-language-set"))
    await show(context, screen)


ON, OFF = "on", "off"


async def reminders_pressed(context: ChatContext, press: Press) -> None:
    """别再提醒我, under a warning, or 恢复提醒; the warning stays as it is."""
    if press["value"] not in {ON, OFF}:
        raise NotFound
    await _set_reminders(context, wanted=press["value"] == ON)


async def reminders_wanted(context: ChatContext) -> None:
    """提醒我."""
    await _set_reminders(context, wanted=True)


async def reminders_unwanted(context: ChatContext) -> None:
    """别再提醒我."""
    await _set_reminders(context, wanted=False)


async def _set_reminders(context: ChatContext, *, wanted: bool) -> None:
    await set_reminders(context.desk, context.who, wanted=wanted)
    rows = () if wanted else [[button(say("chat-remind-on"), Verb.REMINDERS, ON)]]
    said = say("chat-reminders-on") if wanted else say("chat-reminders-off")
    await send(context.to, Screen(said, rows))


async def unlink_asked(context: ChatContext) -> None:
    """/unlink."""
    yes = button(say("chat-unlink"), Verb.UNLINK)
    no = button(say("chat-keep"), Verb.DONE)
    screen = Screen(words("chat-ask-unlink", name=context.who.name), [[yes, no]])
    await send(context.to, screen)


async def unlink_pressed(context: ChatContext, press: Press) -> None:
    """The chat belongs to nobody any more."""
    await unlink_chat(context.desk, context.who, context.service.channel)
    context.state.who = None
    screen = Screen(say("chat-unlinked"))
    await show(context, screen)


async def done_pressed(context: ChatContext, press: Press) -> None:
    """Nothing is to be done after all."""
    screen = Screen(say("chat-nothing-changed"))
    await show(context, screen)


async def inbox_asked(context: ChatContext) -> None:
    """/inbox: the newest messages; they are read then. A number opens what a message is about."""
    inbox = await read_inbox(context.desk, context.who, NEWEST)
    about = [opens for notice in inbox.rows if (opens := _opens(notice))]
    numbers = {one: place for place, one in enumerate(dict.fromkeys(about), start=1)}
    lines = [_inbox_line(notice, numbers.get(_opens(notice) or NOTHING)) for notice in inbox.rows]
    key = "chat-inbox-title" if lines else "chat-inbox-empty"
    title = say(key, unread=count_text(inbox.counts[UNREAD]))
    opening = [button(str(place), *opens) for opens, place in numbers.items()]
    rows = [opening[at : at + NUMBERS_A_ROW] for at in range(0, len(opening), NUMBERS_A_ROW)]
    await send(context.to, Screen("\n".join([title, *lines]), rows))
    with if_it_can_be_kept():
        await mark_read(context.desk, context.who, [notice.id for notice in inbox.rows])


def _opens(notice: Notice) -> tuple[Verb, str] | None:
    """Return the button that shows what a message is about: a credit, a training, a file."""
    about = {
        Verb.OPEN: notice.credit_id,
        Verb.VISIT: notice.training_id,
        Verb.JOB: notice.job_id,
    }
    return next(((verb, one) for verb, one in about.items() if one), None)


def _inbox_line(notice: Notice, number: int | None) -> str:
    what = " · ".join(filter(None, (notice.details.get("about"), notice_text(notice))))
    key = "chat-event" if notice.read_at else "chat-event-new"
    line = words(key, at=moment(notice.created_at), what=what)
    return f"{number}. {line}" if number else line
