"""One request to the Bot API: a method, its fields and the files that came with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.answers import bad
from bot.sandbox.people import Json

NESTED = {
    "allowed_updates",
    "caption_entities",
    "commands",
    "entities",
    "link_preview_options",
    "media",
    "menu_button",
    "message_ids",
    "reply_markup",
    "reply_parameters",
    "scope",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """Fields arrive as text in forms and as values in JSON; read them through the methods."""

    method: str
    fields: Json
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field as text, empty when absent."""
        value = self.fields.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """Return a field as a whole number; 0 for a chat given by name, as no such chat exists."""
        value = self.text(name)
        if name == "chat_id" and value.startswith("@"):
            return 0
        try:
            return int(value) if value else default
        except ValueError as fault:
            raise bad(f"invalid {name} specified") from fault

    def flag(self, name: str) -> bool:
        """Return a field as yes or no."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def nested(self, name: str) -> Any:
        """Return a field that holds JSON, None when absent."""
        return self.fields.get(name)

    @property
    def chat_id(self) -> int | None:
        """Return the chat the call is about, if it names one."""
        return self.number("chat_id") or None

    def attached(self, value: Any, name: str) -> Upload | None:
        """Return the upload a field refers to: attach://part, or the part of its own name."""
        if isinstance(value, str) and value.startswith("attach://"):
            if (part := value.removeprefix("attach://")) not in self.files:
                raise bad(f"can't find file part {part} in the request")
            return self.files[part]
        return self.files.get(name) if value is None else None


def read_fields(fields: Mapping[str, Any]) -> Json:
    """Parse the fields that hold JSON when they come through a form."""
    return {
        name: _parsed(name, value) if name in NESTED and isinstance(value, str) else value
        for name, value in fields.items()
    }


def _parsed(name: str, value: str) -> Any:
    try:
        return json.loads(value) if value else None
    except ValueError as fault:
        raise bad(f"can't parse {name} JSON object") from fault
