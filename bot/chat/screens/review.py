"""One case for its reviewer, whatever it is: its card, its reasons, what was decided."""

from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s

from bot.chat.buttons import Verb
from bot.chat.markup import Button, Rows, Screen, button, words
from core.domain.errors import NotFound
from core.domain.reasons import Kind, Reasons, ReasonsChanged
from core.domain.review import Case, Decision
from core.records.journal import Event
from core.texts import say
from core.wording.messages import event_text


@dataclass(frozen=True, slots=True)
class Card:
    """A case as the chat shows it; `state` is its stage in words.

    `kind` tells which reasons are offered, `ways` lead elsewhere.
    """

    case: Case
    lines: Sequence[str]
    state: str
    history: Sequence[Event]
    may_decide: bool
    kind: Kind = Kind.CREDIT
    ways: Sequence[Button] = ()


def review_card(card: Card, at: int = 0) -> Screen:
    """Return a case for its reviewer; `at` is its place as the queue is walked, from 1."""
    rows = _review_buttons(card, at) if card.may_decide else ()
    return Screen("\n".join(card.lines), rows)


def _review_buttons(card: Card, at: int) -> Rows:
    known = (*_named(card), card.case.version, at)
    approve = button(say("chat-approve"), Verb.APPROVE, *known)
    others = [
        button(say(f"chat-{one}"), Verb.ASK_REASON, *known, one)
        for one in (Decision.RETURN, Decision.REJECT)
    ]
    onward = [button(say("chat-skip"), Verb.QUEUE, at + 1)] if at else []
    last = [*card.ways, *onward]
    return [[approve, *others], *([last] if last else [])]


def mark_of(reason: str) -> str:
    """Return what stands for a reason on its button, which has no room for it: eight letters."""
    return b32encode(blake2s(reason.encode(), digest_size=5).digest()).decode().lower()


def reason_marked(reasons: Sequence[str], mark: str) -> str:
    """Return the reason that a button bore. Raises NotFound, ReasonsChanged."""
    if not reasons:
        raise NotFound
    chosen = next((reason for reason in reasons if mark_of(reason) == mark), None)
    if chosen is None:
        raise ReasonsChanged
    return chosen


def reason_rows(card: Card, decision: Decision, at: int, reasons: Reasons) -> Rows:
    """Return the reasons offered with a decision, one's own words, and the way back."""
    if decision is Decision.APPROVE:
        return ()
    known = (*_named(card), card.case.version, at, decision.value)
    listed = [
        [button(reason, Verb.REASON, *known, mark_of(reason))]
        for reason in reasons[card.kind, decision]
    ]
    typed = button(say("chat-type-reason"), Verb.TYPE_REASON, *known)
    back = button(say("chat-back"), Verb.CARD, *_named(card), at)
    return [*listed, [typed], [back]]


def decided_card(card: Card, at: int, *, may_undo: bool) -> Screen:
    """Return the card after a decision: what was decided by whom, undo for ten seconds, next."""
    lines = [*card.lines, "", _decided_line(card)]
    undo = button(say("chat-undo"), Verb.UNDO, *_named(card), card.case.version, at)
    onward = button(say("chat-next"), Verb.QUEUE, max(1, at))
    return Screen("\n".join(lines), [[undo, onward] if may_undo else [onward]])


def _decided_line(card: Card) -> str:
    """Return what happened last to the case, by whom, and where it stands."""
    if not card.history:
        return words("chat-training-now", state=card.state)
    line = words("chat-decided", what=event_text(card.history[-1]), state=card.state)
    if reason := card.case.reason:
        line += "\n" + words("chat-reason", reason=reason)
    return line


def _named(card: Card) -> tuple[str, str]:
    return card.case.subject.kind, card.case.id
