"""What a template may name beside its own values: one table, so that a name can be looked up."""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from core import texts
from core.domain import points
from core.domain.attendance.schedules import Phase
from core.domain.credits.credit import next_stage
from core.domain.dates import hour
from core.domain.particulars import REQUIRED
from core.domain.rulebook.offers import offered
from core.domain.trainings import plans
from core.files import pages_in_view
from core.wording import (
    attendance,
    changes,
    compliance,
    credit_rows,
    credits,
    history,
    jobs,
    lists,
    messages,
    moments,
    names,
    people,
    refusals,
    rolls,
    rulebook,
    waiting,
)
from core.wording import projects as project_words
from core.wording import trainings as training_words
from pwa.attendance import attendees
from pwa.credits import claims
from pwa.frame.notices import notice_path
from pwa.projects import views as project_views
from pwa.trainings import plan_view

PLACES = 4
JOINED = re.compile(r"(\d[\d:]*(?:[-–][\d:]+)+)")
LONGEST_WHOLE = 20


def in_groups(code: str) -> str:
    """Return a code as it stands on paper: “abcd efgh …”."""
    return " ".join(code[at : at + PLACES] for at in range(0, len(code), PLACES))


def in_pieces(text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, and of each whether it is a date or a number, to be kept whole."""
    if "<" in text and isinstance(text, Markup):
        return [(text, False)]
    kind, pieces = type(text), JOINED.split(text)
    return [
        (kind(piece), place % 2 == 1 and len(piece) <= LONGEST_WHOLE)
        for place, piece in enumerate(pieces)
        if piece
    ]


WORDS: Mapping[str, Any] = {
    "say": texts.say,
    "named": names.named,
    "item_name": names.item_name,
    "explain": refusals.explain,
    "show": points.show,
    "show_quantity": points.show_quantity,
    "count_text": lists.count_text,
    "moment": moments.moment,
    "shown": lists.shown,
    "hour": hour,
    "span": moments.span,
    "weekday": moments.weekday,
    "in_groups": in_groups,
    "in_pieces": in_pieces,
    "notice_path": notice_path,
    "notice_text": messages.notice_text,
    "event_text": messages.event_text,
    # credits
    "answer_text": credits.answer_text,
    "arithmetic": credits.arithmetic,
    "credit_title": credits.credit_title,
    "days_text": credits.days_text,
    "evidence_name": credits.evidence_name,
    "flag_text": credits.flag_text,
    "question_name": credits.question_name,
    "rule_name": credits.rule_name,
    "rule_statement": credits.rule_statement,
    "credit_pill": credits.stage_pill,
    "stage_name": credits.stage_name,
    "each_once": claims.each_once,
    "event_icon": claims.event_icon,
    "evidence_groups": claims.evidence_groups,
    "facts_of": claims.facts_of,
    "in_order": claims.in_order,
    "is_day": claims.is_day,
    "kind_icon": claims.kind_icon,
    "kinds_of": claims.kinds_of,
    "new_key": claims.new_key,
    "pages_in_view": pages_in_view,
    "next_kind": claims.next_kind,
    "next_stage": next_stage,
    # the register
    "change_text": history.change_text,
    "field_name": people.field_name,
    "field_words": people.field_words,
    "REQUIRED": REQUIRED,
    "workbook_says": credit_rows.workbook_says,
    # jobs
    "job_error": jobs.job_error,
    "job_state": jobs.job_state,
    "job_title": jobs.job_title,
    # reviewing
    "waiting_text": waiting.waiting_text,
    # a person's year
    "check_name": compliance.check_name,
    "counts_text": compliance.counts_text,
    "missing_text": compliance.missing_text,
    "outcome_name": compliance.outcome_name,
    "reason": compliance.reason,
    "shortfall": compliance.shortfall,
    "why_not": compliance.why_not,
    # changes
    "amounts_told": changes.amounts_told,
    "changes_told": changes.changes_told,
    "missing_after": changes.missing_after,
    "row_name": changes.row_name,
    "turns_told": changes.turns_told,
    # the rulebook
    "blank_name": rulebook.blank_name,
    "blank_title": rulebook.blank_title,
    "choices_in": rulebook.choices_in,
    "offered": offered,
    "table_name": rulebook.table_name,
    "choice_name": rulebook.choice_name,
    "line_statement": rulebook.line_statement,
    "row_turns": rulebook.row_turns,
    # attendance
    "Phase": Phase,
    "checked_in_detail": attendance.checked_in_detail,
    "checked_in_text": attendance.checked_in_text,
    "what_is_next": attendance.what_is_next,
    "look_of": attendees.look_of,
    "presence_rule": attendance.presence_rule,
    "signal_text": attendance.signal_text,
    "standing_name": attendance.standing_name,
    # trainings
    "award_why": training_words.award_why,
    "cycle_name": training_words.cycle_name,
    "training_event_text": training_words.training_event_text,
    "held_state": training_words.held_pill,
    "training_pill": training_words.training_pill,
    "result_told": rolls.result_told,
    "training_stage": training_words.training_stage,
    "BOUNDS": plans.BOUNDS,
    "POLICY_FIELDS": plans.POLICY_FIELDS,
    "discipline_groups": plan_view.discipline_groups,
    "discipline_name": plan_view.discipline_name,
    "event_mark": plan_view.event_mark,
    "expected_text": plan_view.expected_text,
    "faults_of": plan_view.faults_of,
    "is_moment": plan_view.is_moment,
    "is_room_open": plan_view.is_room_open,
    "listed": plan_view.listed,
    "local": plan_view.local,
    "plan_text": plan_view.plan_text,
    "rule_title": plan_view.rule_title,
    "training_rules": plan_view.training_rules,
    # projects
    "application_answer": project_words.answer_words,
    "application_blanks": project_views.application_blanks,
    "application_choices": project_words.choices_of,
    "application_event_text": project_words.application_event_text,
    "application_faults": project_views.application_faults,
    "application_pill": project_words.application_pill,
    "project_days": project_words.days_held,
    "project_level": project_words.level_name,
}
