"""What the people of the story type into the entry form."""

from datetime import date

from core.domain.rulebook.rules import Rulebook
from storage.sample.evidence import days_of, project_number
from storage.sample.story import Told


def answers_of(told: Told, today: date, book: Rulebook) -> dict[str, str]:
    """Return what the enterer types, question by question."""
    first, last = days_of(told, today)
    rule = book.rule(told.rule)
    answers = {"category": rule.category, "rule": rule.code}
    if told.amount:
        answers["rank" if rule.category == "paper" else "quantity"] = told.amount
    if told.remark:
        answers["remark"] = told.remark
    dates = f"{first.isoformat()} 至 {last.isoformat()}"
    match rule.category:
        case "out-of-province":
            number = project_number(told, last.year)
            details = {"project-name": told.title, "project-number": number, "dates": dates}
            return answers | details | {"organiser": told.place}
        case "paper":
            named = {"paper-title": told.title, "journal": told.place}
            return answers | named | {"date": last.isoformat()}
        case "degree":
            studied = {"degree": "本科", "school": told.place}
            return answers | studied | {"date": last.isoformat()}
        case "mission":
            return answers | {"matter": told.title, "content": "病房护理与保障", "dates": dates}
        case _:
            return answers | {"matter": told.title, "host": told.place, "dates": dates}
