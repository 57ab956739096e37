"""Somebody from outside at a cycle: noted by the organiser, known to no register here."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.errors import Refusal

LONGEST_NAME, LONGEST_WORKPLACE, MOST_GUESTS = 40, 80, 500


class TooManyGuests(Refusal):
    code = "too-many-guests"
    status = 409


@dataclass(frozen=True, slots=True)
class Guest:
    id: str
    cycle_id: str
    name: str
    workplace: str
    noted_at: datetime
