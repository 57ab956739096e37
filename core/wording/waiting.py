"""What waits for a reviewer, in words."""

from collections.abc import Mapping

from core.texts import say
from core.wording.lists import count_text


def waiting_text(cases: Mapping[str, int]) -> str:
    """Return “4 条学分、3 项培训” of counts by kind; credits where nothing waits."""
    pieces = [
        say(f"waiting-{kind}", count=count_text(count)) for kind, count in cases.items() if count
    ]
    return say("waiting-joint").join(pieces) or say("waiting-credit", count=0)
