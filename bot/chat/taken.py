"""Which answer of the open draft came by which message, in case its person changes the message."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from bot.chat.context import ChatContext

MOST = 40  # messages; a claim has fewer questions


@dataclass(frozen=True, slots=True)
class Taken:
    """What a draft has taken, by the key of the message: the question and the words."""

    draft_id: str = ""
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: str) -> "Taken":
        """Return what was kept by `str`."""
        if not kept:
            return cls()
        draft_id, answers = json.loads(kept)
        return cls(draft_id, {key: (question, text) for key, question, text in answers})

    def __str__(self) -> str:
        answers = [(key, *answer) for key, answer in self.answers.items()]
        return json.dumps([self.draft_id, answers], ensure_ascii=False)

    def with_answer(self, draft_id: str, key: str, question: str, text: str) -> "Taken":
        """Add an answer; those of another draft, and the oldest of many, are forgotten."""
        earlier = dict(self.answers) if self.draft_id == draft_id else {}
        earlier.pop(key, None)
        kept = islice(earlier.items(), max(0, len(earlier) + 1 - MOST), None)
        return Taken(draft_id, {**dict(kept), key: (question, text)})


def taken_of(context: ChatContext) -> Taken:
    """Return what was taken so far in this chat."""
    return Taken.read(context.state.taken or context.chat.taken)


def note_taken(context: ChatContext, draft_id: str, question: str, text: str) -> None:
    """Note which answer came by the message at hand; it is kept with the next question."""
    taken = taken_of(context).with_answer(draft_id, context.incoming.key, question, text)
    context.state.taken = str(taken)
