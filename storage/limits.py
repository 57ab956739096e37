"""How often something may fail before one has to wait, counted in this process."""

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

FAILURES, MINUTES = 10, 15
ADDRESS, ADDRESS_FAILURES = "address", 60


class FailureLimits:
    """A moving window for each key; a whole hospital may share one `address:`."""

    def __init__(self) -> None:
        self._usual = RateLimitItemPerMinute(FAILURES, MINUTES)
        self._shared = RateLimitItemPerMinute(ADDRESS_FAILURES, MINUTES)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    async def is_open(self, key: str) -> bool:
        """Return whether one more try is allowed."""
        return await self._window.test(self._allowed(key), key)

    async def count(self, key: str) -> None:
        """Note a failure."""
        await self._window.hit(self._allowed(key), key)

    async def forget(self, key: str) -> None:
        """Begin again, after a success."""
        await self._window.clear(self._allowed(key), key)

    def _allowed(self, key: str) -> RateLimitItemPerMinute:
        return self._shared if key.partition(":")[0] == ADDRESS else self._usual
