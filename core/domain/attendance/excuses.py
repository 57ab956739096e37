"""请假, as it is kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Excuse:
    """请假: why somebody cannot come to a cycle. Whoever comes nevertheless is there."""

    cycle_id: str
    staff_id: str
    reason: str
    at: datetime
