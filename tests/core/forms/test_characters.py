"""Characters of old exports become today's; what nobody can place is asked for again."""

import unicodedata

import pytest

from core.domain.characters import TODAY, modern
from core.domain.masking import masked_name
from core.domain.typed import PrivateCharacter, typed


def test_a_name_from_an_old_export_is_written_with_todays_character() -> None:
    assert typed("\ue863静怡", 50) == "䶮静怡"
    assert modern("\ue81e\ue864") == "龴龻"


def test_each_of_the_eighty_has_a_place_of_its_own_today() -> None:
    assert len(TODAY) == len(set(TODAY.values())) == 80
    assert all(unicodedata.category(chr(old)) == "Co" for old in TODAY)
    assert all(unicodedata.category(chr(new)) in {"Lo", "So"} for new in TODAY.values())


@pytest.mark.parametrize("name", ["王\ue000明", "\U000f0000", "李\uf8ff"])
def test_a_character_that_nobody_can_place_is_asked_for_again(name: str) -> None:
    with pytest.raises(PrivateCharacter):
        typed(name, 50)


@pytest.mark.parametrize(
    ("name", "masked"), [("闻", "*"), ("闻旦", "闻*"), ("欧阳娜娜", "欧**娜"), ("䶮", "*")]
)
def test_no_masked_name_says_the_whole(name: str, masked: str) -> None:
    assert masked_name(name) == masked
