"""Telegram as a service of the chat: HTML, buttons under messages, albums, changes in place."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from telegram import BotCommand, BotCommandScopeChat, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

from bot.chat.incoming import Incoming, Pressed, SentFile
from bot.chat.markup import Rows, Screen
from bot.chat.menus import OF_STRANGERS
from bot.chat.refusals import FileNotFetched
from bot.chat.retrying import until_it_works
from bot.chat.service import Abilities, Keep, NotTaken, Trouble, Unreadable
from bot.chat.signs import Signs
from bot.telegram import sending
from bot.telegram.polling import poll
from bot.telegram.sending import LONGEST_CAPTION, Bot
from bot.telegram.troubles import asked, done, insisted
from bot.telegram.updates import ALLOWED, incoming_of
from bot.telegram.webhook import PATH, wants_webhook
from core.ports import Clock
from core.records.messages import Channel, Received
from core.settings import Settings
from core.texts import say, speaking

CONNECTIONS = 64
LONGEST_ANSWER = 200
log = logging.getLogger(__name__)


class Telegram:
    """The bot of one token."""

    channel = Channel.TELEGRAM
    can = Abilities(
        most_buttons=100,
        longest_caption=LONGEST_CAPTION,
        may_amend=True,
        has_albums=True,
        has_menu=True,
    )

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.signs = Signs(clock)
        quiet_logs()
        self._settings = settings
        self._bot = _bot(settings)

    async def start(self) -> None:
        """Say hello, choose whether updates are brought or fetched, and offer the menu."""
        await asked(self._bot.initialize)
        settings = self._settings
        if wants_webhook(settings):
            await asked(
                lambda: self._bot.set_webhook(
                    settings.public_url + PATH,
                    secret_token=settings.telegram_webhook_secret,
                    allowed_updates=ALLOWED,
                )
            )
        else:
            await asked(self._bot.delete_webhook)
        self.signs.up()

    async def run(self, keep: Keep) -> None:
        publishing = until_it_works(self._publish_commands)
        if wants_webhook(self._settings):
            await publishing
        else:
            await asyncio.gather(publishing, poll(self._bot, keep))

    async def close(self) -> None:
        self.signs.down()
        with suppress(TelegramError, RuntimeError):
            await self._bot.shutdown()

    async def is_reachable(self) -> bool:
        try:
            await asked(self._bot.get_me)
        except Trouble:
            return False
        return True

    def read(self, received: Received) -> Incoming:
        try:
            update = Update.de_json(dict(received.body), self._bot)
        except Exception as fault:
            raise Unreadable from fault
        self.signs.came()
        return incoming_of(update)

    async def say(self, address: str, screen: Screen) -> str:
        sent = await sending.send(self._bot, int(address), screen)
        self.signs.went()
        return str(sent.message_id)

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None:
        await sending.send_document(self._bot, int(address), name, content, caption)

    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None:
        await sending.send_pictures(self._bot, int(address), pictures)

    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        bot, at = self._bot, (int(address), int(message))
        if await sending.change_text(bot, *at, screen):
            return True
        return await sending.change_caption(bot, *at, screen)

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        markup, at = sending.keyboard(rows), (int(address), int(message))
        return await done(lambda: self._bot.edit_message_reply_markup(*at, reply_markup=markup))

    async def answer(self, press: Pressed, text: str) -> None:
        short = text if len(text) <= LONGEST_ANSWER else text[: LONGEST_ANSWER - 1] + "…"
        told = partial(self._bot.answer_callback_query, press.id, short or None)
        await done(lambda: told(show_alert=bool(short)))

    async def fetch(self, file: SentFile) -> bytes:
        """Download a file; one that is no longer there is answered like a wrong token."""
        try:
            at = await insisted(lambda: self._bot.get_file(file.id))
            return bytes(await insisted(at.download_as_bytearray))
        except NotTaken:
            raise FileNotFetched from None
        except Trouble as trouble:
            if isinstance(trouble.__cause__, InvalidToken):
                raise FileNotFetched from None
            raise

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        scope = BotCommandScopeChat(int(address))
        if commands:
            await insisted(partial(self._bot.set_my_commands, _menu(commands), scope=scope))
        else:
            await insisted(partial(self._bot.delete_my_commands, scope=scope))

    async def _publish_commands(self) -> None:
        """Tell the service what strangers are offered, in both languages; others see English."""
        for code, language in (("zh", "zh-CN"), (None, "en")):
            with speaking(language):
                menu = _menu(OF_STRANGERS)
            await insisted(partial(self._bot.set_my_commands, menu, language_code=code))


def _menu(commands: Sequence[str]) -> list[BotCommand]:
    return [BotCommand(name, say(f"chat-menu-{name}")) for name in commands]


def _bot(settings: Settings) -> Bot:
    request = HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        connect_timeout=10,
        pool_timeout=10,
        read_timeout=20,
        write_timeout=30,
        media_write_timeout=60,
    )
    token, limiter = settings.telegram_token, AIORateLimiter()
    if url := settings.telegram_api_url:
        return Bot(
            token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=request,
            rate_limiter=limiter,
        )
    return Bot(token, request=request, rate_limiter=limiter)


def quiet_logs() -> None:
    """Libraries write addresses with the bot's token into the log, and what people have said.

    What the chat library has to tell is raised as well, and told by us without the words.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
