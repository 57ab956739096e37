"""Which tests come first: what says most, then what takes longest."""

from collections.abc import Sequence

import pytest

LONG = ("tests/browser/", "tests/test_")
DEAR = (
    "tests/browser/test_every_page.py",
    "tests/browser/test_training_story.py",
    "tests/browser/test_project_story.py",
    "tests/browser/test_first_day.py",
    "tests/browser/test_story.py",
    "tests/browser/test_photo_first.py",
    "tests/test_front_door.py",
    "tests/bot/test_everybody.py",
    "tests/pwa/frame/test_routes.py",
    "tests/pwa/frame/test_writes.py",
    "tests/storage/test_sample.py",
    "tests/pwa/frame/test_odd_requests.py",
    "tests/storage/test_migrate.py",
)


def in_turn(items: Sequence[pytest.Item], *, parts: int) -> list[pytest.Item]:
    """Return all tests in an order in which nobody is left alone with a long one at the end.

    Each process of a run begins with a part of its own: the first with the rules of the house and
    the browsers, the others with what is dear besides.
    """
    found = sorted(items, key=_turn)
    if parts == 1:
        return found
    dear = [item for item in found if _is_dear_besides(item)]
    found = [item for item in found if not _is_dear_besides(item)]
    begin = 0
    for part in range(1, parts):
        begin += (len(items) - begin) // (parts - part + 1)
        found[begin:begin] = dear[part - 1 :: parts - 1]
    return found


def _turn(item: pytest.Item) -> tuple[bool, bool, int]:
    file = item.nodeid.partition("::")[0]
    return (
        item.get_closest_marker("house") is None,
        not file.startswith(LONG),
        DEAR.index(file) if file in DEAR else len(DEAR),
    )


def _is_dear_besides(item: pytest.Item) -> bool:
    _, is_short, turn = _turn(item)
    return is_short and turn < len(DEAR)
