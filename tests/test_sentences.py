"""Every sentence is there in both languages, with the same blanks, and somebody says it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import BaseNode, Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from core.domain.errors import Refusal
from core.texts import LANGUAGES
from core.wording.refusals import explain

TOP = Path(__file__).parents[1]
TEXTS = TOP / "core/texts"
ROOMS = ("core", "storage", "bot", "pwa")
PAGES = (".html", ".js", ".svg", ".xml", ".txt")
KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
QUOTED = re.compile(rf"""["'`]({KEY})["'`]""")
BEGUN = re.compile(
    r"""["'`]([a-z][a-z0-9-]*-)["'`]\s*(?:~|\+|%)|["'`]([a-z][a-z0-9-]*-)(?:\$\{|%s|\{)"""
)
SAID = re.compile(rf"""\bsay\(\s*["']({KEY})["']""")


class _Blanks(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@cache
def sentences(language: str) -> dict[str, frozenset[str]]:
    """Return the keys of a language with the blanks of each sentence."""
    found: dict[str, frozenset[str]] = {}
    for page in sorted((TEXTS / language).rglob("*.ftl")):
        for entry in FluentParser().parse(page.read_text("utf-8")).body:
            assert not isinstance(entry, Junk), f"{page.name}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{page.name}: {entry.id.name} stands twice"
                found[entry.id.name] = frozenset(_blanks(entry))
    return found


def _blanks(entry: BaseNode) -> set[str]:
    visitor = _Blanks()
    visitor.visit(entry)
    return visitor.names


KEYS = sentences(LANGUAGES[0])


@pytest.mark.house
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_the_same_with_the_same_blanks(language: str) -> None:
    spoken = sentences(language)
    differ = [key for key in KEYS.keys() | spoken.keys() if KEYS.get(key) != spoken.get(key)]
    assert not differ, "\n".join(sorted(differ))


@pytest.mark.house
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_pages(language: str) -> None:
    assert _files(language) == _files(LANGUAGES[0])


def _files(language: str) -> set[str]:
    folder = TEXTS / language
    return {str(page.relative_to(folder)) for page in folder.rglob("*.ftl")}


@cache
def _programs() -> tuple[tuple[str, ast.Module], ...]:
    paths = [path for room in ROOMS for path in sorted((TOP / room).rglob("*.py"))]
    paths += [path for path in (TOP / "cme.py",) if path.exists()]
    return tuple((str(p.relative_to(TOP)), ast.parse(p.read_text("utf-8"))) for p in paths)


@cache
def _pages() -> tuple[tuple[str, str], ...]:
    paths = [path for room in ROOMS for path in sorted((TOP / room).rglob("*"))]
    return tuple(
        (str(path.relative_to(TOP)), path.read_text("utf-8"))
        for path in paths
        if path.suffix in PAGES and "vendor" not in path.parts
    )


def _said() -> Iterator[tuple[str, ast.Call]]:
    for place, tree in _programs():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _is_say(node.func):
                yield place, node


def _is_say(function: ast.expr) -> bool:
    return (isinstance(function, ast.Name) and function.id == "say") or (
        isinstance(function, ast.Attribute) and function.attr == "say"
    )


def _pattern(text: ast.JoinedStr) -> str | None:
    """Return what an f-string may become, None when it does not begin like a key."""
    first = text.values[0]
    if not isinstance(first, ast.Constant) or not re.match(r"[a-z][a-z0-9]*-", str(first.value)):
        return None
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in text.values
    )
    return "".join(parts)


@pytest.mark.house
def test_no_sentence_is_missing() -> None:
    missing = [
        f"{place}:{call.lineno} {call.args[0].value}"
        for place, call in _said()
        if isinstance(call.args[0], ast.Constant) and call.args[0].value not in KEYS
    ]
    missing += [
        f"{place} {key}"
        for place, text in _pages()
        for key in SAID.findall(text)
        if key not in KEYS
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.house
def test_every_key_put_together_can_be_said() -> None:
    patterns = [
        (place, pattern)
        for place, call in _said()
        if isinstance(call.args[0], ast.JoinedStr) and (pattern := _pattern(call.args[0]))
    ]
    assert [p for p in patterns if not any(re.fullmatch(p[1], key) for key in KEYS)] == []


@pytest.mark.house
def test_every_blank_is_filled() -> None:
    unfilled = []
    for place, call in _said():
        key = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
        given = {keyword.arg for keyword in call.keywords}
        if key in KEYS and None not in given and (lacks := KEYS[key] - given):
            unfilled.append(f"{place}:{call.lineno} {key} lacks {sorted(lacks)}")
    assert not unfilled, "\n".join(unfilled)


@pytest.mark.house
def test_every_refusal_has_its_sentence() -> None:
    codes = {
        str(line.value.value)
        for _, tree in _programs()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign)
        and ast.unparse(line.targets[0]) == "code"
        and isinstance(line.value, ast.Constant)
    }
    assert {code for code in codes if f"refusal-{code}" not in KEYS} == set()


def test_a_refusal_says_a_stage_by_its_name() -> None:
    told = {key: [it for it in blanks if it.endswith("stage")] for key, blanks in KEYS.items()}
    for key in (key for key, stages in told.items() if stages and key.startswith("refusal-")):
        refusal = Refusal(**dict.fromkeys(KEYS[key], "1") | dict.fromkeys(told[key], "returned"))
        refusal.code = key.removeprefix("refusal-")
        assert "returned" not in explain(refusal), key


@pytest.mark.house
def test_every_sentence_is_said_somewhere() -> None:
    literal, patterns = _mentioned()
    unsaid = [
        key
        for key in KEYS
        if key not in literal and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert not unsaid, "\n".join(unsaid)


def _mentioned() -> tuple[set[str], list[re.Pattern[str]]]:
    literal, patterns = set(), set()
    for _, tree in _programs():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literal.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)):
                patterns.add(pattern)
    for _, text in _pages():
        literal.update(QUOTED.findall(text))
        patterns.update(f"{re.escape(a or b)}.+" for a, b in BEGUN.findall(text))
    return literal, [re.compile(pattern) for pattern in sorted(patterns)]
