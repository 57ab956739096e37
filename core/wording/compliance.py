"""A person's year in words."""

from collections.abc import Iterable, Mapping

from core.domain import points
from core.domain.credits.compliance import Check, Checked, YearResult
from core.domain.credits.counting import Line
from core.domain.credits.outlook import Outlook
from core.domain.lists import Pill
from core.texts import say

BAR_LENGTH = 10


def check_name(checked: Checked) -> str:
    return say(f"check-{checked.check}")


def shortfall(checked: Checked) -> str:
    """Return “还差 2.0 分 Ⅰ类”."""
    missing = points.show(checked.missing)
    return say("still-missing", missing=missing, check=checked.check)


def missing_text(missing: Iterable[tuple[str, int]]) -> str:
    """Return “还差 2.0 学分、还差 6.0 学时” of checks and what each lacks, in hundredths."""
    lacks = (Checked(Check(check), 0, amount) for check, amount in missing)
    return say("word-comma").join(map(shortfall, lacks))


def reason(checked: Checked) -> str:
    """Return the reason as the paper prints it: “总学分不足25学分”."""
    needs = points.show_quantity(checked.needs)
    return say("not-met-reason", needs=needs, check=checked.check)


def outcome_name(result: YearResult) -> str:
    return say(f"outcome-{result.outcome}")


TONES: Mapping[Outlook, str] = {
    Outlook.MET: "good",
    Outlook.ON_THE_WAY: "info",
    Outlook.BEHIND: "warn",
    Outlook.NOT_REQUIRED: "plain",
}


def outlook_pill(stands: Outlook) -> Pill:
    """Return how somebody stands in a year as a pill."""
    return Pill(say(f"outlook-{stands}"), TONES[stands])


def why_not(line: Line) -> str:
    """Return why a credit, or a part of it, does not count; "" if it counts whole."""
    if line.why_not is None:
        return ""
    return say(f"not-counted-{line.why_not}", counted=points.show(line.points))


def counts_text(line: Line | None) -> str:
    """Return “本类已满，这次计 0 分” or “这次计 1.5 分”; "" for a claim that counts whole."""
    if line is None or line.why_not is None:
        return ""
    if line.points:
        return say("counts-part", points=points.show(line.points))
    return say("counts-nothing", why=line.why_not)


def text_bar(has: int, needs: int) -> str:
    """Return a bar of ten signs for the chat: ▓▓▓▓▓▓▓░░░."""
    full = min(BAR_LENGTH, has * BAR_LENGTH // needs) if needs else BAR_LENGTH
    return "▓" * full + "░" * (BAR_LENGTH - full)
