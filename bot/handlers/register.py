"""Greeting, linking and unlinking, language, inbox, help."""

from telegram import Update

from bot.chat_ids import chat_id_of
from bot.context import DeskContext
from bot.handlers.attendance import code_brought
from bot.markup import Screen, button, words
from bot.replies import answer, send, show
from bot.updates import Press, Verb, link_code_in, note_in
from core.domain.errors import NotFound
from core.domain.lists import ListQuery, Window
from core.records.messages import Notice
from core.texts import LANGUAGES, say, speak, speaking
from core.usecases.messages.chats import agree_to_link, read_invitation, refuse_link, unlink_chat
from core.usecases.messages.notices import UNREAD, mark_read, read_inbox
from core.usecases.register.accounts import set_language, set_reminders
from core.usecases.register.links import LinkUsed
from core.wording.lists import count_text
from core.wording.messages import notice_text
from core.wording.moments import moment

NEWEST = ListQuery(window=Window(size=10))


async def started(update: Update, context: DeskContext) -> None:
    """/start, with the code of a link, with a scanned code, or alone."""
    payload = context.args[0] if context.args else ""
    if code := note_in(payload):
        await _bring(update, context, code)
    elif payload:
        await code_typed(update, context, payload)
    else:
        await _greet(context)


async def _bring(update: Update, context: DeskContext, code: str) -> None:
    if context.state.who is None:
        await greet_stranger(update, context, "chat-stranger-code")
    else:
        await code_brought(update, context, code)


async def code_typed(update: Update, context: DeskContext, text: str) -> None:
    """A code of the web app came, by its link or typed: name the account, and ask."""
    chat_id = _chat_id(update)
    code = link_code_in(text)
    if code is None:
        raise LinkUsed
    asked = await read_invitation(context.desk, chat_id_of(chat_id), code)
    lines = [words("chat-ask-link", name=asked.name, place=asked.place)]
    if asked.now_of:
        lines.append(words("chat-ask-link-again", name=asked.now_of))
    yes = button(say("chat-link-yes"), Verb.LINK, code)
    no = button(say("chat-link-no"), Verb.REFUSE_LINK, code)
    await send(context.bot, chat_id, Screen("\n".join(lines), [[yes, no]]))


async def link_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """The chat says that the account is its person's; the web app asks for the other half."""
    chat_id, url = _chat_id(update), f"{context.desk.settings.public_url}/settings/chat"
    name = _chat_name(update)
    await agree_to_link(context.desk, chat_id_of(chat_id), name, press["code"])
    screen = Screen(words("chat-link-agreed", url=url))
    await show(context.bot, update.callback_query, chat_id, screen)


async def link_refused(update: Update, context: DeskContext, press: Press) -> None:
    """The account is somebody else's."""
    await refuse_link(context.desk, press["code"])
    screen = Screen(say("chat-link-refused"))
    await show(context.bot, update.callback_query, _chat_id(update), screen)


def _chat_id(update: Update) -> int:
    return update.effective_chat.id if update.effective_chat else 0


def _chat_name(update: Update) -> str:
    """Return what the service calls the person: name and @user."""
    user = update.effective_user
    if user is None:
        return ""
    return f"{user.full_name} @{user.username}" if user.username else user.full_name


async def _greet(context: DeskContext) -> None:
    text = words("chat-greeting", name=context.who.name)
    help_text = say("chat-help")
    await send(context.bot, context.chat_number, Screen(f"{text}\n\n{help_text}"))


async def greet_stranger(update: Update, context: DeskContext, key: str = "chat-stranger") -> None:
    """Tell somebody we do not know where linking begins; nothing of anybody is said."""
    if query := update.callback_query:
        await answer(query, say("chat-stranger-short"), alert=True)
        return
    if chat := update.effective_chat:
        url = f"{context.desk.settings.public_url}/settings/chat"
        await send(context.bot, chat.id, Screen(words(key, url=url)))


async def help_asked(update: Update, context: DeskContext) -> None:
    """/help."""
    await send(context.bot, context.chat_number, Screen(say("chat-help")))


async def language_asked(update: Update, context: DeskContext) -> None:
    """/language."""
    offered = [button(_own_name(one), Verb.LANGUAGE, one) for one in LANGUAGES]
    screen = Screen(say("chat-ask-language"), [offered])
    await send(context.bot, context.chat_number, screen)


def _own_name(language: str) -> str:
    """Return what a language calls itself."""
    with speaking(language):
        return say("chat-language-name")


async def language_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """The language of both faces is chosen."""
    await set_language(context.desk, context.who, press["value"])
    context.state.language = press["value"]
    speak(press["value"])
    screen = Screen(say("chat-language-set"))
    await show(context.bot, update.callback_query, context.chat_number, screen)


ON, OFF = "on", "off"


async def reminders_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """别再提醒我, under a warning, or 恢复提醒; the warning stays as it is."""
    if press["value"] not in {ON, OFF}:
        raise NotFound
    await _set_reminders(context, wanted=press["value"] == ON)


async def reminders_wanted(update: Update, context: DeskContext) -> None:
    """提醒我."""
    await _set_reminders(context, wanted=True)


async def reminders_unwanted(update: Update, context: DeskContext) -> None:
    """别再提醒我."""
    await _set_reminders(context, wanted=False)


async def _set_reminders(context: DeskContext, *, wanted: bool) -> None:
    await set_reminders(context.desk, context.who, wanted=wanted)
    rows = () if wanted else [[button(say("chat-remind-on"), Verb.REMINDERS, ON)]]
    said = say("chat-reminders-on") if wanted else say("chat-reminders-off")
    await send(context.bot, context.chat_number, Screen(said, rows))


async def unlink_asked(update: Update, context: DeskContext) -> None:
    """/unlink."""
    yes = button(say("chat-unlink"), Verb.UNLINK)
    no = button(say("chat-keep"), Verb.DONE)
    screen = Screen(words("chat-ask-unlink", name=context.who.name), [[yes, no]])
    await send(context.bot, context.chat_number, screen)


async def unlink_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """The chat belongs to nobody any more."""
    await unlink_chat(context.desk, context.who)
    screen = Screen(say("chat-unlinked"))
    await show(context.bot, update.callback_query, context.chat_number, screen)


async def done_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """Nothing is to be done after all."""
    screen = Screen(say("chat-nothing-changed"))
    await show(context.bot, update.callback_query, context.chat_number, screen)


async def inbox_asked(update: Update, context: DeskContext) -> None:
    """/inbox: the newest messages; they are read then."""
    inbox = await read_inbox(context.desk, context.who, NEWEST)
    lines = [_inbox_line(notice) for notice in inbox.rows]
    key = "chat-inbox-title" if lines else "chat-inbox-empty"
    title = say(key, unread=count_text(inbox.counts[UNREAD]))
    await send(context.bot, context.chat_number, Screen("\n".join([title, *lines])))
    await mark_read(context.desk, context.who, [notice.id for notice in inbox.rows])


def _inbox_line(notice: Notice) -> str:
    what = " · ".join(filter(None, (notice.details.get("about"), notice_text(notice))))
    key = "chat-event" if notice.read_at else "chat-event-new"
    return words(key, at=moment(notice.created_at), what=what)
