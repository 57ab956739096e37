"""What is done at a moment of the telling, under ids that the next filling makes again."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from core.ports import Ids
from storage.sample.history import new_id

Act = Callable[[], Awaitable[object]]


class SampleIds:
    """Ids that the next filling makes again; tokens stay secret."""

    def __init__(self, dice: random.Random, ids: Ids) -> None:
        self._dice, self._ids = dice, ids

    def new(self) -> str:
        return new_id(self._dice)

    def token(self) -> str:
        return self._ids.token()


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    act: Act
