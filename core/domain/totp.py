"""The second factor: codes of six digits that a phone makes every half minute (RFC 6238)."""

import hmac
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha1, sha256
from urllib.parse import quote, urlencode

from core.domain.errors import Refusal
from core.domain.typed import normal_number

STEP_SECONDS, DIGITS, NEIGHBOURS = 30, 6, (0, -1, 1)
ISSUER = "学分"


class WrongSecondCode(Refusal):
    """It is not a code of this moment, or it was used before; nor is it a recovery code."""

    code = "wrong-second-code"


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What an account's codes are made from; it asks for none until one has been typed back.

    `last_step` is that of the latest code that was used: neither it nor an earlier one opens
    again. `recovery` are hashes of codes that open once each, where the phone is gone.
    """

    account_id: str
    secret: bytes
    is_confirmed: bool = False
    last_step: int = 0
    recovery: tuple[str, ...] = ()

    def used(self, typed: str, now: datetime) -> "SecondFactor":
        """Return it after a code was used. Raises WrongSecondCode."""
        code = normal_number(typed).lower()
        step = next((one for one in _steps(now) if self._fits(code, one)), None)
        if step is not None:
            return replace(self, last_step=step)
        if self.is_confirmed and (mark := recovery_hash(self.account_id, code)) in self.recovery:
            return replace(self, recovery=tuple(one for one in self.recovery if one != mark))
        raise WrongSecondCode

    def _fits(self, code: str, step: int) -> bool:
        right = code_at(self.secret, step)
        return step > self.last_step and hmac.compare_digest(right.encode(), code.encode())

    def address(self, login: str) -> str:
        """Return what an authenticator app reads from a QR code."""
        asked = urlencode({"secret": self.written, "issuer": ISSUER})
        return f"otpauth://totp/{quote(ISSUER)}:{quote(login)}?{asked}"

    @property
    def written(self) -> str:
        """The secret as it is typed where no camera is at hand."""
        return b32encode(self.secret).decode().rstrip("=")


def code_at(secret: bytes, step: int) -> str:
    """Return the code of a half minute, counted since 1970 (RFC 4226, 5.3).

    >>> code_at(b"12345678901234567890", 1)
    '287082'
    """
    digest = hmac.new(secret, step.to_bytes(8, "big"), sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def _steps(now: datetime) -> tuple[int, ...]:
    """Phones' clocks are a little fast or slow."""
    return tuple(step_of(now) + one for one in NEIGHBOURS)


def recovery_hash(account_id: str, code: str) -> str:
    return sha256(f"{account_id} {code}".encode()).hexdigest()
