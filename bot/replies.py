"""The one place that speaks: texts, pictures, documents, edits, through bad connections."""

from collections.abc import Awaitable, Callable, Sequence

from telegram import CallbackQuery, InputMediaPhoto, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.context import Bot
from bot.markup import LONGEST_CAPTION, LONGEST_TEXT, Rows, Screen, keyboard, split
from bot.retrying import retry
from core.texts import say

LONGEST_ANSWER = 200
LARGEST_ALBUM = 10


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
    return await retry(
        lambda: bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            disable_web_page_preview=True,
        )
    )


async def _send_photo(bot: Bot, chat_id: int, screen: Screen, picture: bytes) -> Message:
    """Send a picture; what the chat service makes no photo of (steeper than 20:1) as a document."""
    markup = keyboard(screen.rows)
    try:
        return await retry(
            lambda: bot.send_photo(
                chat_id,
                picture,
                caption=screen.text or None,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )
        )
    except BadRequest:
        name = say("chat-picture-name")
        return await send_document(bot, chat_id, picture, name, screen.text, screen.rows)


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
        await retry(call)
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


async def put(bot: Bot, query: CallbackQuery | None, chat_id: int, screen: Screen) -> int:
    """Show a screen as `show` does, under the picture too whose button was pressed."""
    if (pressed := message_of(query)) and await rewrite(bot, chat_id, pressed, screen):
        return pressed
    return await show(bot, query, chat_id, screen)


def message_of(query: CallbackQuery | None) -> int:
    """Return the message whose button was pressed, 0 when none was."""
    message = query.message if query else None
    return message.message_id if message else 0


async def rewrite(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Change a message, be it a text or a picture with words under it."""
    if await change(bot, chat_id, message_id, screen):
        return True
    return await change_caption(bot, chat_id, message_id, screen)


async def send_pictures(bot: Bot, chat_id: int, pictures: Sequence[bytes]) -> int:
    """Send pictures as albums of up to ten; return how many."""
    for first in range(0, len(pictures), LARGEST_ALBUM):
        album = pictures[first : first + LARGEST_ALBUM]
        if len(album) == 1:
            await _send_photo(bot, chat_id, Screen(""), album[0])
        else:
            await _send_album(bot, chat_id, album)
    return len(pictures)


async def _send_album(bot: Bot, chat_id: int, album: Sequence[bytes]) -> None:
    """Send an album; where it cannot be one, each of its pictures for itself."""
    try:
        media = [InputMediaPhoto(picture) for picture in album]
        await retry(lambda: bot.send_media_group(chat_id, media))
    except BadRequest:
        for picture in album:
            await _send_photo(bot, chat_id, Screen(""), picture)


async def send_document(
    bot: Bot, chat_id: int, content: bytes, name: str, caption: str = "", rows: Rows = ()
) -> Message:
    """Send a file under its name, with a line of HTML."""
    markup = keyboard(rows)
    return await retry(
        lambda: bot.send_document(
            chat_id,
            content,
            filename=name,
            caption=caption or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
    )


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
    """Answer a press, so that the button stops waiting; too late is no harm."""
    short = text if len(text) <= LONGEST_ANSWER else text[: LONGEST_ANSWER - 1] + "…"
    await _done(lambda: query.answer(short or None, show_alert=alert))
