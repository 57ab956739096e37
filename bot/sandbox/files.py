"""Files in memory, within a bound: the oldest make room for new ones."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import PurePath

from bot.sandbox.answers import bad
from bot.sandbox.people import Json

MEGABYTE = 1024 * 1024
ROOM = 512 * MEGABYTE
DOWNLOAD = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as Telegram keeps it; `kind` is photo or document, `path` its download path."""

    id: str
    kind: str
    path: str
    name: str
    media_type: str
    data: bytes

    @property
    def described(self) -> Json:
        """Return the part of the Bot API's description that every kind of file shares."""
        return {
            "file_id": self.id,
            "file_unique_id": sha256(self.data).hexdigest()[:16],
            "file_size": len(self.data),
        }

    @property
    def downloadable(self) -> Json:
        """Return the answer to getFile; bots download 20 MB at most."""
        if len(self.data) > DOWNLOAD:
            raise bad("file is too big")
        return {**self.described, "file_path": self.path}


class Files:
    """All files of all chats; `room` is the bound in bytes."""

    def __init__(self, room: int = ROOM) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, str] = {}
        self._numbers = count(1)
        self._room = room

    def add(self, kind: str, name: str, media_type: str, data: bytes) -> StoredFile:
        """Keep a file under a new random id."""
        suffix = PurePath(name).suffix.lower()
        path = f"{kind}s/file_{next(self._numbers)}{suffix}"
        stored = StoredFile(secrets.token_urlsafe(18), kind, path, name, media_type, data)
        self._files[stored.id] = stored
        self._paths[path] = stored.id
        self._room -= len(data)
        self._make_room()
        return stored

    def _make_room(self) -> None:
        while self._room < 0 and len(self._files) > 1:
            oldest = self._files.pop(next(iter(self._files)))
            del self._paths[oldest.path]
            self._room += len(oldest.data)

    def has(self, file_id: str) -> bool:
        """Say whether the file is still here."""
        return file_id in self._files

    def get(self, file_id: str) -> StoredFile:
        """Return the file, or refuse as Telegram does for an id it does not know."""
        if file_id not in self._files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def at(self, path: str) -> StoredFile | None:
        """Return the file behind a download path that a bot may fetch."""
        found = self._files.get(self._paths.get(path, ""))
        return found if found and len(found.data) <= DOWNLOAD else None
