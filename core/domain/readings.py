"""How Chinese names are spelt in Latin letters: 闻旦 is wendan, wd and danwen."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import islice, product

MOST_SPELLINGS, LONGEST = 8, 4


@cache
def readings() -> Mapping[str, list[str]]:
    """Return the readings of each character, without tones, the usual one first."""
    usual, others = dict[str, list[str]](), defaultdict[str, list[str]](list)
    for line in files("core.domain").joinpath("readings.txt").read_text("utf-8").splitlines():
        reading, _, characters = line.partition(" ")
        if reading != "#":
            usually, _, also = characters.partition("/")
            usual |= {character: [reading] for character in usually}
            for character in also:
                others[character].append(reading)
    for character, several in others.items():
        usual[character] += several
    return usual


def spellings(name: str) -> set[str]:
    """Return how a name may be spelt: whole, family name last, by initials, each syllable alone.

    Of a name that is longer than a person's, each syllable and the initials.

    >>> sorted(spellings("闻旦"))
    ['dan', 'danwen', 'wd', 'wen', 'wendan']
    """
    syllables = [readings()[sign] for sign in name if sign in readings()]
    found = {one for several in syllables for one in several}
    for read in islice(product(*syllables), MOST_SPELLINGS) if syllables else ():
        found.add("".join(one[0] for one in read))
        if len(read) <= LONGEST:
            found |= {"".join(read), "".join((*read[1:], read[0]))}
    return found
