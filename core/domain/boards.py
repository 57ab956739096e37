"""What the board in the lecture room shows at a moment."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.attendance.check_in import Headcount
from core.domain.attendance.schedules import Phase
from core.domain.trainings.training import Cycle, Training


@dataclass(frozen=True, slots=True)
class Code:
    """What is to be scanned or typed in one time step, which ends at `until`."""

    svg: str
    typed: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows now: outside its window (`opens` to `closes`) no code."""

    training: Training
    cycle: Cycle
    department: str
    phase: Phase
    code: Code | None
    opens: datetime
    closes: datetime
    now: datetime
    expected: int
    headcount: Headcount

    @property
    def is_over(self) -> bool:
        return self.now > self.closes
