"""The sample hospital: people, years of credits, work in every stage, drawn evidence."""

from storage.sample.filling import fill, is_filled, is_outdated
from storage.sample.roster import PASSWORD, ROSTER, Played, chat_people

__all__ = ["PASSWORD", "ROSTER", "Played", "chat_people", "fill", "is_filled", "is_outdated"]
