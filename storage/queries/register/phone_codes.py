"""Codes that were asked for with a mobile; a code itself is kept nowhere."""

from datetime import datetime

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from core.records.phone_codes import PhoneCode
from storage.models import PhoneCodeRow
from storage.protection import Protection

CONTEXT = "phone-code"


class PhoneCodeQueries:
    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    async def replace(self, code: PhoneCode, mobile: str, device_key: str) -> None:
        asked = self._index(mobile, device_key)
        await PhoneCodeRow.filter(asked_index=asked).delete()
        await PhoneCodeRow.create(
            id=code.id, asked_index=asked, account_id=code.account_id, until=code.until
        )

    async def get(self, code_id: str, now: datetime) -> PhoneCode | None:
        row = await _open(now).get_or_none(id=code_id)
        return _code(row) if row else None

    async def take_try(
        self, mobile: str, device_key: str, most: int, now: datetime
    ) -> PhoneCode | None:
        rows = _open(now).filter(asked_index=self._index(mobile, device_key))
        if not await rows.filter(tries__lt=most).update(tries=F("tries") + 1):
            return None
        row = await rows.first()
        return _code(row) if row else None

    async def use(self, code_id: str, now: datetime) -> bool:
        return await _open(now).filter(id=code_id).update(used_at=now) == 1

    async def end(self, account_id: str, now: datetime) -> None:
        await _open(now).filter(account_id=account_id).update(used_at=now)

    async def sweep(self, over_since: datetime) -> int:
        return await PhoneCodeRow.filter(until__lte=over_since).delete()

    def _index(self, mobile: str, device_key: str) -> str:
        return self._protection.index(f"{mobile}\0{device_key}", CONTEXT)


def _open(now: datetime) -> QuerySet[PhoneCodeRow]:
    return PhoneCodeRow.filter(used_at__isnull=True, until__gt=now)


def _code(row: PhoneCodeRow) -> PhoneCode:
    return PhoneCode(row.id, row.account_id, row.until)
