"""What the bot says about itself: its commands and the button beside the message field."""

import json
import re
from typing import Any

from bot.sandbox.answers import bad
from bot.sandbox.calls import Call
from bot.sandbox.people import Json, Person
from bot.sandbox.telegram import Telegram

NAME = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION, MOST_COMMANDS = 256, 100
PLAIN_MENU: Json = {"type": "commands"}


async def set_my_commands(telegram: Telegram, call: Call) -> bool:
    commands = call.nested("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not NAME.fullmatch(command.get("command", "").removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= LONGEST_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    telegram.commands[_place(call)] = commands
    telegram.touched()
    return True


async def get_my_commands(telegram: Telegram, call: Call) -> list[Json]:
    return telegram.commands.get(_place(call), [])


async def delete_my_commands(telegram: Telegram, call: Call) -> bool:
    telegram.commands.pop(_place(call), None)
    telegram.touched()
    return True


async def set_chat_menu_button(telegram: Telegram, call: Call) -> bool:
    telegram.menus[call.chat_id] = call.nested("menu_button") or PLAIN_MENU
    telegram.touched()
    return True


async def get_chat_menu_button(telegram: Telegram, call: Call) -> Json:
    return menu_button(telegram, call.chat_id)


def _place(call: Call) -> tuple[str, str]:
    return _scope(call.nested("scope")), call.text("language_code")


def _scope(scope: Json | None) -> str:
    return json.dumps(scope or {"type": "default"}, sort_keys=True)


def commands_for(telegram: Telegram, person: Person) -> list[Json]:
    """Return the commands a person sees: the narrowest scope, then their language, wins."""
    scopes: list[Json] = [
        {"type": "chat", "chat_id": person.id},
        {"type": "all_private_chats"},
        {"type": "default"},
    ]
    language = person.language.split("-")[0]
    for scope in scopes:
        for code in (language, ""):
            if found := telegram.commands.get((_scope(scope), code)):
                return found
    return []


def menu_button(telegram: Telegram, chat_id: int | None) -> Json:
    """Return the menu button of a chat, or the one of all chats."""
    return telegram.menus.get(chat_id) or telegram.menus.get(None) or PLAIN_MENU


SETTINGS: dict[str, Any] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
