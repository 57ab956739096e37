"""What a list may not become: two entries of one name, or one closed that is needed."""

from core.domain.errors import Refusal
from core.domain.rulebook.entries import CLOSABLE, USED_BY_US
from core.domain.rulebook.offers import entries, is_offered, listed
from core.domain.rulebook.rules import Category, Rulebook
from core.domain.typed import normal_number

EVIDENCE = "lists.evidence-kinds"


class NameTaken(Refusal):
    """Another entry is called so, be it closed: what is typed must mean one of them."""

    code = "name-taken"


class EntryNeeded(Refusal):
    """The program itself uses the entry."""

    code = "entry-needed"


class EvidenceAskedFor(Refusal):
    """Kinds of activity ask for nothing else, so that nobody could claim any more."""

    code = "evidence-asked-for"


class EvidenceClosed(Refusal):
    """The kind of activity would ask for nothing but closed evidence, so that nobody could claim.

    It is told of the whole row: its shipped values may come back by a button.
    """

    code = "evidence-closed"


def check_entry(book: Rulebook, table: str, code: str) -> None:
    """Refuse an entry of a list, or what a kind of activity asks for, as it is to be.

    Raises NameTaken, EntryNeeded, EvidenceAskedFor, EvidenceClosed.
    """
    if table == "categories" and any(one.code == code for one in _asking_for_closed(book)):
        raise EvidenceClosed
    if table not in CLOSABLE:
        return
    here = {one: set(map(normal_number, names.values())) for one, names in listed(book, table)}
    if any(words & here[code] for one, words in here.items() if one != code):
        raise NameTaken
    if is_offered(book, table, code):
        return
    if code in USED_BY_US.get(table, ()):
        raise EntryNeeded
    if table == EVIDENCE and (asking := _asking_for_closed(book)):
        raise EvidenceAskedFor(category=asking[0].names)


def _asking_for_closed(book: Rulebook) -> list[Category]:
    """Return the kinds of activity that ask for evidence which is closed, and for no other."""
    open_ones = {code for code, _ in entries(book, EVIDENCE) if is_offered(book, EVIDENCE, code)}
    return [
        one for one in book.categories if any(open_ones.isdisjoint(group) for group in one.evidence)
    ]
