"""Codes that are sent to administrators' phones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """A code that was asked for with a mobile; `account_id` is whose it is, None if nobody's."""

    id: str
    account_id: str | None
    until: datetime


class PhoneCodes(Protocol):
    """Codes by the mobile and the browser that asked; those used or run out are not found."""

    async def replace(self, code: PhoneCode, mobile: str, device_key: str) -> None:
        """Keep a code instead of the one that was asked for before."""

    async def get(self, code_id: str, now: datetime) -> PhoneCode | None: ...
    async def take_try(
        self, mobile: str, device_key: str, most: int, now: datetime
    ) -> PhoneCode | None:
        """Count a try, return what it is to be compared with; None after the `most` tries."""

    async def use(self, code_id: str, now: datetime) -> bool:
        """Use the code up; of several who try at once only one hears True."""

    async def end(self, account_id: str, now: datetime) -> None:
        """Make an account's unused codes void."""

    async def sweep(self, over_since: datetime) -> int: ...
