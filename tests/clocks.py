"""Clocks of tests."""

from datetime import datetime

from storage.system import MovableClock


class TickingClock(MovableClock):
    """Shows another moment whenever it is looked at, as real ones do."""

    def now(self) -> datetime:
        self.move(seconds=0.001)
        return super().now()
