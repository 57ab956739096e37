"""A unit's own rows over the shipped files: what they mean, and what is refused."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.domain.errors import NotFound
from core.domain.points import ONE
from core.domain.rulebook import YEARS, Books, OwnRow, OwnRowFault, SourceNeeded, load, shipped
from core.domain.rulebook.own import code_of
from core.domain.rulebook.pages import read_pages
from core.domain.rulebook.rules import Rulebook, Source
from core.wording.credits import rule_statement

ORDER = "海卫科教〔2026〕7号"
RANKS = {"measure": {"kind": "by-author-rank", "ranks": [30, 15, 10]}}
NOWHERE = Source("", "L")


def own(
    values: Mapping[str, Any] | None,
    *,
    year: int = 2026,
    table: str = "rules",
    code: str = "paper-sci",
    source: str = ORDER,
) -> OwnRow:
    return OwnRow("unit", year, table, code, values, source)


def with_rows(*rows: OwnRow) -> Books:
    books = shipped()
    for row in rows:
        books = books.with_row(row)
    return books


# ------------------------------------------------------------------ the law


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _edited(texts: Mapping[str, str], row: OwnRow) -> dict[str, str]:
    """Return the files as somebody would edit them who writes the row into its year's file."""
    file = f"{row.year}.toml"
    _, rows = read_pages(texts, [])[row.year].tables[row.table]
    page = tomllib.loads(texts[file])
    page[row.table] = [
        _rewritten(one, row.values or {}) if code_of(row.table, one) == row.code else one
        for one in rows
    ]
    return {**texts, file: "\n".join(f"{key} = {_toml(value)}" for key, value in page.items())}


def _rewritten(row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    after = {key: value for key, value in {**row, **values}.items() if value is not None}
    return {key: value for key, value in after.items() if key != "sources"}


def _without_sources(book: Rulebook) -> Rulebook:
    tables = ("standards", "statuses", "subtypes", "categories", "rules", "awarded_categories")
    bare = {
        name: tuple(replace(row, source=NOWHERE) for row in getattr(book, name))
        for name in (*tables, "awarded_rules")
    }
    return replace(book, own={}, **bare)


AMOUNTS = some.integers(1, 40)
MEASURES = some.one_of(
    some.builds(lambda points: {"kind": "per-time", "points": points}, AMOUNTS),
    some.builds(
        lambda every, points: {
            "kind": "per-quantity",
            "unit": "days",
            "every": every,
            "points": points,
        },
        AMOUNTS,
        AMOUNTS,
    ),
    some.none(),
)
CHANGES = {
    "rules": some.fixed_dictionaries(
        {}, optional={"measure": MEASURES, "needs_authority": some.booleans()}
    ),
    "standards": some.fixed_dictionaries(
        {},
        optional={
            key: AMOUNTS | some.none() for key in ("min_credits", "min_hours", "min_public_hours")
        },
    ),
    "subtypes": some.fixed_dictionaries(
        {}, optional={"hours_per_credit": AMOUNTS, "yearly_cap": AMOUNTS | some.none()}
    ),
    "statuses": some.fixed_dictionaries({}, optional={"counts_for_standard": some.booleans()}),
}


@some.composite
def own_rows(draw: some.DrawFn) -> OwnRow:
    year, table = draw(some.sampled_from(YEARS)), draw(some.sampled_from(sorted(CHANGES)))
    _, rows = read_pages(shipped().shipped, [])[year].tables[table]
    code = code_of(table, draw(some.sampled_from(rows)))
    return own(draw(CHANGES[table]), year=year, table=table, code=code)


@given(some.lists(own_rows(), max_size=4, unique_by=lambda row: row.key))
@settings(max_examples=60)
def test_own_rows_over_the_files_are_the_files_edited_accordingly(rows: list[OwnRow]) -> None:
    texts: Mapping[str, str] = shipped().shipped
    for row in sorted(rows, key=lambda row: row.year):
        texts = _edited(texts, row)
    edited, books = load(texts), with_rows(*rows)
    for year in YEARS:
        assert _without_sources(books.of(year)) == _without_sources(edited[year])


@given(own_rows())
@settings(max_examples=30)
def test_a_withdrawn_row_leaves_no_trace_in_the_rules(row: OwnRow) -> None:
    books = with_rows(row).with_row(replace(row, values=None, source=""))
    assert [books.of(year) for year in YEARS] == [shipped().of(year) for year in YEARS]


# ------------------------------------------------------------------ years


def test_an_own_row_stands_in_its_year_and_in_those_that_take_its_table_over() -> None:
    books = with_rows(own(RANKS, year=2025))
    changed = [
        y for y in YEARS if books.of(y).rule("paper-sci") != shipped().of(y).rule("paper-sci")
    ]
    assert changed == [2025, 2026]
    again = books.with_row(own({"measure": None}, year=2026))
    assert books.of(2026).rule("paper-sci").is_enabled
    assert not again.of(2026).rule("paper-sci").is_enabled
    assert again.of(2025).rule("paper-sci").is_enabled


def test_a_year_without_a_file_may_have_own_rows_and_still_names_whose_rules_it_uses() -> None:
    books = with_rows(own(RANKS, year=2027))
    assert books.of(2026) == shipped().of(2026)
    assert books.of(2027).rule("paper-sci").measure != shipped().of(2027).rule("paper-sci").measure
    assert books.of(2030) == books.of(2027)
    assert books.of(2027).year == 2026


# ------------------------------------------------------------------ what is sure, and said


def test_what_an_official_text_says_is_changed_only_with_another_text_named() -> None:
    with pytest.raises(SourceNeeded):
        with_rows(own(RANKS, source=""))
    book = with_rows(own(RANKS)).of(2026)
    assert book.is_own("rules", "paper-sci")
    rule = book.rule("paper-sci")
    assert rule.source.values["ranks"].text == ORDER
    assert rule_statement(rule, book).endswith("（本单位自定）")
    other = book.rule("paper-core")
    assert not book.is_own("rules", "paper-core")
    assert "本单位自定" not in rule_statement(other, book)


@pytest.mark.parametrize(
    ("table", "code", "values"),
    [
        ("rules", "training-theory", {"measure": {"kind": "fixed", "points": "0.4"}}),
        ("subtypes", "paper", {"hours_per_credit": 4}),
        ("statuses", "retired", {"counts_for_standard": True}),
        ("standards", "senior", {"max_self_study_credits": 5}),
    ],
)
def test_what_is_less_sure_needs_no_text_not_even_as_one_value_of_a_sure_row(
    table: str, code: str, values: Mapping[str, Any]
) -> None:
    book = with_rows(own(values, table=table, code=code, source="")).of(2026)
    assert (table, code) in book.own
    assert not book.is_own(table, code)


def test_a_row_that_says_what_the_file_says_changes_nothing() -> None:
    same = {"measure": {"kind": "by-author-rank", "ranks": [25, 15, 10]}}
    assert with_rows(own(same, source="")).of(2026).own == {}


def test_what_the_province_should_confirm_is_settled_by_a_text() -> None:
    measure = {"kind": "per-quantity", "unit": "hours", "every": 3, "points": 1, "cap": 10}
    code = "out-of-province-provincial"
    assert shipped().of(2026).rule(code).source.needs_confirmation
    book = with_rows(own({"measure": measure}, code=code)).of(2026)
    assert not book.rule(code).source.needs_confirmation


# ------------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"measure": {"kind": "by-author-rank", "ranks": [3, 15]}}, "must fall"),
        ({"measure": {"kind": "per-time", "points": -1}}, "“points” must be a whole number"),
        ({"measure": {"kind": "by-mood"}}, "unknown kind “by-mood”"),
        ({"colour": "red"}, "unknown key “colour”"),
        ({"subtype": "hobby"}, "unknown subtype “hobby”"),
        ({"names": None}, "“names” is missing"),
        ({"code": "other"}, "“code” cannot be changed"),
        ({"confidence": "L"}, "“confidence” cannot be changed"),
    ],
)
def test_a_bad_value_is_refused_as_in_a_file_with_row_and_reason(
    values: Mapping[str, Any], reason: str
) -> None:
    with pytest.raises(OwnRowFault) as refused:
        with_rows(own(values))
    assert any(
        fault.row.startswith("rules / paper-sci") and reason in fault.reason
        for fault in refused.value.faults
    ), str(refused.value)


@pytest.mark.parametrize(
    ("year", "table", "code"),
    [
        (2026, "rules", "nonsense"),
        (2026, "standards", "nonsense/chinese-medicine"),
        (2026, "titles", "nonsense"),
        (2026, "lists.sexes", "male"),
        (2018, "rules", "paper-sci"),
    ],
)
def test_a_row_that_no_file_has_cannot_be_changed(year: int, table: str, code: str) -> None:
    with pytest.raises(NotFound):
        with_rows(own({}, year=year, table=table, code=code))


# ------------------------------------------------------------------ standards by kind of staff


def test_a_standard_for_the_kind_of_staff_goes_before_the_one_for_all() -> None:
    row = own({"min_credits": 20}, table="standards", code="senior/chinese-medicine")
    book = with_rows(row).of(2026)
    assert book.standard("senior", "chinese-medicine").min_credits == 20 * ONE
    assert book.standard("senior", "chinese-medicine").min_hours == 90 * ONE
    assert book.standard("senior", "western-medicine").min_credits == 25 * ONE
    assert book.standard("senior").min_credits == 25 * ONE
    assert book.is_own("standards", book.standard("senior", "chinese-medicine").code)


def test_a_standard_for_an_unknown_kind_of_staff_is_refused() -> None:
    with pytest.raises(OwnRowFault) as refused:
        with_rows(own({"min_credits": 20}, table="standards", code="senior/astrology"))
    assert "unknown kind “astrology”" in str(refused.value)
