"""A Telegram of our own for trying out and testing: the Bot API and a phone-like chat page."""
