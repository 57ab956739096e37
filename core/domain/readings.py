"""How Chinese names are spelt in Latin letters: 闻旦 is wendan, wd and danwen."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import islice, product

MOST_SPELLINGS, LONGEST = 8, 4


@cache
def _readings() -> Mapping[str, list[str]]:
    """Return the readings of each character, without tones."""
    found = defaultdict[str, list[str]](list)
    for line in files("core.domain").joinpath("readings.txt").read_text("utf-8").splitlines():
        reading, _, characters = line.partition(" ")
        for character in characters if reading != "#" else "":
            found[character].append(reading)
    return found


def spellings(name: str) -> set[str]:
    """Return how a name may be spelt: whole, family name last, by initials, each syllable alone.

    Of a name that is longer than a person's, each syllable and the initials.

    >>> sorted(spellings("闻旦"))
    ['dan', 'danwen', 'wd', 'wen', 'wendan']
    """
    syllables = [_readings()[sign] for sign in name if sign in _readings()]
    found = {one for several in syllables for one in several}
    for read in islice(product(*syllables), MOST_SPELLINGS) if syllables else ():
        found.add("".join(one[0] for one in read))
        if len(read) <= LONGEST:
            found |= {"".join(read), "".join((*read[1:], read[0]))}
    return found
