"""A file as it lies in a folder or bucket: sealed under a key of its own, kept elsewhere."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BEGINNING = b"XFS1"
NONCE_BYTES, TAG_BYTES = 12, 16
SEALING_BYTES = len(BEGINNING) + NONCE_BYTES + TAG_BYTES  # how much longer a file is sealed


class NotSealed(Exception):
    """The content is not a sealed file, but perhaps what should have been sealed."""


class SealBroken(Exception):
    """The file is damaged, or another than the one whose name it has."""


def new_key() -> bytes:
    """Return a key for one file and the pictures made of it: 256 bits."""
    return AESGCM.generate_key(256)


def sealed(content: bytes, key: bytes, name: str) -> bytes:
    """Return the content sealed (AES-256-GCM) for this very name; never twice the same."""
    nonce = os.urandom(NONCE_BYTES)
    return BEGINNING + nonce + AESGCM(key).encrypt(nonce, content, _context(name))


def opened(content: bytes, key: bytes, name: str) -> bytes:
    """Return what was sealed for this name. Raises NotSealed or SealBroken."""
    if not content.startswith(BEGINNING):
        raise NotSealed
    nonce, closed = content[len(BEGINNING) :][:NONCE_BYTES], content[SEALING_BYTES - TAG_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, closed, _context(name))
    except (InvalidTag, ValueError) as fault:
        raise SealBroken from fault


def _context(name: str) -> bytes:
    return BEGINNING + name.encode()
