"""What opens each file, for who looks at all of them from outside."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag

from storage.looking import Look
from storage.places import is_original
from storage.protection import Protection
from storage.queries.files import key_of
from storage.sealing import NotSealed, SealBroken, opened

HASH_LENGTH = 64


class FileKey(NamedTuple):
    """The hash of a file's content, and the key that opens it."""

    sha256: str
    key: bytes | None


async def keys_of(look: Look, protection: Protection) -> dict[str, FileKey]:
    """Return what opens each file, by the name it lies under; None where the secret is another."""
    rows = look.rows("SELECT sha256, stored_as, wrapped_key FROM file")
    return {
        stored_as: FileKey(sha256, _unwrapped(protection, bytes(wrapped), sha256))
        async for sha256, stored_as, wrapped in rows
    }


def _unwrapped(protection: Protection, wrapped: bytes, sha256: str) -> bytes | None:
    try:
        return protection.open_bytes(wrapped, key_of(sha256))
    except (InvalidTag, ValueError):
        return None


def is_whole(content: bytes, name: str, keys: Mapping[str, FileKey]) -> bool:
    """Return whether a file opens, and an original to what its row says.

    Takes some milliseconds for each megabyte: call it in a thread.
    """
    file = keys[name[:HASH_LENGTH]]
    try:
        plain = opened(content, file.key or b"", name)
    except (NotSealed, SealBroken):
        return False
    return not is_original(name) or hashlib.sha256(plain).hexdigest() == file.sha256
