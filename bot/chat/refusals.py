"""What only a chat has to refuse."""

from core.domain.errors import Refusal


class NoOwnRecord(Refusal):
    """An account that looks after others and has no credits of its own."""

    code = "chat-no-own-record"


class FileNotFetched(Refusal):
    """The chat service no longer hands the file out."""

    code = "chat-file-not-fetched"
