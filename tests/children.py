"""What a child does with a photo that is never read, or not yet; apart, so that it begins soon."""

import os
import time
from pathlib import Path

from core.domain.credits.seen import Seen
from tests.readers import OWN, seen


def wait_to_read(folder: str) -> Seen:
    """Say that it was begun, and read when one may."""
    Path(folder, f"begun-{os.getpid()}").touch()
    while not Path(folder, "go").exists():
        time.sleep(0.01)
    return seen(*OWN)


def hang(_: str) -> Seen:
    while True:
        time.sleep(600)


def spin(_: str) -> Seen:
    while True:
        pass


def devour(_: str) -> Seen:
    raise AssertionError(len(bytearray(3_000_000_000)))
