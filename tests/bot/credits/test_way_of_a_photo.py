"""How far a photo has to go: the modules between the chat service and the claim."""

import sys
from pathlib import Path
from types import FrameType

from tests.bot.world import World, photo

TOP = Path(__file__).parents[3]
RECEIVING = str(TOP / "bot/chat/receiving.py")
ROOMS = tuple(f"{TOP / room}/" for room in ("bot", "core/usecases"))
SANDBOX = str(TOP / "bot/sandbox")
MOST_MODULES = 17


def _is_on_the_way(frame: FrameType | None) -> bool:
    """A task's frames lie on one another; that of the chat's updates begins in the receiver."""
    while frame is not None:
        if frame.f_code.co_filename == RECEIVING:
            return True
        frame = frame.f_back
    return False


async def test_a_photo_passes_few_modules_on_its_way_to_a_claim(on_telegram: World) -> None:
    passed, ended = dict[str, None](), list[str]()

    def called(frame: FrameType, event: str, _: object) -> None:
        path, name = frame.f_code.co_filename, frame.f_code.co_name
        if event != "call" or ended or not path.startswith(ROOMS) or path.startswith(SANDBOX):
            return
        if _is_on_the_way(frame):
            passed[str(Path(path).relative_to(TOP))] = None
            ended.extend([name] if name == "attach_evidence" else [])

    sys.setprofile(called)
    try:
        await on_telegram.nurse.sends(photo(1))
    finally:
        sys.setprofile(None)
    assert ended
    assert {"bot/chat/handlers/credits/files.py", "core/usecases/credits/entry.py"} <= set(passed)
    assert len(passed) <= MOST_MODULES, list(passed)
