"""Choices by their number, for services that have no buttons or too few for a screen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat.incoming import Incoming, Pressed, SentFile
from bot.chat.markup import Button, Rows, Screen, escaped
from bot.chat.service import Abilities, ChatService, Keep
from bot.chat.signs import Signs
from core.domain.offers import Choice, Offers, read_offers
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, Chat, ChatId, Received
from core.texts import say
from core.usecases.messages.offers import offer_choices


class Numbering:
    """A service whose screens say their choices in words where it cannot show them as buttons."""

    def __init__(self, desk: Desk, service: ChatService) -> None:
        self._desk = desk
        self._service = service
        self._strangers = dict[ChatId, Offers]()

    @property
    def channel(self) -> Channel:
        return self._service.channel

    @property
    def can(self) -> Abilities:
        return self._service.can

    @property
    def signs(self) -> Signs:
        return self._service.signs

    def chosen(self, incoming: Incoming, chat: Chat | None) -> Pressed | None:
        """Return the choice that the words stand for, None for any other words."""
        chat_id = ChatId(self.channel, incoming.address)
        offers = read_offers(chat.offered) if chat else self._strangers.get(chat_id, Offers())
        carried = offers.chosen(incoming.text, incoming.number)
        return None if carried is None else Pressed(carried)

    async def say(self, address: str, screen: Screen) -> str:
        choices = [one for row in screen.rows for one in row if one.data]
        if self._has_room(choices):
            if not screen.is_card:
                await self._offer(address, (), screen)
            return await self._service.say(address, screen)
        marks = await self._offer(address, [(one.label, one.data) for one in choices], screen)
        lines = [_line(one, marks) for row in screen.rows for one in row]
        hint = say("chat-reply-card" if screen.is_card else "chat-reply")
        text = "\n".join([screen.text, "", *lines, hint])
        return await self._service.say(address, replace(screen, text=text, rows=()))

    def _has_room(self, choices: Sequence[Button]) -> bool:
        """Return whether all of these can be buttons."""
        fit = all(len(one.label) <= self.can.longest_label for one in choices)
        return fit and len(choices) <= self.can.most_buttons

    async def _offer(
        self, address: str, choices: Sequence[Choice], screen: Screen
    ) -> Mapping[Choice, str]:
        chat_id = ChatId(self.channel, address)
        offers = await offer_choices(
            self._desk,
            Actor.system(),
            chat_id,
            choices,
            on_card=screen.is_card,
            by_letter=screen.takes_words,
        )
        if offers is None:
            offers = Offers().ask(choices, 0)
            self._strangers[chat_id] = offers
        new = offers.newest_card if screen.is_card else offers.asked
        return {choice: mark for mark, choice in new.items()}

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        if not self._has_room([one for row in rows for one in row]):
            return False
        return await self._service.offer(address, message, rows)

    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        if not self._has_room([one for row in screen.rows for one in row]):
            return False
        return await self._service.amend(address, message, screen)

    async def start(self) -> None:
        await self._service.start()

    async def run(self, keep: Keep) -> None:
        await self._service.run(keep)

    async def close(self) -> None:
        await self._service.close()

    async def is_reachable(self) -> bool:
        return await self._service.is_reachable()

    def read(self, received: Received) -> Incoming:
        return self._service.read(received)

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None:
        await self._service.give(address, name, content, caption)

    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None:
        await self._service.give_pictures(address, pictures)

    async def answer(self, press: Pressed, text: str) -> None:
        await self._service.answer(press, text)

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        await self._service.offer_commands(address, commands)

    async def fetch(self, file: SentFile) -> bytes:
        return await self._service.fetch(file)


def _line(one: Button, marks: Mapping[Choice, str]) -> str:
    """Return how a choice is said: with its mark, or with the address that it opens."""
    label = escaped(one.label)
    if one.url:
        return f"{label}：{escaped(one.url)}"
    mark = marks[one.label, one.data]
    return label if label.split()[0] == mark else f"{mark}  {label}"
