"""Frames of a line: JSON that may be of any shape."""

import json
from collections.abc import Mapping
from typing import Any


def frame_in(raw: str | bytes) -> dict[str, Any]:
    """Return what a frame says, nothing where it is none."""
    try:
        frame = json.loads(raw)
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) else {}


def part(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what lies under a name, nothing where it is of another shape."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def text_in(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""
