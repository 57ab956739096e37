"""The one place that speaks: texts, pictures, documents, edits, through bad connections."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.context import Bot
from bot.updates import Verb, button_data
from core.texts import say

T = TypeVar("T")
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_ANSWER = 200
LARGEST_ALBUM = 10
ATTEMPTS = 3
FIRST_PAUSE = 0.2
LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is what it sends; `url` what it opens instead."""

    label: str
    data: str = ""
    url: str = ""


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message to be: HTML text, rows of buttons, perhaps one picture above them."""

    text: str
    rows: Rows = ()
    picture: bytes | None = None


def button(label: str, verb: Verb, *parts: object) -> Button:
    return Button(label, button_data(verb, *parts))


def words(key: str, language: str, **blanks: object) -> str:
    """Return a sentence whose blanks are made safe for HTML; markup stands in the texts only."""
    safe = {
        name: escape(value, quote=False) if isinstance(value, str) else value
        for name, value in blanks.items()
    }
    return say(key, language, **safe)


def is_passing(error: BaseException) -> bool:
    """Return whether the same call may succeed later: the line is bad, or we were too fast."""
    lasting = isinstance(error, BadRequest | Forbidden)
    return isinstance(error, NetworkError | RetryAfter) and not lasting


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """Do a call again while the connection fails, a few times; wait as long as we are told to."""
    for attempt in range(ATTEMPTS):
        try:
            return await call()
        except (NetworkError, RetryAfter) as error:
            pause = _pause(error, attempt)
            if not is_passing(error) or attempt == ATTEMPTS - 1 or pause > LONGEST_WAIT:
                raise
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


def _pause(error: NetworkError | RetryAfter, attempt: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return FIRST_PAUSE * 2.0**attempt


def seconds_of(error: RetryAfter) -> float:
    """Return how long the service asks us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, int | float) else wait.total_seconds()


async def send(bot: Bot, chat_id: int, screen: Screen) -> Message:
    """Send a message; a text that is too long becomes several, the buttons under the last."""
    if screen.picture is not None and _fits(screen.text):
        return await _send_photo(bot, chat_id, screen, screen.picture)
    if screen.picture is not None:
        await _send_photo(bot, chat_id, Screen(""), screen.picture)
    *before, last = split(screen.text)
    for part in before:
        await _send_text(bot, chat_id, Screen(part))
    return await _send_text(bot, chat_id, Screen(last, screen.rows))


def _fits(text: str) -> bool:
    return len(text) <= LONGEST_CAPTION


async def _send_text(bot: Bot, chat_id: int, screen: Screen) -> Message:
    markup = keyboard(screen.rows)
    return await insist(
        lambda: bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            disable_web_page_preview=True,
        )
    )


async def _send_photo(bot: Bot, chat_id: int, screen: Screen, picture: bytes) -> Message:
    markup = keyboard(screen.rows)
    return await insist(
        lambda: bot.send_photo(
            chat_id,
            picture,
            caption=screen.text or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
    )


def split(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Split a text between its lines, so that no part is longer than a message may be."""
    parts, part = [], ""
    for line in text.split("\n"):
        for piece in [line[at : at + longest] for at in range(0, len(line), longest)] or [""]:
            if part and len(part) + 1 + len(piece) > longest:
                parts.append(part)
                part = piece
            else:
                part = f"{part}\n{piece}" if part else piece
    return [*parts, part]


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return the buttons under a message."""
    drawn = [
        [InlineKeyboardButton(one.label, callback_data=one.data or None, url=one.url or None)
         for one in row]
        for row in rows
        if row
    ]  # fmt: skip
    return InlineKeyboardMarkup(drawn) if drawn else None


async def change(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Change a text message in place; False when it cannot be changed (gone, or a picture)."""
    if screen.picture is not None or len(screen.text) > LONGEST_TEXT:
        return False
    markup = keyboard(screen.rows)
    return await _done(
        lambda: bot.edit_message_text(
            screen.text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            disable_web_page_preview=True,
        )
    )


async def change_caption(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Change what stands under a picture; False when it cannot be changed."""
    if not _fits(screen.text):
        return False
    markup = keyboard(screen.rows)
    return await _done(
        lambda: bot.edit_message_caption(
            chat_id,
            message_id,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
    )


async def bare(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Take the buttons away from a message."""
    return await change_markup(bot, chat_id, message_id, ())


async def change_markup(bot: Bot, chat_id: int, message_id: int, rows: Rows) -> bool:
    """Change the buttons under a message and leave its words."""
    markup = keyboard(rows)
    return await _done(
        lambda: bot.edit_message_reply_markup(chat_id, message_id, reply_markup=markup)
    )


async def _done(call: Callable[[], Awaitable[object]]) -> bool:
    try:
        await insist(call)
    except BadRequest as error:
        return "not modified" in error.message.lower()
    return True


async def show(bot: Bot, query: CallbackQuery | None, chat_id: int, screen: Screen) -> int:
    """Show a screen where a button was pressed, else as a new message; return its number."""
    pressed = query.message if query else None
    if pressed is None:
        return (await send(bot, chat_id, screen)).message_id
    is_text = isinstance(pressed, Message) and pressed.text is not None
    if is_text and await change(bot, chat_id, pressed.message_id, screen):
        return pressed.message_id
    await bare(bot, chat_id, pressed.message_id)
    return (await send(bot, chat_id, screen)).message_id


async def rewrite(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Change a message, be it a text or a picture with words under it."""
    if await change(bot, chat_id, message_id, screen):
        return True
    return await change_caption(bot, chat_id, message_id, screen)


async def send_pictures(bot: Bot, chat_id: int, pictures: Sequence[bytes]) -> None:
    """Send pictures as albums of up to ten."""
    for first in range(0, len(pictures), LARGEST_ALBUM):
        album = pictures[first : first + LARGEST_ALBUM]
        if len(album) == 1:
            await _send_photo(bot, chat_id, Screen(""), album[0])
        else:
            media = [InputMediaPhoto(picture) for picture in album]
            await insist(lambda media=media: bot.send_media_group(chat_id, media))  # type: ignore[misc]


async def send_document(
    bot: Bot, chat_id: int, content: bytes, name: str, caption: str = ""
) -> None:
    """Send a file under its name, with a line of HTML."""
    await insist(
        lambda: bot.send_document(
            chat_id, content, filename=name, caption=caption or None, parse_mode=ParseMode.HTML
        )
    )


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """Answer a press, so that the button stops waiting; too late is no harm."""
    short = text if len(text) <= LONGEST_ANSWER else text[: LONGEST_ANSWER - 1] + "…"
    await _done(lambda: query.answer(short or None, show_alert=alert))
