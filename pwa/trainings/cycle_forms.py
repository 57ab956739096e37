"""The form of a cycle: what stands in it at first, what was typed, who was found and chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.attendance.schedules import Policy
from core.domain.points import show_quantity
from core.domain.trainings.plans import BOUNDS, POLICY_FIELDS
from core.domain.trainings.training import Cycle, Expected
from core.usecases.trainings.plans import TrainingSheet
from pwa.frame.fields import Fields
from pwa.trainings.plan_view import LONGEST_TYPED, local

TIMES = ("starts_at", "ends_at", "place", "capacity")
WEEK = timedelta(days=7)
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class CycleForm:
    """`texts` by field, who is expected, and the words by which more people are looked for."""

    texts: Mapping[str, str]
    expected: Expected
    words: str = ""


def typed_form(sent: Fields) -> CycleForm:
    """Read the form as it was sent, or as it stood when people were looked for."""
    texts = {name: sent.text(name, longest=LONGEST_TYPED) for name in (*TIMES, *POLICY_FIELDS)}
    expected = Expected(
        is_open=sent.text("whom") == EVERYBODY,
        departments=frozenset(sent.ids("department")),
        people=frozenset(sent.ids("person")),
    )
    return CycleForm(texts, expected, sent.text("words", longest=60).strip())


def only_one_way(expected: Expected) -> Expected:
    """Return who is expected as it is saved: an open cycle names nobody."""
    return Expected(is_open=True) if expected.is_open else expected


def kept_form(cycle: Cycle) -> CycleForm:
    """Return the form of a cycle as it is planned."""
    texts = {
        "starts_at": local(cycle.starts_at),
        "ends_at": local(cycle.ends_at),
        "place": cycle.place,
        "capacity": str(cycle.capacity or ""),
        **policy_texts(cycle.policy),
    }
    return CycleForm(texts, cycle.expected)


def policy_texts(policy: Policy) -> dict[str, str]:
    """Return how attendance is taken as its fields send it."""
    return {
        **{name: str(getattr(policy, name)) for name in BOUNDS},
        "share": show_quantity(policy.share),
        "walk_ins": "1" if policy.walk_ins else "",
    }


def suggested_form(sheet: TrainingSheet) -> CycleForm:
    """Return what a new cycle probably is: as the last one, a week later; else one's own people."""
    if sheet.cycles:
        last = sheet.cycles[-1]
        again = replace(last, starts_at=last.starts_at + WEEK, ends_at=last.ends_at + WEEK)
        return kept_form(again)
    own = Expected(departments=frozenset({sheet.training.department_id}))
    return CycleForm(policy_texts(sheet.usual), own)
