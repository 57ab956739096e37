"""Attendance codes: short, ours, and bound to one cycle, phase and time step."""

from datetime import UTC, datetime, timedelta

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as some

from core import qr
from core.domain.attendance.check_in import CodeExpired, CodeNotOurs, Stamp
from core.domain.attendance.schedules import Phase
from core.tokens import (
    DOORS,
    LETTERS,
    NOTE_LASTS,
    TYPED_LETTERS,
    Note,
    board_link,
    code_of,
    note_of,
    read_board_link,
    read_code,
    read_note,
    typed_code,
)

SECRET = "the installation's"
AT = datetime(2026, 6, 15, 6, tzinfo=UTC)
STAMPS = some.builds(
    Stamp,
    some.integers(0, DOORS - 1),
    some.sampled_from(list(Phase)),
    some.integers(0, 2**31).map(lambda seconds: AT + timedelta(seconds=seconds % 10**9)),
)


@given(stamp=STAMPS)
def test_a_code_says_what_it_was_made_of(stamp: Stamp) -> None:
    assert read_code(SECRET, code_of(SECRET, stamp)) == stamp


@given(one=STAMPS, other=STAMPS)
def test_different_moments_doors_and_phases_have_different_codes(one: Stamp, other: Stamp) -> None:
    assert (code_of(SECRET, one) == code_of(SECRET, other)) == (one == other)


@given(stamp=STAMPS, place=some.integers(0, 21), letter=some.sampled_from(LETTERS))
def test_a_code_with_one_letter_changed_is_not_ours(stamp: Stamp, place: int, letter: str) -> None:
    code = code_of(SECRET, stamp)
    forged = code[:place] + letter + code[place + 1 :]
    if forged != code:
        with pytest.raises(CodeNotOurs):
            read_code(SECRET, forged)


@given(stamp=STAMPS, length=some.integers(0, 21))
def test_a_truncated_code_is_not_ours(stamp: Stamp, length: int) -> None:
    with pytest.raises(CodeNotOurs):
        read_code(SECRET, code_of(SECRET, stamp)[:length])


@given(text=some.text(max_size=40))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    with pytest.raises(CodeNotOurs):
        read_code(SECRET, text)


def test_the_code_of_another_installation_is_not_ours() -> None:
    with pytest.raises(CodeNotOurs):
        read_code(SECRET, code_of("another", Stamp(1, Phase.SIGN_IN, AT)))


@given(stamp=STAMPS)
def test_the_typed_code_has_six_letters_that_nobody_confuses(stamp: Stamp) -> None:
    code = typed_code(SECRET, stamp)
    assert len(code) == 6
    assert set(code) <= set(TYPED_LETTERS)
    assert not set(TYPED_LETTERS) & set("01OI")


def test_a_note_is_good_for_ten_minutes_on_the_device_it_was_made_for() -> None:
    note = Note(Stamp(7, Phase.SIGN_IN, AT), AT + timedelta(seconds=3))
    text = note_of(SECRET, note, "her phone")
    assert read_note(SECRET, text, "her phone", note.judged_at + NOTE_LASTS) == note
    late = note.judged_at + NOTE_LASTS + timedelta(seconds=1)
    with pytest.raises(CodeExpired):
        read_note(SECRET, text, "her phone", late)
    with pytest.raises(CodeNotOurs):
        read_note(SECRET, text, "her friend's phone", AT)


def test_a_renewed_board_link_is_another_one() -> None:
    link = board_link(SECRET, 7, 1)
    assert read_board_link(SECRET, link) == (7, 1)
    assert link != board_link(SECRET, 7, 2)
    with pytest.raises(CodeNotOurs):
        read_board_link(SECRET, link[:-1] + ("a" if link[-1] != "a" else "b"))


def test_the_qr_code_of_a_usual_address_is_small_with_its_quiet_zone() -> None:
    link = "https://xuefen.haiyan-yy.org.cn/a/" + code_of(SECRET, Stamp(7, Phase.SIGN_IN, AT))
    address = link.partition("/a/")[0]
    assert len(address) >= 30
    assert segno.make(link, error="m", micro=False, boost_error=False).version <= 4
    assert 'class="segno"' in qr.svg(link)
    assert qr.QUIET == 4
