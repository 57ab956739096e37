"""How the Bot API says no."""


class Refused(Exception):
    """An HTTP status and Telegram's own words for it; `retry_after` is in seconds."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class Dropped(Exception):
    """The connection ends without an answer."""


def bad(description: str) -> Refused:
    """Return the 400 that Telegram answers to a request it understood but cannot follow."""
    return Refused(400, f"Bad Request: {description}")
