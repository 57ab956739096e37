"""How the chat services are doing, as the process that talks to them last said."""

from core.records.messages import Channel, ServiceState
from storage.models import ChatServiceRow


class ServiceStateQueries:
    async def services(self) -> list[ServiceState]:
        rows = await ChatServiceRow.all().order_by("channel")
        return [
            ServiceState(Channel(row.channel), row.connected_at, row.last_in_at, row.last_out_at)
            for row in rows
        ]

    async def put_service(self, state: ServiceState) -> None:
        await ChatServiceRow.update_or_create(
            channel=state.channel.value,
            defaults={
                "connected_at": state.connected_at,
                "last_in_at": state.last_in_at,
                "last_out_at": state.last_out_at,
            },
        )
