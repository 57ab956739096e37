"""Tags that ImageMagick writes into a PNG as text: a name, a length, and digits in lines."""

import re

from core.evidence.position_tags import without_gps_directory, without_gps_words

EXIF = b"Exif\0\0"
HEAD = re.compile(rb"\s*[\w.-]+\s+\d+\s+")
DIGITS_A_LINE = 72


def without_position_in_profile(text: bytes) -> bytes:
    """Return the text of a raw profile with blanks in the place of the position's tags.

    Raises ValueError where it is none.
    """
    head = HEAD.match(text)
    if head is None:
        return text
    profile = bytes.fromhex(text[head.end() :].decode("ascii"))
    blanked = _blanked(profile)
    if blanked == profile:
        return text
    digits = blanked.hex().encode()
    lines = (digits[at : at + DIGITS_A_LINE] for at in range(0, len(digits), DIGITS_A_LINE))
    return head[0] + b"\n".join(lines) + b"\n"


def _blanked(profile: bytes) -> bytes:
    if profile.startswith(EXIF):
        return EXIF + without_gps_directory(profile[len(EXIF) :])
    if profile[:2] in {b"II", b"MM"}:
        return without_gps_directory(profile)
    return without_gps_words(profile)
