"""Whether two photographs show one paper: both errors, by what was read and by pictures alone."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from core.domain.certificates.reading import certificate_of
from core.domain.credits.paper import are_same
from core.domain.credits.readings import Reading
from core.evidence.cutting import view_pages
from core.evidence.fingerprints import near_duplicate
from core.evidence.pictures import looks_of_picture
from storage.reader import EngineReader, reading_workers
from tests.certificates.facts import Facts, some_facts
from tests.certificates.families import drawn
from tests.certificates.photographs import packed, photographed, some_conditions

FAMILY, DESIGNS, PHOTOS, SIZE = "first", 8, 4, (2000, 1500)


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph: which paper it shows, and by what it is compared."""

    paper: tuple[int, str]
    reading: Reading
    fingerprint: str

    def looks_like(self, other: "Shown") -> bool:
        """Decide as reviewers are told: by what was read, by the pictures without it."""
        same = are_same(self.reading, other.reading)
        return near_duplicate(self.fingerprint, other.fingerprint) if same is None else same


async def measure() -> AsyncIterator[dict[str, object]]:
    """Photograph a paper of each design several times, and some that differ in one thing."""
    missed = {"read": 0, "pictures": 0}
    mistaken = {"read": 0, "pictures": 0}
    pairs = {True: 0, False: 0}
    async with reading_workers() as workers:
        reader = EngineReader(workers, is_wanted=True)
        for design in range(DESIGNS):
            for one, other in combinations(await shown(reader, design), 2):
                is_same = one.paper == other.paper
                pairs[is_same] += 1
                told = {
                    "read": one.looks_like(other),
                    "pictures": near_duplicate(one.fingerprint, other.fingerprint),
                }
                for by, alike in told.items():
                    missed[by] += is_same and not alike
                    mistaken[by] += alike and not is_same
    for by, of_one in missed.items():
        yield {
            "measured": f"one paper or two, by {by}",
            "pairs_of_one": pairs[True],
            "missed": of_one,
            "pairs_of_two": pairs[False],
            "mistaken": mistaken[by],
        }


async def shown(reader: EngineReader, design: int) -> list[Shown]:
    """Return photographs of one paper and of others that look like it."""
    changes: list[tuple[str, Mapping[str, object]]] = [("", {})] * PHOTOS
    photos = []
    for take, (name, otherwise) in enumerate(changes + list(_others(some_facts(design)).items())):
        _, paper = drawn(FAMILY, design, otherwise)
        conditions = some_conditions(100 * design + take, hard=take % 2 == 1)
        seen = photographed(paper.sheet, conditions, take, SIZE)
        looks = looks_of_picture(packed(seen, conditions.quality))
        stage, values = certificate_of(await reader.read(view_pages(looks.view)[0]))
        reading = Reading(f"{design}-{take}", stage, values)
        photos.append(Shown((design, name), reading, looks.fingerprint))
    return photos


def _others(facts: Facts) -> dict[str, Mapping[str, object]]:
    later = {"first": facts.first + timedelta(days=7), "last": facts.last + timedelta(days=7)}
    return {
        "number": {"number": facts.number[:10] + "-988"},
        "name": {"name": "沈月华"},
        "days": later,
        "credits": {"credits": "7"},
    }
