"""What a person does with the chat on their phone."""

import secrets
from collections.abc import Sequence

from bot.sandbox.answers import Refused
from bot.sandbox.calls import Upload
from bot.sandbox.chats import Chat
from bot.sandbox.contents import LONGEST_CAPTION, LONGEST_TEXT, document, photo
from bot.sandbox.keyboards import has_button
from bot.sandbox.markup import detected
from bot.sandbox.methods.sending import LARGEST_ALBUM, album_id
from bot.sandbox.people import Json
from bot.sandbox.telegram import Telegram
from core.domain.errors import NotFound, Refusal


class BotIsBlocked(Refusal):
    """A person cannot write to a bot they have blocked."""

    code = "sandbox-bot-blocked"
    status = 409


class NothingToSend(Refusal):
    code = "sandbox-nothing-to-send"


class TextTooLong(Refusal):
    """`most` characters fit into one message."""

    code = "sandbox-text-too-long"


class ButtonGone(Refusal):
    """The message was changed or deleted while the finger was on its way."""

    code = "sandbox-button-gone"
    status = 409


class UnknownPerson(NotFound):
    """Nobody has this number here."""

    code = "sandbox-unknown-person"


class FileGone(NotFound):
    """The file was never here, or made room for newer ones."""

    code = "sandbox-file-gone"


class Phone:
    """One person's phone; every act becomes the updates that Telegram would send the bot."""

    def __init__(self, telegram: Telegram, person_id: int) -> None:
        if person_id not in telegram.chats:
            raise UnknownPerson
        self._telegram = telegram
        self._chat: Chat = telegram.chats[person_id]

    @property
    def messages(self) -> list[Json]:
        """Return the chat as the person sees it, oldest first."""
        return [message for _, message in sorted(self._chat.messages.items())]

    @property
    def heard(self) -> list[Json]:
        """Return what the bot has said, oldest first."""
        return [message for message in self.messages if message["from"]["is_bot"]]

    @property
    def answers(self) -> list[Json]:
        """Return the bot's answers to pressed buttons: text, alert, query."""
        return [note for _, note in self._chat.notes if note["kind"] == "answer"]

    def says(self, text: str, reply_to: int | None = None) -> Json:
        """Send a text."""
        text = text.strip()
        if not text:
            raise NothingToSend
        if len(text) > LONGEST_TEXT:
            raise TextTooLong(most=LONGEST_TEXT)
        quoted = self._chat.messages.get(reply_to or 0)
        return self._send(
            {
                "text": text,
                **({"entities": found} if (found := detected(text, [])) else {}),
                **({"reply_to_message": quoted} if quoted else {}),
            }
        )

    def edits(self, message: Json, text: str) -> Json:
        """Change the words of a message sent before, or those beside its file."""
        part = "text" if "text" in message else "caption"
        edited = self._telegram.change(self._chat, {**message, part: text})
        self._telegram.updates.add("edited_message", edited)
        return edited

    def opens_link(self, payload: str = "") -> Json:
        """Open t.me/<bot>?start=<payload> and press Start."""
        return self.says(f"/start {payload}")

    async def sends_photos(self, photos: Sequence[bytes], caption: str = "") -> list[Json]:
        """Send one photo, or several as an album; what is no photo goes as a document."""
        uploads = [Upload("photo.jpg", "image/jpeg", data) for data in photos]
        return await self.sends(uploads, [], caption)

    async def sends_document(
        self, name: str, data: bytes, media_type: str = "application/pdf", caption: str = ""
    ) -> Json:
        """Send a file as it is."""
        return (await self.sends([], [Upload(name, media_type, data)], caption))[0]

    async def sends(
        self, photos: Sequence[Upload], documents: Sequence[Upload], caption: str = ""
    ) -> list[Json]:
        """Send photos and files with one caption, albums of ten at most."""
        if not (photos or documents):
            raise NothingToSend
        if len(caption := caption.strip()) > LONGEST_CAPTION:
            raise TextTooLong(most=LONGEST_CAPTION)
        contents = [await self._photo(upload) for upload in photos]
        contents += [document(self._telegram, upload) for upload in documents]
        if caption:
            contents[0] |= {"caption": caption}
        return [self._send(content) for album in _albums(contents) for content in album]

    async def _photo(self, upload: Upload) -> Json:
        try:
            return await photo(self._telegram, upload)
        except Refused:
            return document(self._telegram, upload)

    def presses(self, message_id: int, data: str) -> str:
        """Press an inline button and return the number of the query; each press is a new one."""
        message = self._chat.messages.get(message_id)
        if message is None or not has_button(message, data):
            raise ButtonGone
        query = str(secrets.randbelow(10**18) + 10**18)
        self._telegram.queries[query] = self._chat.person.id
        pressed = {
            "id": query,
            "from": self._chat.person.user,
            "message": message,
            "chat_instance": str(self._chat.person.id),
            "data": data,
        }
        self._telegram.updates.add("callback_query", pressed)
        return query

    def blocks(self, blocked: bool = True) -> None:
        """Block the bot, or let it write again."""
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        self._telegram.touched()
        member = {"user": self._telegram.me, "status": "member"}
        kicked = {"user": self._telegram.me, "status": "kicked", "until_date": 0}
        before, after = (member, kicked) if blocked else (kicked, member)
        change = {
            "chat": self._chat.person.chat,
            "from": self._chat.person.user,
            "date": self._telegram.seconds,
            "old_chat_member": before,
            "new_chat_member": after,
        }
        self._telegram.updates.add("my_chat_member", change)

    def _send(self, content: Json) -> Json:
        if self._chat.blocked:
            raise BotIsBlocked
        self._chat.started = True
        message = self._telegram.post(self._chat, self._chat.person.user, content)
        self._telegram.updates.add("message", message)
        return message


def _albums(contents: list[Json]) -> list[list[Json]]:
    albums = []
    for kind in ("photo", "document"):
        same = [content for content in contents if kind in content]
        for first in range(0, len(same), LARGEST_ALBUM):
            album = same[first : first + LARGEST_ALBUM]
            group = {"media_group_id": album_id()} if len(album) > 1 else {}
            albums.append([{**content, **group} for content in album])
    return albums
