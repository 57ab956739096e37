"""Where accounts have signed in before."""

from datetime import datetime

from storage.models import DeviceRow


class DeviceQueries:
    async def knows(self, key_hash: str) -> bool:
        return await DeviceRow.exists(key_hash=key_hash)

    async def remember(self, account_id: str, key_hash: str, now: datetime) -> None:
        fresh = DeviceRow(key_hash=key_hash, account_id=account_id, seen_at=now)
        await DeviceRow.bulk_create([fresh], on_conflict=["key_hash"], update_fields=["seen_at"])

    async def sweep(self, unseen_since: datetime) -> int:
        return await DeviceRow.filter(seen_at__lte=unseen_since).delete()
