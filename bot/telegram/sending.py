"""Sending through Telegram, and changing what was sent."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.chat.markup import Rows, Screen, split
from bot.chat.service import NotTaken
from bot.telegram.troubles import done, insisted
from core.texts import say

Bot = ExtBot[int]
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_ALBUM = 10


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return the buttons under a message."""
    drawn = [
        [InlineKeyboardButton(one.label, callback_data=one.data or None, url=one.url or None)
         for one in row]
        for row in rows
        if row
    ]  # fmt: skip
    return InlineKeyboardMarkup(drawn) if drawn else None


async def send(bot: Bot, chat_id: int, screen: Screen) -> Message:
    """Send a message; a text that is too long becomes several, the buttons under the last."""
    if screen.picture is not None and len(screen.text) <= LONGEST_CAPTION:
        return await _send_photo(bot, chat_id, screen, screen.picture)
    if screen.picture is not None:
        await _send_photo(bot, chat_id, Screen(""), screen.picture)
    *before, last = split(screen.text, LONGEST_TEXT)
    for part in before:
        await _send_text(bot, chat_id, Screen(part))
    return await _send_text(bot, chat_id, Screen(last, screen.rows))


async def _send_text(bot: Bot, chat_id: int, screen: Screen) -> Message:
    markup = keyboard(screen.rows)
    return await insisted(
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
        return await insisted(
            lambda: bot.send_photo(
                chat_id,
                picture,
                caption=screen.text or None,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )
        )
    except NotTaken:
        name = say("chat-picture-name")
        return await send_document(bot, chat_id, name, picture, screen.text, screen.rows)


async def send_document(
    bot: Bot, chat_id: int, name: str, content: bytes, caption: str = "", rows: Rows = ()
) -> Message:
    """Send a file under its name, with a line of HTML."""
    markup = keyboard(rows)
    return await insisted(
        lambda: bot.send_document(
            chat_id,
            content,
            filename=name,
            caption=caption or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
    )


async def send_pictures(bot: Bot, chat_id: int, pictures: Sequence[bytes]) -> None:
    """Send pictures as albums of up to ten; where it cannot be one, each for itself."""
    for first in range(0, len(pictures), LARGEST_ALBUM):
        album = pictures[first : first + LARGEST_ALBUM]
        if len(album) == 1 or not await _send_album(bot, chat_id, album):
            for picture in album:
                await _send_photo(bot, chat_id, Screen(""), picture)


async def _send_album(bot: Bot, chat_id: int, album: Sequence[bytes]) -> bool:
    try:
        media = [InputMediaPhoto(picture) for picture in album]
        await insisted(lambda: bot.send_media_group(chat_id, media))
    except NotTaken:
        return False
    return True


async def change_text(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Change a text message in place; False when it cannot be changed (gone, or a picture)."""
    if screen.picture is not None or len(screen.text) > LONGEST_TEXT:
        return False
    markup = keyboard(screen.rows)
    return await done(
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
    if len(screen.text) > LONGEST_CAPTION:
        return False
    markup = keyboard(screen.rows)
    return await done(
        lambda: bot.edit_message_caption(
            chat_id,
            message_id,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
    )
