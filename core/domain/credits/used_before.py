"""What somebody has answered before, offered again where the same is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.domain.credits.claims import Claim

MOST_OFFERED = 3
ASKED_AGAIN = frozenset(
    {"organiser", "host", "content", "school", "degree", "journal", "publisher"}
)
"""What is often the same; an activity's name, number and days are its own."""


@dataclass(frozen=True, slots=True)
class UsedBefore:
    """A few rules, and a few answers to each question, those used last first."""

    rules: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def other_than(self, question: str, text: str) -> tuple[str, ...]:
        """Return what to offer beside what already stands there."""
        return tuple(one for one in self.answers.get(question, ()) if one != text)


def used_before(claims: Iterable[Claim]) -> UsedBefore:
    """Return what to offer to somebody with these claims, the latest first."""
    rules, answers = dict[str, None](), dict[str, dict[str, None]]()
    for claim in claims:
        if claim.rule:
            rules[claim.rule] = None
        for question in ASKED_AGAIN:
            if text := claim.details.get(question):
                answers.setdefault(question, {})[text] = None
    few = {question: tuple(texts)[:MOST_OFFERED] for question, texts in answers.items()}
    return UsedBefore(tuple(rules)[:MOST_OFFERED], few)
