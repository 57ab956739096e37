"""One's own settings: language, password, where one is signed in, the chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core import qr
from core.domain.errors import Refusal
from core.domain.register import Session
from core.records.messages import Channel, Chat
from core.records.register import LinkPurpose
from core.texts import say
from core.usecases.messages import chats, linking
from core.usecases.register import accounts, links, passwords, sessions
from pwa.frame import session
from pwa.frame.devices import device_of
from pwa.frame.fields import form, query
from pwa.frame.page import shown_again
from pwa.register.sign_in import typed_twice

pages = Blueprint("settings", __name__)


@dataclass(frozen=True, slots=True)
class ChatLink:
    """A code that asks a chat for its person, and where there is one a link that brings it along.

    `services` are the names of those where the code is typed.
    """

    code: str
    href: str
    services: Sequence[str]

    @property
    def picture(self) -> Markup:
        return Markup(qr.svg(self.href))  # noqa: S704 - our own


@pages.get("/settings")
@pages.get("/settings/chat")
async def page() -> ResponseReturnValue:
    """Show the settings."""
    return await _shown()


async def _shown(refusal: Refusal | None = None, chat_link: ChatLink | None = None) -> str:
    desk, who = session.desk(), session.who()
    open_sessions: list[Session] = await sessions.list_sessions(desk, who)
    linked: list[Chat] = await chats.list_chats(desk, who)
    return await render_template(
        "register/settings.html",
        sessions=sorted(open_sessions, key=lambda one: one.seen_at, reverse=True),
        here=session.session(),
        chats=linked,
        chat_link=chat_link,
        asking=await linking.asking_chat(desk, who),
        may_link={one.id.channel for one in linked} != services(),
        has_chat=bool(services()),
        wants_reminders=await accounts.wants_reminders(desk, who),
        device_of=device_of,
        done=query().text("done"),
        refusal=refusal,
    )


@pages.post("/settings/language")
async def set_language() -> ResponseReturnValue:
    """Choose the language of pages and chat."""
    fields = await form()
    await accounts.set_language(session.desk(), session.who(), fields.text("language"))
    return redirect(url_for("settings.page"), 303)


@pages.post("/settings/reminders")
async def set_reminders() -> ResponseReturnValue:
    """Choose whether one is reminded; what says neither changes nothing."""
    wanted = (await form()).text("reminders")
    if wanted in {"on", "off"}:
        await accounts.set_reminders(session.desk(), session.who(), wanted=wanted == "on")
    return redirect(url_for("settings.page"), 303)


@pages.post("/settings/password")
async def set_password() -> ResponseReturnValue:
    """Set a new password; everywhere else one is signed out, in the chat if that is ticked."""
    fields = await form()
    try:
        await passwords.set_password(
            session.desk(),
            session.who(),
            session.session(),
            typed_twice(fields.text("new"), fields.text("again")),
            old=fields.text("old"),
            keep_chat=not fields.is_ticked("chat"),
        )
    except Refusal as refusal:
        return shown_again(await _shown(refusal), refusal)
    return redirect(url_for("settings.page", done="password"), 303)


@pages.post("/settings/sessions/<id:session_id>/end")
async def end_session(session_id: str) -> ResponseReturnValue:
    """Sign out another browser of one's own."""
    await sessions.end_session(session.desk(), session.who(), session_id)
    return redirect(url_for("settings.page"), 303)


@pages.post("/settings/sessions/end")
async def end_other_sessions() -> ResponseReturnValue:
    """Sign out every other browser of one's own."""
    await sessions.end_other_sessions(session.desk(), session.who(), session.session())
    return redirect(url_for("settings.page"), 303)


@pages.post("/settings/chat")
async def link_chat() -> ResponseReturnValue:
    """Make a link to the chat, good once and for ten minutes, and show it."""
    if not services():
        raise ChatNotSetUp
    token = await links.make_link(session.desk(), session.who(), LinkPurpose.CHAT)
    names = [say(f"channel-{one}") for one in sorted(services())]
    return await _shown(chat_link=ChatLink(token, deep_link(token), names))


@pages.post("/settings/chat/answer")
async def answer_chat() -> ResponseReturnValue:
    """Link the chat that asks, or send it away."""
    fields = await form()
    address, is_own = fields.text("chat"), fields.is_ticked("own")
    await linking.answer_chat(session.desk(), session.who(), address, is_own=is_own)
    return redirect(url_for("settings.page"), 303)


class ChatNotSetUp(Refusal):
    """This installation has no bot whose chat could be opened."""

    code = "chat-not-set-up"
    status = 409


def services() -> set[Channel]:
    """Return the chat services where there is a bot to talk to; the sandbox's is Telegram's."""
    settings = session.desk().settings
    there = {Channel(name) for name in settings.chats} - {Channel.TELEGRAM}
    has_telegram = settings.telegram_bot_name or settings.telegram_api_url
    return there | ({Channel.TELEGRAM} if has_telegram else set())


def deep_link(token: str) -> str:
    """Return where the chat begins with this token, "" where no service has such links."""
    settings = session.desk().settings
    if settings.telegram_bot_name:
        return f"https://t.me/{settings.telegram_bot_name}?start={token}"
    if settings.telegram_api_url:
        return f"{settings.telegram_api_url}/sandbox/?start={token}"
    return ""


@pages.post("/settings/chat/choose")
async def choose_chat() -> ResponseReturnValue:
    """Let messages come to this one of several chats."""
    if channel := await _channel():
        await chats.choose_chat(session.desk(), session.who(), channel)
    return redirect(url_for("settings.page"), 303)


async def _channel() -> Channel | None:
    named = (await form()).text("channel")
    return Channel(named) if named in set(Channel) else None


@pages.post("/settings/chat/unlink")
async def unlink_chat() -> ResponseReturnValue:
    """Take a chat away; messages stay in the inbox."""
    await chats.unlink_chat(session.desk(), session.who(), await _channel())
    return redirect(url_for("settings.page"), 303)
