"""Second factors of accounts: their secrets sealed, their recovery codes hashed."""

from collections.abc import Collection
from typing import Any

from core.domain.totp import SecondFactor
from storage.models import SecondFactorRow
from storage.protection import Protection

SECRET = "second_factor.secret"  # noqa: S105 - a place, no secret


class SecondFactorQueries:
    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    async def get(self, account_id: str) -> SecondFactor | None:
        return self._factor(await SecondFactorRow.get_or_none(id=account_id))

    async def hold(self, account_id: str) -> SecondFactor | None:
        return self._factor(await SecondFactorRow.filter(id=account_id).select_for_update().first())

    async def put(self, factor: SecondFactor) -> None:
        columns = {
            "secret": self._protection.seal_bytes(factor.secret, _place(factor.account_id)),
            "confirmed": factor.is_confirmed,
            "last_step": factor.last_step,
            "recovery": list(factor.recovery),
        }
        row = SecondFactorRow(id=factor.account_id, **columns)
        await SecondFactorRow.bulk_create([row], on_conflict=["id"], update_fields=list(columns))

    async def remove(self, account_id: str) -> None:
        await SecondFactorRow.filter(id=account_id).delete()

    async def confirmed(self, account_ids: Collection[str]) -> set[str]:
        rows = SecondFactorRow.filter(id__in=set(account_ids), confirmed=True)
        found: Any = await rows.values_list("id", flat=True)
        return set(found)

    def _factor(self, row: SecondFactorRow | None) -> SecondFactor | None:
        if row is None:
            return None
        return SecondFactor(
            account_id=row.id,
            secret=self._protection.open_bytes(row.secret, _place(row.id)),
            is_confirmed=row.confirmed,
            last_step=row.last_step,
            recovery=tuple(row.recovery),
        )


def _place(account_id: str) -> str:
    return f"{SECRET}:{account_id}"
