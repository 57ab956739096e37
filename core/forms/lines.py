"""Breaking a text into lines as Chinese and Latin print it."""

import unicodedata
from collections.abc import Iterator

from core.forms.lettering import lettering, thousandths

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·%％‰℃)]},.;:?!")
NOT_LAST = frozenset("（《〈「『【〔［｛“‘([{")
SURELY = 0.01  # points: more than is lost in adding widths up
BREAK_AFTER = frozenset("-/_–—")


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a legible text, none wider than `width` points.

    Chinese breaks between characters, but no line begins with a closing mark or ends with an
    opening one; Latin words stay whole unless a single one is wider than the line.
    """
    letters, lines, line, used = lettering(), list[str](), "", 0.0
    if letters.width(text, size, bold) < width - SURELY:
        return tuple(filter(None, [text.strip()]))
    for piece in _pieces(text):
        for part in _fitting(piece, width, size, bold):
            wide = thousandths(letters, part.rstrip(), bold)
            if line and used * size / 1000 + wide * size / 1000 > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            added = part if line else part.lstrip()
            line += added
            used += thousandths(letters, added, bold)
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def fitted(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than one line."""
    if lettering().width(text, size, bold) <= width:
        return text
    first = wrap(text, width - size, size, bold)[:1]
    return "".join(first) + "…"


def _pieces(text: str) -> Iterator[str]:
    """Cut where a line may break; glue marks to the characters they must stay with."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in NOT_FIRST or before in NOT_LAST:
        return False
    return before.isspace() or before in BREAK_AFTER or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _fitting(piece: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Cut a piece that is wider than a whole line, character by character."""
    letters = lettering()
    if len(piece) == 1 or letters.width(piece.rstrip(), size, bold) <= width:
        yield piece
        return
    part = ""
    for character in piece:
        if part and letters.width(part + character, size, bold) > width:
            yield part
            part = ""
        part += character
    yield part
