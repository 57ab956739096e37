"""Every sentence the chat and the web app say: one folder a language, inside it the subjects."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone, FluentNumber, fluent_number

LANGUAGES = ("zh-CN", "en")
_reader: ContextVar[str] = ContextVar("reader", default=LANGUAGES[0])


def language() -> str:
    """Return the language of whoever reads what is said now.

    A face binds it where it recognises the person; everything said in that task follows.
    """
    return _reader.get()


def speak(chosen: str) -> None:
    """Say everything in this language from here on, in this task."""
    _reader.set(chosen)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Say in this language what is said inside: to somebody else than the one who asks."""
    before = _reader.set(chosen)
    try:
        yield
    finally:
        _reader.reset(before)


@cache
def bundle(language: str) -> FluentBundle:
    """Return all sentences of one language.

    >>> bundle("en").has_message("app-name")
    True
    """
    sentences = FluentBundle([language], use_isolating=False)
    for page in sorted((Path(__file__).parent / language).rglob("*.ftl")):
        sentences.add_resource(FluentResource(page.read_text("utf-8")))
    return sentences


def say(key: str, **values: object) -> str:
    """Return the sentence `key` with its blanks filled; an unknown key or blank is a defect."""
    return _filled(language(), key, values) if values else _without_blanks(language(), key)


@cache
def _without_blanks(spoken: str, key: str) -> str:
    return _filled(spoken, key, {})


def _filled(spoken: str, key: str, values: Mapping[str, object]) -> str:
    sentences = bundle(spoken)
    pattern = sentences.get_message(key).value
    if pattern is None:
        raise KeyError(key)
    blanks = {name: _blank(value) for name, value in values.items()}
    text, faults = sentences.format_pattern(pattern, blanks)
    if faults:
        raise faults[0]
    return str(text)


def _blank(value: object) -> str | FluentNumber | FluentNone:
    """Whole numbers choose plural forms but are printed as they are: a year is not “2,026”."""
    if isinstance(value, int) and not isinstance(value, bool):
        return fluent_number(value, useGrouping=False)
    return str(value)


def knows(key: str) -> bool:
    """Return whether there is such a sentence."""
    return bundle(LANGUAGES[0]).has_message(key)
