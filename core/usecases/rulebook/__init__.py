"""The rules that people are judged by: looked at, and set differently by a unit for itself."""

from core.domain.rulebook.changing import LONGEST_SOURCE
from core.usecases.rulebook.reading import (
    read_doubts,
    read_recounting,
    read_rulebook,
    read_rulebook_for,
    read_rules,
)
from core.usecases.rulebook.rows import change_rule_row, read_rule_row

__all__ = [
    "LONGEST_SOURCE",
    "change_rule_row",
    "read_doubts",
    "read_recounting",
    "read_rule_row",
    "read_rulebook",
    "read_rulebook_for",
    "read_rules",
]
