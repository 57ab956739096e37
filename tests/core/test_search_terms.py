"""What people and trainings are found by: every part of a name, its pinyin, its initials."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.search_terms import (
    LAST_SIGN,
    LONGEST_TERM,
    is_enough,
    is_long_number,
    person_terms,
    sought_person,
    sought_words,
    text_terms,
)
from core.domain.surnames import read_aloud

LATIN = "\u2e7f"
"""The last sign before Chinese ones: of a word in other letters only the beginning is found."""
SIGNS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
FAMILIES = ("欧阳", "单于", "尉迟", "吕", "曾", "单")
NAMES = st.one_of(
    st.text(SIGNS, min_size=2, max_size=4),
    st.builds(str.__add__, st.sampled_from(FAMILIES), st.text(SIGNS, min_size=1, max_size=2)),
    st.sampled_from(("买买提·吐尔逊", "Anna Müller", "𠅤䶮", "王Ａnna")),
)


def is_found(terms: set[str], typed: str) -> bool:
    """Return whether a term lies where the index is read for what was typed."""
    begins = sought_person(typed)
    return any(begins <= term < begins + LAST_SIGN for term in terms)


@settings(max_examples=60)
@given(NAMES, st.data())
def test_somebody_is_found_by_every_part_of_the_name_by_pinyin_and_by_initials(
    name: str, data: st.DataObject
) -> None:
    terms = person_terms(name, "8200000017")
    first, last = sorted(data.draw(st.lists(st.integers(0, len(name)), min_size=2, max_size=2)))
    part = name[first:last]
    if part.strip() and (part[0] > LATIN or not name[:first][-1:].isalnum()):
        assert is_found(terms, part)
    for syllables in read_aloud(name):
        for at in range(len(syllables)):
            assert is_found(terms, " ".join(syllables[at:]).upper())
            assert is_found(terms, "".join(syllables[at:])[: data.draw(st.integers(1, 9))])
        if syllables:
            assert is_found(terms, "".join(syllable[0] for syllable in syllables))
    assert is_found(terms, "82000")
    assert max(map(len, terms)) <= LONGEST_TERM


@settings(max_examples=40)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_typed_is_compared_as_small_letters_and_digits(text: str, other: str) -> None:
    begins = sought_person(text)
    assert sought_person(begins) == begins
    assert len(sought_words(f"{text} {other}")) <= 5
    assert all(term and len(term) <= LONGEST_TERM for term in text_terms(text, other))


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("单丹", ["shan dan"]),
        ("仇仇", ["qiu chou"]),
        ("解解", ["xie jie"]),
        ("曾国", ["zeng guo"]),
        ("翟一", ["zhai yi", "di yi"]),
        ("区一", ["ou yi"]),
        ("查一", ["zha yi"]),
        ("朴一", ["piao yi"]),
        ("盖一", ["ge yi", "gai yi"]),
        ("缪一", ["miao yi"]),
        ("尉一", ["wei yi"]),
        ("尉迟一", ["yu chi yi"]),
        ("单于一", ["chan yu yi"]),
        ("万俟一", ["mo qi yi"]),
        ("欧阳娜", ["ou yang na", "ou yang nuo"]),
        ("覃一", ["qin yi", "tan yi"]),
        ("乐一", ["yue yi", "le yi"]),
        ("吕一", ["lv yi", "lu yi", "lyu yi"]),
        ("重阳", ["chong yang", "zhong yang"]),
        ("𠅤一", ["xi yi"]),
    ],
)
def test_family_names_are_read_as_families_read_them(name: str, ways: list[str]) -> None:
    read = [" ".join(way) for way in read_aloud(name)]
    assert set(ways) <= set(read)
    for way in ways:
        assert is_found(person_terms(name, "1"), way)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小明", "Wáng Xiǎomíng"),
        ("王小明", "ＷＡＮＧ"),
        ("吕一", "lü yi"),
        ("吕一", "lǚyi"),
        ("西安", "xi'an"),
        ("买买提·吐尔逊", "买买提吐"),
        ("买买提·吐尔逊", "买买提•吐"),
        ("Anna Müller", "müller"),
        ("王小明", "王 小明"),
    ],
)
def test_tones_blanks_and_dots_say_nothing(name: str, typed: str) -> None:
    assert is_found(person_terms(name, "1"), typed)


def test_a_training_is_found_by_words_in_any_order_and_by_its_number() -> None:
    terms = text_terms("ICU 护士长例会（2026 年第一季度）", "浙B-2026-08")
    for typed in ("例会 ICU", "icu护士", "第一季度", "浙B-2026", "2026-08", "护士长 2026"):
        assert all(any(one.startswith(word) for one in terms) for word in sought_words(typed))
    assert not any(one.startswith("院感") for one in terms)


@pytest.mark.parametrize(
    ("typed", "is_word", "is_number"),
    [
        ("王", True, False),
        ("w", False, False),
        ("wa", True, False),
        ("·", False, False),
        ("", False, False),
        ("33010619850312001X", True, True),
        ("138 0000 0001", True, True),
        ("8200", True, False),
        ("chenxiaoming", True, False),
    ],
)
def test_a_single_letter_says_too_little_and_a_long_number_is_not_shown_again(
    typed: str, is_word: bool, is_number: bool
) -> None:
    assert is_enough(sought_person(typed)) is is_word
    assert is_long_number(typed) is is_number


def test_beginnings_lie_together_in_the_order_of_signs() -> None:
    terms = sorted(person_terms("王小明", "1") | person_terms("王小敏", "2"))
    begun = [term.startswith("王小") for term in terms]
    assert sum(one != other for one, other in pairwise(begun)) <= 2
