"""Counting what fails, for each pair of what is tried and the device or network that tries.

The pairs are kept by a keyed hash only, in the database: a restart forgets nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from core.domain.limits import FORGOTTEN_AFTER, Failures, Limit
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Pair:
    """What is tried, and by whom."""

    limit: Limit
    what: str
    by: str

    @property
    def key(self) -> str:
        return f"{self.limit.name}\0{self.what}\0{self.by}"


async def check_tries(tx: Transaction, pair: Pair, now: datetime) -> None:
    """Raises TooManyFailures while the pair has to wait."""
    (await tx.failures.of(pair.key, now)).check(now)


async def count_failure(tx: Transaction, pair: Pair, now: datetime) -> None:
    """Note that the pair has failed once more."""
    after = (await tx.failures.hold(pair.key, now)).one_more(pair.limit, now)
    await tx.failures.save(pair.key, after, now + FORGOTTEN_AFTER)


async def take_try(tx: Transaction, pair: Pair, now: datetime) -> None:
    """Count a try as failed before it is judged; `forgive` takes it back.

    So a thousand guesses of one moment are a thousand tries. Raises TooManyFailures.
    """
    failures = await tx.failures.hold(pair.key, now)
    failures.check(now)
    await tx.failures.save(pair.key, failures.one_more(pair.limit, now), now + FORGOTTEN_AFTER)


async def give_back(tx: Transaction, pair: Pair, now: datetime) -> None:
    """Take back one try that has worked; failures before it still count, for it proves nothing."""
    failures = await tx.failures.hold(pair.key, now)
    before = Failures(max(0, failures.count - 1), now)
    await tx.failures.save(pair.key, before, now + FORGOTTEN_AFTER)


async def forgive(tx: Transaction, pair: Pair) -> None:
    """Begin again, after a success."""
    await tx.failures.forget(pair.key)
