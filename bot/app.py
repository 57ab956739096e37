"""The bot assembled: who is recognised first, which handler hears what."""

import logging
from functools import partial
from typing import Any, cast

from telegram import BotCommand, Update
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.context import Assembly, Bot, ChatApplication, ChatState, DeskContext
from bot.errors import on_error
from bot.handlers import attendance, register, review, talk, web
from bot.handlers.credits import behind, credits, drafts, files, year
from bot.handlers.presses import pressed
from bot.handlers.recognising import recognise_sender
from bot.retrying import retry
from core.ports import Desk
from core.texts import say, speaking

COMMANDS = {
    "new": drafts.draft_begun,
    "status": year.status_asked,
    "credits": credits.credits_asked,
    "trainings": attendance.trainings_asked,
    "review": review.review_asked,
    "behind": behind.behind_asked,
    "forms": year.forms_asked,
    "inbox": register.inbox_asked,
    "web": web.web_asked,
    "language": register.language_asked,
    "unlink": register.unlink_asked,
    "help": register.help_asked,
}
CONNECTIONS = 64
PATIENCE = {"connect": 10.0, "read": 20.0, "write": 30.0, "media": 60.0}


def build(desk: Desk) -> ChatApplication:
    """Return the application over `desk`; updates are handed to `process_update`, one a chat."""
    quiet_logs()
    application: ChatApplication = _builder(desk).build()
    application.add_handler(TypeHandler(Update, recognise_sender), group=-1)
    application.add_handler(CommandHandler("start", register.started))
    for command, handler in COMMANDS.items():
        application.add_handler(CommandHandler(command, handler))
    application.add_handler(MessageHandler(filters.PHOTO | filters.Document.ALL, files.file_sent))
    application.add_handler(MessageHandler(filters.COMMAND, talk.small_talk))
    application.add_handler(MessageHandler(filters.TEXT, talk.text_said))
    application.add_handler(MessageHandler(filters.ALL, talk.something_else))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_error_handler(on_error)
    return application


def _builder(desk: Desk) -> Any:
    settings = desk.settings
    kinds = ContextTypes(
        context=DeskContext,
        chat_data=ChatState,
        bot_data=cast("type[Assembly]", partial(Assembly, desk)),
    )
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token)
        .context_types(kinds)
        .rate_limiter(AIORateLimiter())
        .updater(None)
        .connection_pool_size(CONNECTIONS)
        .connect_timeout(PATIENCE["connect"])
        .pool_timeout(PATIENCE["connect"])
        .read_timeout(PATIENCE["read"])
        .write_timeout(PATIENCE["write"])
        .media_write_timeout(PATIENCE["media"])
    )
    if url := settings.telegram_api_url:
        builder = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    return builder


def quiet_logs() -> None:
    """Libraries write addresses with the bot's token into the log, and what people have said.

    What the chat library has to tell is raised as well, and told by us without the words.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


async def publish_commands(bot: Bot) -> None:
    """Tell the service what the menu offers, in both languages; others see English."""
    for code, language in (("zh", "zh-CN"), (None, "en")):
        with speaking(language):
            menu = [BotCommand(name, say(f"chat-menu-{name}")) for name in COMMANDS]
        await retry(partial(bot.set_my_commands, menu, language_code=code))
