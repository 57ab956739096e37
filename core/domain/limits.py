"""Who fails too often waits longer and longer; nobody is shut out, and nobody else waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from core.domain.errors import Refusal

FIRST_WAIT = timedelta(seconds=30)
FORGOTTEN_AFTER = timedelta(days=1)
IN_SECONDS = 120


class TooManyFailures(Refusal):
    """`seconds` are left to wait; `minutes` says the same, rounded up, where it is long."""

    code = "too-many-failures"
    status = 429

    @property
    def retry_seconds(self) -> int:  # type: ignore[override]
        return int(str(self.details["seconds"]))


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted under `name`: `free` failures are free, each further doubles the wait."""

    name: str
    free: int
    longest: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """Return how long one waits after so many failures."""
        if failures < self.free:
            return timedelta()
        doublings = min(failures - self.free, 20)
        wait: timedelta = FIRST_WAIT * 2**doublings
        return min(wait, self.longest)


SIGN_IN = Limit("sign-in", free=5, longest=timedelta(minutes=15))
OWN_DEVICE = Limit("device", free=5, longest=FIRST_WAIT)
OLD_PASSWORD = Limit("password", free=5, longest=timedelta(minutes=15))
SECOND_CODE = Limit("second", free=5, longest=timedelta(minutes=15))
TYPED_CODE = Limit("typed", free=10, longest=timedelta(minutes=2))
TYPED_BY_GUESTS = Limit("guests", free=60, longest=FIRST_WAIT)
TAKE_OVER = Limit("take-over", free=5, longest=timedelta(minutes=15))
CODE_TO_MOBILE = Limit("code-to-mobile", free=1, longest=timedelta(hours=1))
CODE_TO_DEVICE = Limit("code-to-device", free=3, longest=timedelta(minutes=15))
CODE_TO_NETWORK = Limit("code-to-network", free=60, longest=FIRST_WAIT)
PHONE_CODE = Limit("phone-code", free=5, longest=timedelta(minutes=15))
PHONE_CODE_IN_NETWORK = Limit("phone-code-in-network", free=60, longest=FIRST_WAIT)
FORM_CODE = Limit("form", free=10, longest=timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class Failures:
    """How often a pair of what is tried and who tries has failed, and when it may try again."""

    count: int
    open_at: datetime

    def one_more(self, limit: Limit, now: datetime) -> "Failures":
        count = self.count + 1
        return Failures(count, now + limit.wait_after(count))

    def check(self, now: datetime) -> None:
        """Raises TooManyFailures while there is still to be waited."""
        if self.open_at > now:
            seconds = ceil((self.open_at - now).total_seconds())
            minutes = ceil(seconds / 60) if seconds > IN_SECONDS else 0
            raise TooManyFailures(seconds=seconds, minutes=minutes)
