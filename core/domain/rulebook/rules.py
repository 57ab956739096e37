"""The credit rules of one year, as values: what earns how much, and what must be shown for it."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from core.domain.errors import NotFound
from core.domain.points import ONE, half_up
from core.domain.rulebook.earning import Measure, Measured, PerQuantity, quantity_for

T = TypeVar("T")
OFFICIAL = "H"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row's values come from, and whether the province must still confirm them.

    `values` names those that come from elsewhere than the rest of the row.
    """

    text: str
    confidence: str
    needs_confirmation: bool = False
    values: Mapping[str, "Source"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A blank of the entry form: `kind` is text, date, dates (a range) or choice.

    `choices` names the list of the rulebook that a choice is made from.
    """

    code: str
    kind: str = "text"
    required: bool = True
    max_length: int = 100
    names: Mapping[str, str] = field(default_factory=dict)
    choices: str | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of activity: its blanks, and the evidence it needs.

    Every group of `evidence` must be met by one file of a kind that the group names.
    What is not personal (an in-house training) is awarded and never entered by hand.
    """

    code: str
    names: Mapping[str, str]
    fields: tuple[FieldRule, ...]
    evidence: tuple[tuple[str, ...], ...]
    source: Source
    is_personal: bool = True


@dataclass(frozen=True, slots=True)
class Subtype:
    """学分子类别: how credits of this kind count in the year.

    `credit_class` is 1 or 2 up to 2024; `subject` is professional or public from 2025.
    `hours_per_credit` in hundredths. `yearly_cap` in hundredths of a credit, None for none.
    Self-study has a cap of its own in the year, that of the standard.
    """

    code: str
    names: Mapping[str, str]
    credit_class: int | None
    subject: str | None
    hours_per_credit: int
    yearly_cap: int | None
    source: Source
    is_self_study: bool = False


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One row of the entry wizard (具体规定).

    `at_least_months` and `under_months` are calendar months that a stay must last, or stay
    below; 0 for rules that do not ask.
    """

    code: str
    names: Mapping[str, str]
    category: str
    subtype: str
    measure: Measure | None
    needs_authority: bool
    satisfies_year: bool
    belongs_to_end_year: bool
    source: Source
    at_least_months: int = 0
    under_months: int = 0

    @property
    def is_enabled(self) -> bool:
        """A row without a measure is shown, but closed until an administrator gives its values."""
        return self.measure is not None


@dataclass(frozen=True, slots=True)
class Standard:
    """What a title level must reach in a year; None is not checked. All in hundredths.

    `kind` is the kind of staff (西医, 中医, 疾控) it is for, None for all.
    """

    level: str
    kind: str | None
    min_credits: int | None
    min_hours: int | None
    min_class_1: int | None
    min_class_2: int | None
    max_class_1: int | None
    max_class_2: int | None
    min_professional_hours: int | None
    min_public_hours: int | None
    max_self_study_credits: int | None
    source: Source

    @property
    def code(self) -> str:
        return f"{self.level}/{self.kind}" if self.kind else self.level

    @property
    def requires_nothing(self) -> bool:
        values = (self.min_credits, self.min_hours, self.min_class_1, self.min_class_2)
        return not any((*values, self.min_professional_hours, self.min_public_hours))


@dataclass(frozen=True, slots=True)
class Title:
    """职称 with its series and level; levels order from senior to none."""

    code: str
    names: Mapping[str, str]
    series: str
    level: str


@dataclass(frozen=True, slots=True)
class StaffStatus:
    """人员状态, and whether it holds a person to the standard."""

    code: str
    names: Mapping[str, str]
    counts_for_standard: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Discipline:
    code: str
    level: int
    name: str
    parent_code: str | None


@dataclass(frozen=True)
class Rulebook:
    """Everything that may differ from year to year.

    `categories` and `rules` are those of the personal entry wizard; what is awarded otherwise
    stands in `awarded_categories` and `awarded_rules`. Look-ups by code know both.
    `sources` says where whole tables come from: "year", "levels", "lists.sexes" …
    `own` are the rows (table and code) that the unit has set itself, each with how sure the
    values were that it changed. `closed` are entries of lists that nobody is offered any more,
    `unlisted` those of them that are known from another year or unit only.
    """

    year: int
    categories: tuple[Category, ...]
    subtypes: tuple[Subtype, ...]
    rules: tuple[CreditRule, ...]
    standards: tuple[Standard, ...]
    levels: tuple[tuple[str, Mapping[str, str]], ...]
    titles: tuple[Title, ...]
    statuses: tuple[StaffStatus, ...]
    lists: Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]]
    disciplines: tuple[Discipline, ...]
    awarded_categories: tuple[Category, ...] = ()
    awarded_rules: tuple[CreditRule, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    closed: frozenset[tuple[str, str]] = frozenset()
    unlisted: frozenset[tuple[str, str]] = frozenset()

    def is_own(self, table: str, code: str) -> bool:
        """Return whether the unit set this row otherwise than an official text (本单位自定)."""
        return self.own.get((table, code)) == OFFICIAL

    def has(self, table: str, code: str) -> bool:
        """Return whether a row that a unit may change is there."""
        return code in self._tables.get(table, ())

    def rule(self, code: str) -> CreditRule:
        return _found(self._rules, code)

    def category(self, code: str) -> Category:
        return _found(self._categories, code)

    def subtype(self, code: str) -> Subtype:
        return _found(self._subtypes, code)

    def title(self, code: str) -> Title:
        return _found(self._titles, code)

    def status(self, code: str) -> StaffStatus:
        return _found(self._statuses, code)

    def standard(self, level: str, kind: str | None = None) -> Standard:
        """Return the standard of a level: the one for the kind of staff before that for all."""
        return self._standards.get(f"{level}/{kind}") or _found(self._standards, level)

    def rules_of(self, category: str) -> tuple[CreditRule, ...]:
        return tuple(rule for rule in self._rules.values() if rule.category == category)

    def rules_for(self, subtype: str) -> tuple[CreditRule, ...]:
        return tuple(rule for rule in self._rules.values() if rule.subtype == subtype)

    def evidence_names(self, kind: str) -> Mapping[str, str]:
        return self.item("evidence-kinds", kind)

    def item(self, list_code: str, code: str) -> Mapping[str, str]:
        """Return the names of one entry of a list; NotFound for an unknown list or entry."""
        return _found(dict(_found(self.lists, list_code)), code)

    @cached_property
    def worked_out(self) -> dict[Hashable, Any]:
        """What follows from these rules for everybody alike, by who worked it out from what."""
        return {}

    @cached_property
    def _rules(self) -> dict[str, CreditRule]:
        return {rule.code: rule for rule in (*self.rules, *self.awarded_rules)}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        both = (*self.categories, *self.awarded_categories)
        return {category.code: category for category in both}

    @cached_property
    def _subtypes(self) -> dict[str, Subtype]:
        return {subtype.code: subtype for subtype in self.subtypes}

    @cached_property
    def _titles(self) -> dict[str, Title]:
        return {title.code: title for title in self.titles}

    @cached_property
    def _statuses(self) -> dict[str, StaffStatus]:
        return {status.code: status for status in self.statuses}

    @cached_property
    def _standards(self) -> dict[str, Standard]:
        return {standard.code: standard for standard in self.standards}

    @cached_property
    def _tables(self) -> Mapping[str, Collection[str]]:
        return {
            "standards": self._standards,
            "statuses": self._statuses,
            "subtypes": self._subtypes,
            "categories": self._categories,
            "rules": self._rules,
            "titles": self._titles,
            **{f"lists.{name}": dict(items) for name, items in self.lists.items()},
        }


def full_hours(book: Rulebook, code: str) -> int | None:
    """Return the hours (hundredths) that go with the cap of a rule counted by quantity."""
    rule = book.rule(code)
    measure = rule.measure
    if not isinstance(measure, PerQuantity) or measure.cap is None:
        return None
    if measure.unit is Measured.HOURS:
        return quantity_for(measure, measure.cap)
    return half_up(measure.cap * book.subtype(rule.subtype).hours_per_credit, ONE)


def _found(values: Mapping[str, T], code: str) -> T:
    try:
        return values[code]
    except KeyError:
        raise NotFound(what=code) from None
