"""What accounts' second factors are made from; secrets lie sealed."""

from collections.abc import Collection
from typing import Protocol

from core.domain.totp import SecondFactor


class SecondFactors(Protocol):
    async def get(self, account_id: str) -> SecondFactor | None: ...
    async def hold(self, account_id: str) -> SecondFactor | None:
        """Read it so that nobody else may use a code of it until the transaction ends."""

    async def put(self, factor: SecondFactor) -> None: ...
    async def remove(self, account_id: str) -> None: ...
    async def confirmed(self, account_ids: Collection[str]) -> set[str]:
        """Return which of these accounts are asked for codes."""
