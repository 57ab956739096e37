"""The chat face: one chat, and the services that carry it."""
