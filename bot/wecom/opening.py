"""Files of WeCom: each is encrypted with a key of its own."""

from base64 import b64decode
from binascii import Error

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK_BITS = 256


def opened(content: bytes, key: str) -> bytes:
    """Return a file as it was before it was encrypted: AES-256-CBC, padded to 32 bytes.

    Raises ValueError for a key that is none, or not this file's.
    """
    try:
        raw = b64decode(key + "=" * (-len(key) % 4), validate=True)
    except Error as fault:
        raise ValueError("no key") from fault
    cipher = Cipher(algorithms.AES256(raw), modes.CBC(raw[:16])).decryptor()
    padded = cipher.update(content) + cipher.finalize()
    unpadder = PKCS7(BLOCK_BITS).unpadder()
    return unpadder.update(padded) + unpadder.finalize()
