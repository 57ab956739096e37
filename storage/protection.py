"""What the database holds of people's numbers and of files' keys: sealed, some of it findable."""

import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_ID_LENGTH = 16


class Protection:
    """Seals (AES-256-GCM), and names texts by a keyed index, with keys of one secret.

    The context (“staff.document”, with or without the row's id) is sealed in: a sealed text
    that is moved to another place does not open there. `key_id` tells one secret from another
    and leads back to neither.
    """

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_key(secret, "sealing"))
        self._index_key = _key(secret, "index")
        self.key_id = _key(secret, "fingerprint").hex()[:KEY_ID_LENGTH]

    def seal(self, text: str, context: str) -> bytes:
        """Return the text sealed, behind its nonce; never twice the same."""
        return self.seal_bytes(text.encode(), context)

    def open(self, sealed: bytes, context: str) -> str:
        """Return the text. Raises cryptography's InvalidTag for another secret or context."""
        return self.open_bytes(sealed, context).decode()

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        """Return the content sealed as `seal` does."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, context.encode())

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """Return the content. Raises InvalidTag as `open` does, ValueError for a stump."""
        nonce, closed = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._cipher.decrypt(nonce, closed, context.encode())

    def index(self, text: str, context: str) -> str:
        """Return by what an equal text of the same context is found: 64 hexadecimal places."""
        return hmac.new(self._index_key, f"{context}\0{text}".encode(), sha256).hexdigest()


def _key(secret: str, purpose: str) -> bytes:
    derivation = HKDF(SHA256(), length=32, salt=None, info=f"xuefen {purpose}".encode())
    return derivation.derive(secret.encode())
