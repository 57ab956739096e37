"""Which kinds of file a claim needs, and which of them are there (manual 5.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import Rulebook

OTHER = "other"


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """Kinds of evidence of which one file is needed, and whether one is there."""

    kinds: tuple[str, ...]
    is_met: bool


def evidence_groups(
    claim: Claim, there: Collection[str | None], book: Rulebook
) -> list[EvidenceGroup]:
    """Return each group of evidence that the claim's category asks for."""
    groups = book.category(claim.category).evidence if claim.category else ()
    open_ones = dict(offered(book, "lists.evidence-kinds", *filter(None, there)))
    asked = (tuple(kind for kind in group if kind in open_ones) for group in groups)
    return [EvidenceGroup(group, not set(group).isdisjoint(there)) for group in asked]


def kinds_needed(claim: Claim, book: Rulebook) -> list[str]:
    """Return the kinds that the claim's category asks for, in its order."""
    groups = evidence_groups(claim, (), book)
    return list(dict.fromkeys(kind for group in groups for kind in group.kinds))


def kinds_shown(
    credit: Credit, there: Collection[str | None], book: Rulebook
) -> Collection[str | None]:
    """Return which kinds of file are there; a workbook that brought a claim is all it needs."""
    return [*there, *kinds_needed(credit.claim, book)] if credit.has_workbook else there


def kinds_of(claim: Claim, book: Rulebook) -> list[str]:
    """Return the kinds a file of this claim may be of, those that it needs first."""
    return list(dict.fromkeys([*kinds_needed(claim, book), OTHER]))


def obvious_kinds(claim: Claim, files: Mapping[str, str | None], book: Rulebook) -> dict[str, str]:
    """Return what files must be whose kind was not said: only one kind is needed at all, or one
    file is left for one open group of a single kind. `files` are kinds by the file's id.
    """
    unnamed = [file_id for file_id, kind in files.items() if kind is None]
    needed = kinds_needed(claim, book)
    if len(needed) == 1:
        return dict.fromkeys(unnamed, needed[0])
    there = set(files.values())
    unmet = [group for group in evidence_groups(claim, there, book) if not group.is_met]
    if len(unnamed) == len(unmet) == 1 and len(unmet[0].kinds) == 1:
        return {unnamed[0]: unmet[0].kinds[0]}
    return {}
