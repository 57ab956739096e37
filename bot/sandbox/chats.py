"""One person's chat with the bot: messages in order, and what changed since when."""

from dataclasses import dataclass, field

from bot.sandbox.people import Json, Person


@dataclass(slots=True)
class Chat:
    """Messages are kept in the Bot API's own shape; `changed` holds each one's last revision."""

    person: Person
    started: bool = False
    blocked: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    changed: dict[int, int] = field(default_factory=dict)
    deleted: dict[int, int] = field(default_factory=dict)
    notes: list[tuple[int, Json]] = field(default_factory=list)
    read: int = 0

    def put(self, message: Json, revision: int) -> None:
        """Store a new or changed message."""
        self.messages[message["message_id"]] = message
        self.changed[message["message_id"]] = revision

    def remove(self, message_id: int, revision: int) -> None:
        """Take a message away for both sides."""
        del self.messages[message_id], self.changed[message_id]
        self.deleted[message_id] = revision

    def note(self, note: Json, revision: int) -> None:
        """Remember something that is shown once: typing, or the answer to a pressed button."""
        self.notes = [*self.notes[-99:], (revision, note)]

    def since(self, revision: int) -> Json:
        """Return what changed after `revision`, for the page."""
        return {
            "messages": [
                message
                for number, message in self.messages.items()
                if self.changed[number] > revision
            ],
            "deleted": [number for number, at in self.deleted.items() if at > revision],
            "notes": [note for at, note in self.notes if at > revision],
            "blocked": self.blocked,
            "started": self.started,
        }

    @property
    def unread(self) -> int:
        """Count the bot's messages that nobody has looked at."""
        return sum(
            1
            for number, message in self.messages.items()
            if number > self.read and message["from"]["is_bot"]
        )

    @property
    def last(self) -> Json | None:
        """Return the newest message, if any."""
        return self.messages[max(self.messages)] if self.messages else None
