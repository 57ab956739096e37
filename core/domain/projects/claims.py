"""A claim that names a project of the published list is filled in from it (manual 5.2)."""

from collections.abc import Collection
from dataclasses import replace

from core.domain.credits.claims import Claim, field_of
from core.domain.projects.project import Project, number_key
from core.domain.rulebook.rules import Rulebook

NAME, NUMBER, ORGANISER, DATES = "project-name", "project-number", "organiser", "dates"


RESEARCH = "research"
"""Its numbers are those of grants, which no published list has."""


def listed_number(claim: Claim) -> str:
    """Return the number of the project that a claim names, "" where it names none."""
    return "" if claim.category == RESEARCH else claim.details.get(NUMBER, "")


def number_in(claim: Claim, answered: Collection[str], book: Rulebook) -> str:
    """Return the text by which an answer may have named a project; "" where none can be meant."""
    is_asked = field_of(claim, NUMBER, book) is not None and claim.category != RESEARCH
    if not is_asked or not {NAME, NUMBER}.intersection(answered):
        return ""
    return claim.details.get(NUMBER) or claim.details.get(NAME, "")


def with_project(
    claim: Claim, project: Project, book: Rulebook, earlier: Project | None = None
) -> Claim:
    """Return the claim with what the list says of the project where nothing was typed yet.

    The number may have been typed where the name is asked for. What was filled in from an
    `earlier` project gives way.
    """
    details = dict(claim.details)
    before = _told(earlier, claim.year) if earlier else {}
    if number_key(details.get(NAME, "")) == project.number_key:
        details[NAME] = ""
    for question, text in _told(project, claim.year).items():
        is_open = details.get(question, "") in {"", before.get(question)}
        if text and is_open and field_of(claim, question, book):
            details[question] = text
    details[NUMBER] = project.number
    return replace(claim, details=details)


def _told(project: Project, year: int) -> dict[str, str]:
    days = _days(project, year)
    return {NAME: project.name, ORGANISER: project.organiser, DATES: days}


def _days(project: Project, year: int) -> str:
    """Return the days of a project that lies in a year, as a range is kept."""
    first, last = project.starts_on, project.ends_on
    if first is None or last is None or {first.year, last.year} != {year}:
        return ""
    return f"{first.isoformat()}/{last.isoformat()}"
