"""The rulebook's files: complete, honest about their sources, and refused when bad."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.points import ONE
from core.domain.rulebook import YEARS, RulebookFault, load, rulebook_files, shipped
from core.domain.rulebook.earning import ByAuthorRank, Measured, Steps, asks_for, earned
from core.domain.rulebook.rules import CreditRule, Rulebook, Source
from core.texts import LANGUAGES, say, speaking
from core.wording.credits import rule_statement

GOLDEN = Path(__file__).with_name("rulebook-golden.json")
SAMPLES = (50, 100, 200, 300, 450, 600, 1500, 3000, 9000)


# ------------------------------------------------------------------ what the years say


def test_there_is_a_file_for_every_year_from_2019_to_2026() -> None:
    assert list(YEARS) == list(range(2019, 2027))
    assert [shipped().of(year).year for year in YEARS] == list(YEARS)


def test_a_year_without_a_file_uses_the_nearest_before_it_and_says_so() -> None:
    assert shipped().of(2031) == shipped().of(2026)
    assert shipped().of(2031).year == 2026
    assert shipped().of(1999).year == 2019
    for language in LANGUAGES:
        with speaking(language):
            assert "2026" in say("rulebook-other-year", year="2031", used="2026")


@pytest.mark.parametrize("year", [2019, 2024])
def test_until_2024_seniors_need_25_credits_5_and_15_by_class(year: int) -> None:
    for level in ("senior", "associate", "intermediate"):
        standard = shipped().of(year).standard(level)
        assert (standard.min_credits, standard.min_class_1, standard.min_class_2) == (
            *(25 * ONE, 5 * ONE, 15 * ONE),
        )
        assert standard.min_hours is None
    assert shipped().of(year).standard("junior").min_class_1 is None
    assert shipped().of(year).standard("none").requires_nothing


@pytest.mark.parametrize("year", [2025, 2026])
def test_from_2025_everybody_with_a_title_needs_25_credits_and_90_hours(year: int) -> None:
    for level in ("senior", "associate", "intermediate", "junior", "assistant"):
        standard = shipped().of(year).standard(level)
        assert (standard.min_credits, standard.min_hours) == (25 * ONE, 90 * ONE)
        assert standard.min_class_1 is standard.min_class_2 is None
    assert shipped().of(year).standard("none").requires_nothing


def test_classes_give_way_to_subjects_in_2025() -> None:
    assert all(one.credit_class and not one.subject for one in shipped().of(2024).subtypes)
    assert all(one.subject and not one.credit_class for one in shipped().of(2025).subtypes)
    assert {one.hours_per_credit for one in shipped().of(2024).subtypes} == {600}
    assert {one.hours_per_credit for one in shipped().of(2025).subtypes} == {360}


def test_25_credits_agree_with_90_hours_from_2025() -> None:
    for subtype in shipped().of(2025).subtypes:
        assert 25 * subtype.hours_per_credit == 90 * ONE


def test_until_2024_long_study_missions_and_degrees_satisfy_the_year() -> None:
    long = {"advanced-study-long", "abroad-long", "mission-long", "degree"}
    assert {rule.code for rule in shipped().of(2024).rules if rule.satisfies_year} == long
    assert not any(rule.satisfies_year for rule in shipped().of(2025).rules)
    for year in YEARS:
        ending = {rule.code for rule in shipped().of(year).rules if rule.belongs_to_end_year}
        assert ending == long


@pytest.mark.parametrize("year", YEARS)
def test_rows_without_values_are_shown_but_closed(year: int) -> None:
    closed = [rule.code for rule in shipped().of(year).rules if not rule.is_enabled]
    from_2025 = ["self-study", "public-course"] if year >= 2025 else []
    assert closed == ["review-article", "research", "book", *from_2025]


@pytest.mark.parametrize("year", YEARS)
def test_in_house_trainings_stay_out_of_the_personal_wizard(year: int) -> None:
    book = shipped().of(year)
    assert "training" not in {category.code for category in book.categories}
    assert "training" not in {rule.category for rule in book.rules}
    amounts = {rule.code: _worth(rule)["points"] for rule in book.rules_of("training")}
    assert amounts == {"training-theory": 20, "training-practice": 50, "training-academic": 20}
    assert not book.category("training").is_personal


def test_the_doubtful_row_asks_to_be_confirmed() -> None:
    in_doubt = [rule.code for rule in shipped().of(2025).rules if rule.source.needs_confirmation]
    assert in_doubt == ["out-of-province-provincial"]
    for language in LANGUAGES:
        with speaking(language):
            assert say("rulebook-to-confirm")


@pytest.mark.parametrize("year", YEARS)
def test_every_value_says_where_it_comes_from(year: int) -> None:
    book = shipped().of(year)
    tables = (
        *(book.categories, book.awarded_categories, book.subtypes),
        *(book.rules, book.awarded_rules, book.standards, book.statuses),
    )
    sources: list[Source] = [row.source for table in tables for row in table]
    sources += book.sources.values()
    assert all(source.text and source.confidence in {"H", "M", "L"} for source in sources)
    lists = {f"lists.{name}" for name in book.lists}
    assert {"year", "levels", "titles", "disciplines-2022.tsv", *lists} <= set(book.sources)


@pytest.mark.parametrize("year", YEARS)
def test_every_name_is_there_in_both_languages(year: int) -> None:
    book = shipped().of(year)
    categories = (*book.categories, *book.awarded_categories)
    rows = [category.names for category in categories]
    rows += [subtype.names for subtype in book.subtypes]
    rows += [rule.names for rule in (*book.rules, *book.awarded_rules)]
    rows += [title.names for title in book.titles]
    rows += [status.names for status in book.statuses]
    rows += [blank.names for category in categories for blank in category.fields]
    rows += [names for items in (book.levels, *book.lists.values()) for _, names in items]
    assert all(set(names) == set(LANGUAGES) and all(names.values()) for names in rows)


@pytest.mark.parametrize("year", YEARS)
def test_every_personal_category_has_a_row_blanks_and_evidence(year: int) -> None:
    book = shipped().of(year)
    for category in book.categories:
        assert book.rules_of(category.code), category.code
        assert category.fields, category.code
        assert category.evidence, category.code
        assert all(book.evidence_names(kind) for group in category.evidence for kind in group)


def test_outside_the_province_needs_the_certificate_and_one_proof_of_attendance() -> None:
    category = shipped().of(2025).category("out-of-province")
    assert category.evidence == (("certificate",), ("approval-form", "invoice", "query-screenshot"))
    lengths = {blank.code: blank.max_length for blank in category.fields if blank.kind == "text"}
    assert lengths == {"project-name": 300, "project-number": 30, "organiser": 100}


def test_titles_of_every_series_stand_on_a_level() -> None:
    book = shipped().of(2025)
    assert {title.series for title in book.titles} == {code for code, _ in book.lists["series"]}
    assert {title.level for title in book.titles} == {code for code, _ in book.levels}
    assert len(book.titles) == 49
    assert len({title.names["zh-CN"] for title in book.titles}) == 49
    assert book.title("chief-nurse").level == "senior"
    assert book.title("nurse-in-charge").names["zh-CN"] == "主管护师"


def test_only_active_staff_are_held_to_the_standard() -> None:
    statuses = shipped().of(2025).statuses
    assert [status.code for status in statuses if status.counts_for_standard] == ["active"]
    assert len(statuses) == 10


def test_the_national_list_has_24_disciplines_with_89_below_them() -> None:
    found = [one for one in shipped().of(2025).disciplines if not one.code.startswith("TCM")]
    assert [sum(one.level == level for one in found) for level in (2, 3)] == [24, 89]
    assert shipped().of(2025).sources["disciplines-2022.tsv"].confidence == "H"
    assert shipped().of(2021).sources["disciplines-2022.tsv"].confidence == "L"


# ------------------------------------------------------------------ years do not disturb years


def _worth(rule: CreditRule) -> dict[str, Any]:
    measure = rule.measure
    if measure is None:
        return {"closed": True}
    if isinstance(measure, ByAuthorRank):
        last = len(measure.ranks)
        return {"ranks": [earned(measure, rank=rank).points for rank in range(1, last + 1)]}
    if asks_for(measure) is Measured.NOTHING:
        return {"points": earned(measure).points}
    return {
        "unit": asks_for(measure).value,
        "points": [earned(measure, quantity).points for quantity in SAMPLES],
    }


def _effect(book: Rulebook) -> dict[str, Any]:
    """Return what the year's rules do to a person's result, as plain values."""
    standards = {
        one.level: {
            name: getattr(one, name)
            for name in sorted(type(one).__slots__)
            if name.startswith(("min_", "max_"))
        }
        for one in book.standards
    }
    rules = {
        rule.code: _worth(rule)
        | {
            "subtype": rule.subtype,
            "authority": rule.needs_authority,
            "satisfies_year": rule.satisfies_year,
            "end_year": rule.belongs_to_end_year,
        }
        for rule in (*book.rules, *book.awarded_rules)
    }
    subtypes = {
        one.code: [one.credit_class, one.subject, one.hours_per_credit, one.yearly_cap]
        for one in book.subtypes
    }
    return {
        "standards": standards,
        "rules": rules,
        "subtypes": subtypes,
        "self_study": [one.code for one in book.subtypes if one.is_self_study],
        "levels_of_titles": {title.code: title.level for title in book.titles},
        "held_to_standard": {one.code: one.counts_for_standard for one in book.statuses},
    }


@pytest.mark.parametrize("year", [2025, 2026])
def test_from_2025_self_study_is_capped_and_public_subjects_have_a_row(year: int) -> None:
    book = shipped().of(year)
    assert [one.code for one in book.subtypes if one.is_self_study] == ["self-study"]
    assert book.subtype("public-course").subject == "public"
    for code in ("self-study", "public-course"):
        assert not book.rule(code).is_enabled
        assert code in {category.code for category in book.categories}
    for standard in book.standards:
        if not standard.requires_nothing:
            assert standard.max_self_study_credits == 10 * ONE
            source = standard.source.values["max_self_study_credits"]
            assert (standard.source.confidence, source.confidence) == ("H", "M")


def test_a_year_offers_only_categories_that_it_has_rows_for() -> None:
    for year in YEARS:
        book = shipped().of(year)
        assert all(book.rules_of(category.code) for category in book.categories)
    assert "self-study" not in {category.code for category in shipped().of(2024).categories}


@pytest.mark.parametrize("code", ["advanced-study-short", "abroad-short", "mission-short"])
def test_what_the_manual_does_not_say_is_not_passed_off_as_the_manuals(code: str) -> None:
    source = shipped().of(2026).rule(code).source
    assert (source.confidence, source.values["most"].confidence) == ("H", "L")
    assert "默认" in source.values["most"].text


def test_the_wizard_counts_hours_in_the_manuals_words() -> None:
    book = shipped().of(2026)
    rule = book.rule("out-of-province-national")
    assert rule_statement(rule, book) == "每3小时授予1分（最高限分10）"


def test_what_a_year_gives_and_asks_is_what_it_always_was() -> None:
    """A new year is added to the golden file; what stands there for a year is never changed."""
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert {str(year): _effect(shipped().of(year)) for year in YEARS} == golden


def test_the_file_of_a_new_year_changes_no_earlier_year() -> None:
    before = load(rulebook_files())
    new = """
        based_on = 2026
        source = "a new order"
        confidence = "H"
        [[standards]]
        level = "{level}"
        min_credits = 30
        source = "a new order"
        confidence = "H"
    """
    levels = ("senior", "associate", "intermediate", "junior", "assistant", "none")
    head, _, row = new.partition("[[standards]]")
    rows = "".join(f"[[standards]]{row.format(level=level)}" for level in levels)
    after = load({**rulebook_files(), "2027.toml": head + rows})
    assert {year: after[year] for year in before} == before
    assert after[2027].standard("none").min_credits == 30 * ONE
    assert after[2027].rules == before[2026].rules


SOURCE = 'source = "order"\nconfidence = "H"\n'
NAMES = 'names = { zh-CN = "名", en = "Name" }\n'
HEAD = f"based_on = 2026\n{SOURCE}"
LEVELS = ("senior", "associate", "intermediate", "junior", "assistant", "none")


def _standards(*heads: str) -> str:
    rows = [f'level = "{level}"' for level in LEVELS]
    return HEAD + "".join(f"[[standards]]\n{row}\n{SOURCE}" for row in (*rows, *heads))


def test_a_file_may_set_standards_for_one_kind_of_staff() -> None:
    kind = 'level = "senior"\nkind = "chinese-medicine"\nmin_credits = 20'
    book = load({**rulebook_files(), "2027.toml": _standards(kind)})[2027]
    assert book.standard("senior", "chinese-medicine").min_credits == 20 * ONE
    assert book.standard("senior", "disease-control").requires_nothing
    assert book.standard("senior").requires_nothing


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        (
            _standards(*['level = "senior"\nkind = "chinese-medicine"'] * 2),
            "standards / senior/chinese-medicine",
            "is written twice",
        ),
        (
            _standards('level = "senior"\nkind = "magic"'),
            "standards / senior/magic",
            "unknown kind",
        ),
        (
            _standards('level = "senior"').replace('level = "none"', 'level = "none"\nkind = "x"'),
            "standards",
            "no standard for level “none”",
        ),
    ],
)
def test_bad_standards_by_kind_are_refused(text: str, row: str, reason: str) -> None:
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "2027.toml": text})
    assert any(row == fault.row and reason in fault.reason for fault in refused.value.faults)


# ------------------------------------------------------------------ bad files, one by one


def _rule(measure: str = "", **changes: str) -> str:
    lines = {
        "code": '"a-row"',
        "names": '{ zh-CN = "名", en = "Name" }',
        "category": '"paper"',
        "subtype": '"paper"',
        "source": '"order"',
        "confidence": '"H"',
    }
    if measure:
        lines["measure"] = f"{{ {measure} }}"
    written = "\n".join(f"{key} = {value}" for key, value in (lines | changes).items() if value)
    return f"{HEAD}[[rules]]\n{written}\n"


HOURS = 'kind = "per-quantity", unit = "hours", every = 3'
BAD_RULES = [
    (_rule(colour='"red"'), "rules / a-row", "unknown key “colour”"),
    (_rule(source=""), "rules / a-row", "“source” is missing"),
    (_rule(source='" "'), "rules / a-row", "“source” must be a text"),
    (_rule(confidence='"sure"'), "rules / a-row", "unknown confidence “sure”"),
    (_rule(category='"hobby"'), "rules / a-row", "unknown category “hobby”"),
    (_rule(subtype='"hobby"'), "rules / a-row", "unknown subtype “hobby”"),
    (_rule(code='"A Row"'), "rules / A Row", "lower-case words"),
    (_rule(code=""), "rules / 1", "“code” is missing"),
    (_rule(names='{ zh-CN = "名" }'), "rules / a-row", "“en” is missing"),
    (_rule(names='"名"'), "rules / a-row", "must be a table"),
    (_rule(needs_authority='"yes"'), "rules / a-row", "must be true or false"),
    (_rule(sources='"x"'), "rules / a-row / sources", "must be a table"),
    (_rule(sources='{ most = "x" }'), "rules / a-row / sources", "must be a table"),
    (
        _rule(sources='{ most = { source = "x", confidence = "L" } }'),
        "rules / a-row / sources",
        "“most” is no value",
    ),
    (_rule('kind = "by-mood"'), "rules / a-row", "unknown kind “by-mood”"),
    (_rule("points = 2"), "rules / a-row", "“kind” is missing"),
    (_rule(f"{HOURS}, points = -1"), "rules / a-row", "“points” must be a whole number"),
    (_rule(f"{HOURS}, points = 0"), "rules / a-row", "“points” must be more than 0"),
    (_rule(f"{HOURS}, points = 0.5"), "rules / a-row", "quoted decimal"),
    (_rule(f"{HOURS}, points = true"), "rules / a-row", "quoted decimal"),
    (_rule(f'{HOURS}, points = "-2"'), "rules / a-row", "not '-2'"),
    (_rule(f'{HOURS}, points = "0.005"'), "rules / a-row", "not '0.005'"),
    (_rule(f'{HOURS}, points = "6学时"'), "rules / a-row", "not '6学时'"),
    (_rule(f"{HOURS}, points = 99999"), "rules / a-row", "at most 10000"),
    (_rule(f"{HOURS}, points = 1, cap = -10"), "rules / a-row", "“cap” must be"),
    (_rule(f"{HOURS}, points = 1, top = 10"), "rules / a-row", "unknown key “top”"),
    (_rule(f"{HOURS}"), "rules / a-row", "“points” is missing"),
    (_rule('kind = "per-quantity", unit = "weeks", every = 1, points = 1'), "", "unknown unit"),
    (_rule('kind = "by-author-rank", ranks = [10, 15]'), "rules / a-row", "must fall"),
    (_rule('kind = "by-author-rank", ranks = [10, 10]'), "rules / a-row", "must fall"),
    (_rule('kind = "by-author-rank", ranks = []'), "rules / a-row", "at least one"),
    (_rule('kind = "by-author-rank", ranks = 25'), "rules / a-row", "must be a list"),
    (_rule('kind = "steps", unit = "days", steps = [[3, 5], [2, 6]]'), "", "must rise"),
    (_rule('kind = "steps", unit = "days", steps = [[3, 5], [4, 5]]'), "", "must rise"),
    (_rule('kind = "steps", unit = "days", steps = [3]'), "rules / a-row", "must be pairs"),
    (_rule('kind = "steps", unit = "days", steps = []'), "rules / a-row", "at least one"),
    (_rule() + _rule().removeprefix(HEAD), "rules / a-row", "“a-row” is written twice"),
]

CATEGORY = f'{HEAD}[[categories]]\ncode = "a-kind"\n{NAMES}{SOURCE}'
BLANK = 'fields = [{ code = "a-blank", names = { zh-CN = "名", en = "Name" }'
SUBTYPE = f'{HEAD}[[subtypes]]\ncode = "a-type"\n{NAMES}{SOURCE}hours_per_credit = "3.6"\n'
STANDARD = f"{HEAD}[[standards]]\n{SOURCE}"
SEXES = f'{HEAD}[lists.sexes]\n{SOURCE}items = [["male", "男", "Male"]'
BAD_TABLES = [
    (f'{CATEGORY}fields = []\nevidence = [["napkin"]]', "a-kind", "evidence kind “napkin”"),
    (f'{CATEGORY}fields = []\nevidence = [["other", 3]]', "a-kind", "evidence kind “3”"),
    (f"{CATEGORY}fields = []\nevidence = [[]]", "a-kind", "at least one kind"),
    (f"{CATEGORY}evidence = []", "categories / a-kind", "“fields” is missing"),
    (f'{CATEGORY}evidence = []\n{BLANK}, kind = "sound" }}]', "a-blank", "kind “sound”"),
    (f"{CATEGORY}evidence = []\n{BLANK}, max_length = 0 }}]", "a-blank", "from 1"),
    (f'{CATEGORY}evidence = []\n{BLANK}, kind = "choice" }}]', "a-blank", "needs “choices”"),
    (f'{CATEGORY}evidence = []\n{BLANK}, choices = "wines" }}]', "a-blank", "choices “wines”"),
    (f"{CATEGORY}evidence = []\nfields = [3]", "fields 1", "must be a table"),
    (SUBTYPE, "subtypes / a-type", "either “credit_class” or “subject”"),
    (f'{SUBTYPE}credit_class = 1\nsubject = "public"', "a-type", "not both"),
    (f"{SUBTYPE}credit_class = 3", "subtypes / a-type", "must be 1 or 2"),
    (f'{SUBTYPE}subject = "cookery"', "subtypes / a-type", "subject “cookery”"),
    (f"{STANDARD}min_credits = 25", "standards / 1", "“level” is missing"),
    (f'{STANDARD}level = "wizard"', "standards / wizard", "unknown level “wizard”"),
    (f'{STANDARD}level = "senior"', "standards", "no standard for level “associate”"),
    (f'{STANDARD}level = "none"\nmin_credits = 2.5', "standards / none", "quoted decimal"),
    (f'{STANDARD}level = "none"\nmin_class_1 = 5\nmax_class_1 = 4', "none", "is below"),
    (f'{HEAD}[[statuses]]\ncode = "away"\n{NAMES}{SOURCE}', "away", "“counts_for_standard”"),
    (f'{HEAD}[titles]\n{SOURCE}items = [["a", "甲", "A", "x", "none"]]', "titles", "series “x”"),
    (f'{HEAD}[titles]\n{SOURCE}items = [["a", "甲", "A", "other", "x"]]', "titles", "level “x”"),
    (f'{HEAD}[titles]\n{SOURCE}items = [["a", "甲"]]', "titles", "row 1: 5 texts are needed"),
    (f"{HEAD}[levels]\n{SOURCE}items = 3", "levels", "must be a list"),
    (f"{HEAD}levels = 3", "levels", "must be a table"),
    (f"{HEAD}rules = 3", "rules", "must be rows"),
    (f"{HEAD}rules = [3]", "rules / 1", "must be a table"),
    (f"{HEAD}lists = 3", "lists", "must be a table"),
    (f"{HEAD}lists.sexes = 3", "lists.sexes", "must be a table"),
    (f'{SEXES}, ["male", "男", "Male"]]', "lists.sexes", "“male” is written twice"),
    (f"{SEXES}]\ncolour = 3", "lists.sexes", "unknown key “colour”"),
    (f'{HEAD}[lists.sexes]\n{SOURCE}items = [["Male", "男", "M"]]', "lists.sexes", "lower-case"),
    (f"{HEAD}[lists.wines]\n{SOURCE}items = []", "lists", "unknown key “wines”"),
    (f'{HEAD}[[disciplines]]\nfile = "none.tsv"\n{SOURCE}', "none.tsv", "no file “none.tsv”"),
]

BAD_HEADS = [
    ("based_on = 2026", "", "“source” is missing"),
    (f"{SOURCE}based_on = 2027", "", "must name an earlier year"),
    (f"{SOURCE}based_on = 2030", "", "must name an earlier year"),
    (f'{SOURCE}based_on = "2026"', "", "must name an earlier year"),
    (f"{SOURCE}based_on = 1999", "", "must name an earlier year"),
    (SOURCE, "", "table “standards” is missing"),
    (f"{HEAD}year = 2027", "", "unknown key “year”"),
    ("this is no table", "", "cannot be read"),
    (f"based_on = {'9' * 5000}", "", "cannot be read"),
]


@pytest.mark.parametrize(
    ("text", "row", "reason"), BAD_HEADS + BAD_RULES + BAD_TABLES, ids=lambda text: text[-40:]
)
def test_a_bad_file_is_refused_with_file_row_and_reason(text: str, row: str, reason: str) -> None:
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "2027.toml": text})
    matching = [
        fault
        for fault in refused.value.faults
        if fault.file == "2027.toml" and row in fault.row and reason in fault.reason
    ]
    assert matching, str(refused.value)
    for language in LANGUAGES:
        with speaking(language):
            sentence = say(f"refusal-{refused.value.code}", **refused.value.details)
            assert str(matching[0]) in sentence


def test_all_faults_of_a_file_are_listed_at_once() -> None:
    text = _rule(f"{HOURS}, points = -1", category='"hobby"', colour='"red"', source="")
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "2027.toml": text})
    decimal = 'must be a whole number or a quoted decimal like "2.5", not -1'
    assert str(refused.value).splitlines() == [
        "2027.toml · rules / a-row · unknown category “hobby”",
        f"2027.toml · rules / a-row · “points” {decimal}",
        "2027.toml · rules / a-row · “source” is missing",
        "2027.toml · rules / a-row · unknown key “colour”",
    ]
    assert refused.value.details["count"] == 4


def test_a_file_based_on_nothing_must_have_every_table() -> None:
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "2027.toml": SOURCE})
    assert len(refused.value.faults) == 8 + 13
    assert "2027.toml · table “lists.sexes” is missing" in str(refused.value).splitlines()


def test_a_hundred_faults_still_make_a_readable_sentence() -> None:
    rows = "".join(f'[[rules]]\ncode = "row-{number}"\n' for number in range(25))
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "2027.toml": HEAD + rows})
    assert len(refused.value.faults) == 100 + 25  # names, category, subtype, source, confidence
    assert all(f"row-{number} " in str(refused.value) for number in range(25))
    for language in LANGUAGES:
        with speaking(language):
            sentence = say("refusal-rulebook-fault", **refused.value.details)
            assert "125" in sentence
            assert "117" in sentence
            assert "row-0 " in sentence


def test_a_year_that_takes_away_what_inherited_rows_need_is_at_fault_itself() -> None:
    text = f"{HEAD}[levels]\n{SOURCE}" + 'items = [["none", "未定级", "No title"]]'
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "2027.toml": text, "2028.toml": HEAD.replace("2026", "2027")})
    assert {fault.file for fault in refused.value.faults} == {"2027.toml"}
    assert "2027.toml · standards / senior (2025.toml) · unknown level “senior”" in (
        str(refused.value).splitlines()
    )


def test_a_fault_is_named_in_the_file_that_has_it_not_in_those_based_on_it() -> None:
    texts = rulebook_files()
    texts["2025.toml"] = texts["2025.toml"].replace("cap = 10,", "cap = -10,", 1)
    with pytest.raises(RulebookFault) as refused:
        load(texts)
    assert {fault.file for fault in refused.value.faults} == {"2025.toml"}
    assert len(refused.value.faults) == 1


def test_a_file_without_a_year_for_a_name_is_refused() -> None:
    with pytest.raises(RulebookFault, match=r"rules\.toml · a file is named after its year"):
        load({**rulebook_files(), "rules.toml": HEAD})


@pytest.mark.parametrize(
    ("sheet", "row", "reason"),
    [
        ("", "", "the first line must be"),
        ("code\tname\n", "", "the first line must be"),
        ("01\t2\t基础\t\n01\t2\t基础\t", "line 3", "“01” is written twice"),
        ("01-01\t3\t组织\t01", "line 2", "unknown parent “01”"),
        ("01\t2\t基础\t07", "line 2", "has no parent"),
        ("01\t5\t基础\t", "line 2", "level (2 or 3)"),
        ("01\t2", "line 2", "level (2 or 3)"),
    ],
)
def test_a_bad_list_of_disciplines_is_refused(sheet: str, row: str, reason: str) -> None:
    head = "code\tlevel\tname\tparent_code\n" if row else ""
    with pytest.raises(RulebookFault) as refused:
        load({**rulebook_files(), "disciplines-2022.tsv": head + sheet})
    fault = refused.value.faults[0]
    assert (fault.file, fault.row) == ("disciplines-2022.tsv", row)
    assert reason in fault.reason


def test_a_year_may_change_one_list_and_keep_the_others() -> None:
    text = f"{HEAD}[lists.degrees]\n{SOURCE}" + 'items = [["doctor", "博士", "Doctoral"]]'
    books = load({**rulebook_files(), "2027.toml": text})
    assert [code for code, _ in books[2027].lists["degrees"]] == ["doctor"]
    assert books[2027].lists["sexes"] == books[2026].lists["sexes"]


def test_a_rule_by_steps_can_be_written_in_a_file() -> None:
    text = _rule('kind = "steps", unit = "days", steps = [[3, "2.5"], [10, 5]], cap = 5')
    measure = load({**rulebook_files(), "2027.toml": text})[2027].rule("a-row").measure
    assert measure == Steps(Measured.DAYS, ((300, 250), (1000, 500)), cap=500)
