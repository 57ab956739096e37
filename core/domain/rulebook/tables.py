"""Each kind of row, from what the file says to the value the domain counts with."""

from collections.abc import Collection, Mapping

from core.domain.rulebook.measures import read_measure
from core.domain.rulebook.rows import Row
from core.domain.rulebook.rules import (
    Category,
    CreditRule,
    FieldRule,
    StaffStatus,
    Standard,
    Subtype,
    Title,
)

FIELD_KINDS = ("text", "date", "dates", "choice")
CLASSES = (1, 2)
SUBJECTS = ("professional", "public")
Named = tuple[tuple[str, Mapping[str, str]], ...]


def read_items(row: Row) -> Named:
    """Read a list of codes with their names in both languages."""
    triples = list(row.tuples("items", 3))
    for code, *_ in triples:
        row.check_code(code)
    return tuple((code, {"zh-CN": chinese, "en": english}) for code, chinese, english in triples)


def read_title(
    row: Row, values: tuple[str, ...], series: Collection[str], levels: Collection[str]
) -> Title:
    code, chinese, english, belongs_to, level = values
    row.check_code(code)
    if series and belongs_to not in series:
        row.refuse(f"{code}: unknown series “{belongs_to}”")
    if levels and level not in levels:
        row.refuse(f"{code}: unknown level “{level}”")
    return Title(code, {"zh-CN": chinese, "en": english}, belongs_to, level)


def read_title_row(row: Row, series: Collection[str], levels: Collection[str]) -> Title:
    title = Title(
        code=row.code(),
        names=row.names(),
        series=row.one_of("series", series),
        level=row.one_of("level", levels),
    )
    row.source()
    row.finish()
    return title


def read_status(row: Row) -> StaffStatus:
    return StaffStatus(row.code(), row.names(), row.flag("counts_for_standard"), row.source())


def read_standard(row: Row, levels: Collection[str], kinds: Collection[str]) -> Standard:
    standard = Standard(
        level=row.one_of("level", levels),
        kind=row.one_of_or_none("kind", kinds),
        min_credits=row.amount_or_none("min_credits"),
        min_hours=row.amount_or_none("min_hours"),
        min_class_1=row.amount_or_none("min_class_1"),
        min_class_2=row.amount_or_none("min_class_2"),
        max_class_1=row.amount_or_none("max_class_1"),
        max_class_2=row.amount_or_none("max_class_2"),
        min_professional_hours=row.amount_or_none("min_professional_hours"),
        min_public_hours=row.amount_or_none("min_public_hours"),
        max_self_study_credits=row.amount_or_none("max_self_study_credits"),
        source=row.source(),
    )
    for credit_class in CLASSES:
        least = getattr(standard, f"min_class_{credit_class}") or 0
        most = getattr(standard, f"max_class_{credit_class}")
        if most is not None and most < least:
            row.refuse(f"“max_class_{credit_class}” is below “min_class_{credit_class}”")
    return standard


def read_subtype(row: Row) -> Subtype:
    credit_class = row.take("credit_class", needed=False)
    subject = row.one_of_or_none("subject", SUBJECTS)
    if credit_class is not None and (type(credit_class) is not int or credit_class not in CLASSES):
        row.refuse(f"“credit_class” must be 1 or 2, not {credit_class!r}")
    if (credit_class is None) == (subject is None):
        row.refuse("either “credit_class” or “subject” is needed, not both")
    return Subtype(
        code=row.code(),
        names=row.names(),
        credit_class=credit_class,
        subject=subject,
        hours_per_credit=row.amount("hours_per_credit"),
        yearly_cap=row.amount_or_none("yearly_cap"),
        source=row.source(),
        is_self_study=row.flag("is_self_study", default=False),
    )


def read_category(row: Row, lists: Mapping[str, Named]) -> Category:
    kinds = {code for code, _ in lists.get("evidence-kinds", ())}
    return Category(
        code=row.code(),
        names=row.names(),
        fields=tuple(_read_field(blank, lists) for blank in row.rows("fields")),
        evidence=tuple(_read_group(row, group, kinds) for group in row.items("evidence")),
        source=row.source(),
        is_personal=row.flag("is_personal", default=True),
    )


def _read_field(row: Row, lists: Mapping[str, Named]) -> FieldRule:
    blank = FieldRule(
        code=row.code(),
        kind=row.one_of_or_none("kind", FIELD_KINDS) or "text",
        required=row.flag("required", default=True),
        max_length=row.count("max_length", default=100),
        names=row.names(),
        choices=row.one_of_or_none("choices", lists),
    )
    if (blank.kind == "choice") != (blank.choices is not None):
        row.refuse("a blank of kind “choice” needs “choices”, and only such a blank")
    row.finish()
    return blank


def _read_group(row: Row, group: object, kinds: Collection[str]) -> tuple[str, ...]:
    if not isinstance(group, list) or not group:
        row.refuse("every group of “evidence” must name at least one kind")
        return ()
    for kind in group:
        if kinds and str(kind) not in kinds:
            row.refuse(f"unknown evidence kind “{kind}”")
    return tuple(map(str, group))


def read_rule(row: Row, categories: Collection[str], subtypes: Collection[str]) -> CreditRule:
    return CreditRule(
        code=row.code(),
        names=row.names(),
        category=row.one_of("category", categories),
        subtype=row.one_of("subtype", subtypes),
        measure=read_measure(row),
        needs_authority=row.flag("needs_authority", default=False),
        satisfies_year=row.flag("satisfies_year", default=False),
        belongs_to_end_year=row.flag("belongs_to_end_year", default=False),
        source=row.source(),
        at_least_months=row.count("at_least_months", 0),
        under_months=row.count("under_months", 0),
    )
