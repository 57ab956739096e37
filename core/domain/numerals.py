"""Numbers as they are spoken: “十二”, “廿八”, “二〇二六”."""

SIGNS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
NUMERALS = "[〇零一二三四五六七八九十廿卅两]+"


def in_figures(spoken: str) -> str:
    """Return the figures of a spoken number below a hundred, or of figures spoken one by one.

    What is neither (“十十”) is returned as it is.
    """
    spoken = spoken.replace("廿", "二十").replace("卅", "三十")
    if "十" not in spoken:
        return "".join(str(SIGNS[sign]) for sign in spoken)
    tens, _, ones = spoken.partition("十")
    known = SIGNS | {"": 0}
    if tens not in known or ones not in known:
        return spoken
    return str((known[tens] if tens else 1) * 10 + known[ones])
