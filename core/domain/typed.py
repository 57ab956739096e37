"""What people type, made fit to keep: nothing invisible, nothing endless."""

import unicodedata

from core.domain.errors import Refusal


class TextTooLong(Refusal):
    code = "text-too-long"


class TextNeeded(Refusal):
    """Nothing readable was typed."""

    code = "text-needed"


def typed(text: str, longest: int) -> str:
    """Return the text without control characters, direction marks and doubled blanks.

    Raises TextNeeded when nothing is left and TextTooLong beyond `longest` characters.
    """
    visible = (" " if letter.isspace() else letter for letter in text if _is_kept(letter))
    words = " ".join(unicodedata.normalize("NFC", "".join(visible)).split())
    if not words:
        raise TextNeeded
    if len(words) > longest:
        raise TextTooLong(longest=longest, length=len(words))
    return words


def _is_kept(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
