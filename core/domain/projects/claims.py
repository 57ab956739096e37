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


def with_project(claim: Claim, project: Project, book: Rulebook) -> Claim:
    """Return the claim with what the list says of the project where nothing was typed yet.

    The number may have been typed where the name is asked for.
    """
    details = dict(claim.details)
    details[NUMBER] = project.number
    if number_key(details.get(NAME, "")) in {"", project.number_key}:
        details[NAME] = project.name
    known = {ORGANISER: project.organiser, DATES: _days(project, claim.year)}
    for question, text in known.items():
        if text and not details.get(question) and field_of(claim, question, book):
            details[question] = text
    return replace(claim, details=details)


def _days(project: Project, year: int) -> str:
    """Return the days of a project that lies in a year, as a range is kept."""
    first, last = project.starts_on, project.ends_on
    if first is None or last is None or {first.year, last.year} != {year}:
        return ""
    return f"{first.isoformat()}/{last.isoformat()}"
