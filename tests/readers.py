"""Something that reads in the engine's place: what is to stand on a photo is said beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from core.domain.certificates.reading import certificate_of
from core.domain.credits.readings import Place
from core.domain.credits.seen import Box, Line, Seen
from core.ports import Desk

OWN = (
    "学分证书",
    "姓名：闻旦",
    "项目编号：2026-14-02-118",
    "项目名称：危重症护理新进展学习班",
    "主办单位：江苏省护理学会",
    "级别：国家级",
    "举办日期：2026年6月12日至14日",
    "学时：6学时",
    "学分：2分",
)


def seen(*lines: str, faint: int = 0, codes: tuple[str, ...] = ()) -> Seen:
    """Return a sheet with these lines one under the other."""
    boxes = (
        Box(
            text,
            Place(1, 0.1, 0.05 * number, 0.02 * len(text), 0.03),
            Line(0.1, 0.05 * number, 0.02 * len(text), 0.03),
        )
        for number, text in enumerate(lines, 1)
    )
    return Seen(tuple(boxes), faint, codes)


def read(*lines: str) -> dict[str, str]:
    """Return what is read of lines under one another."""
    return {one.field.value: one.value for one in certificate_of(seen(*lines))[1]}


@dataclass
class ScriptedReader:
    """Reads one after the other what was said beforehand; a fault is raised."""

    script: list[Seen | BaseException]
    read_pages: list[bytes] = field(default_factory=list)
    is_there: bool = True

    async def read(self, page: bytes) -> Seen:
        self.read_pages.append(page)
        told = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(told, BaseException):
            raise told
        return told


def reading(desk: Desk, *script: Seen | BaseException | Iterable[str]) -> Desk:
    """Return the desk with a reader that sees this; the last is seen again and again."""
    told = [it if isinstance(it, (Seen, BaseException)) else seen(*it) for it in script]
    return replace(desk, reader=ScriptedReader(told))
