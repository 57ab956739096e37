"""Who is in the chats: people one can play, and the bot."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to play; `id` is the user's and the private chat's number, as in Telegram.

    `note` tells people apart in the list (department and title), `language` is Telegram's
    language code, `started` says that the bot has been started before, so it may write first, and
    `username` is the @name, "" for the many who have none.
    """

    id: int
    name: str
    note: str = ""
    language: str = "zh-hans"
    started: bool = False
    username: str = ""

    @property
    def user(self) -> Json:
        """Return the person as the Bot API's User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language,
            **({"username": self.username} if self.username else {}),
        }

    @property
    def chat(self) -> Json:
        """Return the person's private chat as the Bot API's Chat."""
        return {"id": self.id, "type": "private", "first_name": self.name}


def bot_user(token: str, username: str, name: str) -> Json:
    """Return the bot as getMe describes it; its id is the number before the token's colon."""
    return {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": name,
        "username": username,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
