"""Who runs on a data folder, as told by a lock that dies with its process."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.home import HomeIsHeld, hold_home, running
from tests.conftest import settings_for


def test_a_sqlite_file_bears_one_process(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "home")
    other_folder = replace(settings, home=tmp_path / "other")
    assert running(settings) is None
    with hold_home(settings):
        assert running(settings) == running(other_folder) is not None
        for second in (settings, other_folder):
            with pytest.raises(HomeIsHeld, match="since 20"), hold_home(second):
                pass
    assert running(settings) is None


def test_processes_on_postgres_share_a_folder_except_with_one_that_must_be_alone(
    tmp_path: Path,
) -> None:
    settings = settings_for(tmp_path / "home", "postgres://db/xuefen")
    with hold_home(settings), hold_home(settings):
        assert running(settings) is not None
        with pytest.raises(HomeIsHeld), hold_home(settings, alone=True):
            pass
    with hold_home(settings, alone=True), pytest.raises(HomeIsHeld), hold_home(settings):
        pass
