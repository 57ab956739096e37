"""What sends short messages to phones here: a gateway, the demonstration's console, nobody."""

import click

from core.ports import Clock, MessageNotSent, PhoneMessage
from core.settings import Settings
from storage.gateway import Gateway


class Nobody:
    """There is no gateway: nothing is sent."""

    is_there = False

    async def send(self, message: PhoneMessage) -> None:
        """Raises MessageNotSent."""
        raise MessageNotSent("no gateway")


class Console:
    """The demonstration's gateway: whoever watches the console gets everybody's messages."""

    is_there = True

    async def send(self, message: PhoneMessage) -> None:
        """Print it."""
        click.echo(f"  SMS {message.mobile}: {message.text}")


def open_sender(settings: Settings, clock: Clock) -> Gateway | Nobody:
    """Return the gateway that the settings name."""
    if settings.sms_url:
        return Gateway(settings.sms_url, settings.sms_secret, clock)
    return Nobody()
