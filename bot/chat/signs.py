"""Signs of life of a chat service, for whoever asks how it is doing."""

from dataclasses import dataclass
from datetime import datetime

from core.ports import Clock


@dataclass(slots=True)
class Signs:
    """Since when the line is up (None while it is down), when something last came and went."""

    clock: Clock
    connected_at: datetime | None = None
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None

    def up(self) -> None:
        self.connected_at = self.connected_at or self.clock.now()

    def down(self) -> None:
        self.connected_at = None

    def came(self) -> None:
        self.last_in_at = self.clock.now()

    def went(self) -> None:
        self.last_out_at = self.clock.now()
