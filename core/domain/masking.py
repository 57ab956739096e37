"""Names and numbers as others may see them, and numbers as they are compared."""

import unicodedata

from core.domain.typed import normal_number


def masked_name(name: str) -> str:
    """闻旦 → 闻*, 欧阳娜娜 → 欧**娜; of a name of one letter nothing is left."""
    if len(name) < 2:
        return "*"
    return name[0] + "*" * max(1, len(name) - 2) + name[2:][-1:]


def masked_document(number: str) -> str:
    """Keep three places in front and two behind, 320*****65; of a short number two in front."""
    return f"{number[:3]}*****{number[-2:]}" if len(number) > 9 else f"{number[:2]}*****"


def masked_mobile(number: str) -> str:
    """138****0001; nothing of what is not a mobile number."""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else "*" * min(len(number), 4)


def normal_login(text: str) -> str:
    """Account names are compared as numbers are: full-width or not, with blanks, with small x."""
    return normal_number(text)


def normal_mobile(text: str) -> str:
    """Return the digits of a mobile number, without the country's code.

    >>> normal_mobile("+86 138-0000-0001"), normal_mobile("１３８０００００００１")
    ('13800000001', '13800000001')
    """
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdecimal())
    return digits[-11:] if digits.removeprefix("00").startswith("86") else digits
