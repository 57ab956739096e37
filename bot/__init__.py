"""The chat face: Telegram updates in, one use case each, its answer out as words and buttons."""
