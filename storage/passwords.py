"""argon2id, off the event loop, a few at a time."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from storage.endings import carry_out

AT_ONCE = 2
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Argon2Passwords:
    """19 MiB and two passes a password (OWASP); the loop goes on meanwhile."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        _nobodys_hash()

    async def hash(self, password: str) -> str:
        """Return what is stored of a password."""
        async with self._turns:
            return await carry_out(asyncio.to_thread(HASHER.hash, password))

    async def fits(self, password: str, password_hash: str | None) -> bool:
        """Compare; with no hash to compare with it takes just as long and is False."""
        against = password_hash or _nobodys_hash()
        async with self._turns:
            fits = await carry_out(asyncio.to_thread(_fits, password, against))
        return fits and password_hash is not None


def _fits(password: str, password_hash: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("nobody's")
