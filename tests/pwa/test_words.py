"""What templates do with texts: dates and numbers stay in one piece."""

import pytest
from markupsafe import Markup

from pwa.words import in_pieces


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("审核通过，2026-11-28 生效", ["2026-11-28"]),
        ("《造口护理》2026-12-06 14:00（0.2 分）", ["2026-12-06"]),
        ("2026-11-27 21:00–2026-11-28 00:00", ["2026-11-27", "21:00–2026-11-28"]),
        ("Approved, in effect from 2026-11-28", ["2026-11-28"]),
        ("8200079506", []),
        ("nurse-in-charge", []),
        ("1-2-3-4-5-6-7-8-9-10-11-12", []),
        ("", []),
    ],
)
def test_dates_and_numbers_stay_whole(text: str, wholes: list[str]) -> None:
    pieces = in_pieces(text)
    assert [piece for piece, is_whole in pieces if is_whole] == wholes
    assert "".join(piece for piece, _ in pieces) == text


def test_markup_is_not_taken_apart() -> None:
    link = Markup('<a href="/days/2026-11-28">2026-11-28</a>')
    assert in_pieces(link) == [(link, False)]
    assert in_pieces(Markup("a &amp; b 2026-11-28")) == [
        (Markup("a &amp; b "), False),
        (Markup("2026-11-28"), True),
    ]
