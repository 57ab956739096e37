"""The pages: one blueprint a subject, and who gets to it."""

from quart import Blueprint

from pwa import home, inbox, jobs, list_files
from pwa.attendance import boards, check_in, presence, scan
from pwa.credits import (
    authority,
    credits,
    editing,
    entry,
    evidence,
    taken_over,
    upload,
    year_lists,
    years,
)
from pwa.forms import forms, verification, year_forms
from pwa.frame import live, shell
from pwa.frame.access import Access
from pwa.register import (
    administrators,
    changes,
    departments,
    exports,
    holders,
    imports,
    links,
    newcomers,
    people,
    phone_codes,
    photos,
    records,
    second_factor,
    settings,
    sign_in,
    standing,
    transfer,
)
from pwa.review import reasons, review
from pwa.rulebook import browsing, doubts, rows
from pwa.trainings import awards, closings, courses, cycles, plans, statistics, trainings
from pwa.trainings import settings as training_settings

PAGES: tuple[tuple[Blueprint, Access], ...] = (
    (shell.pages, Access.EVERYBODY),
    (scan.pages, Access.EVERYBODY),
    (sign_in.pages, Access.EVERYBODY),
    (phone_codes.pages, Access.EVERYBODY),
    (links.pages, Access.EVERYBODY),
    (sign_in.password, Access.ANY_SESSION),
    (sign_in.leaving, Access.FIRST),
    (second_factor.pages, Access.FIRST),
    (home.pages, Access.SIGNED_IN),
    (inbox.pages, Access.SIGNED_IN),
    (jobs.pages, Access.SIGNED_IN),
    (list_files.pages, Access.SIGNED_IN),
    (settings.pages, Access.SIGNED_IN),
    (second_factor.behind_it, Access.SIGNED_IN),
    (newcomers.pages, Access.SIGNED_IN),
    (standing.pages, Access.SIGNED_IN),
    (records.pages, Access.SIGNED_IN),
    (transfer.pages, Access.SIGNED_IN),
    (imports.pages, Access.SIGNED_IN),
    (exports.pages, Access.SIGNED_IN),
    (people.pages, Access.SIGNED_IN),
    (photos.pages, Access.SIGNED_IN),
    (changes.pages, Access.SIGNED_IN),
    (departments.pages, Access.SIGNED_IN),
    (live.pages, Access.SIGNED_IN),
    (taken_over.pages, Access.SIGNED_IN),
    (credits.pages, Access.SIGNED_IN),
    (authority.pages, Access.SIGNED_IN),
    (doubts.pages, Access.SIGNED_IN),
    (browsing.pages, Access.SIGNED_IN),
    (rows.pages, Access.SIGNED_IN),
    (administrators.pages, Access.SIGNED_IN),
    (holders.pages, Access.SIGNED_IN),
    (entry.pages, Access.SIGNED_IN),
    (editing.pages, Access.SIGNED_IN),
    (evidence.pages, Access.SIGNED_IN),
    (upload.pages, Access.SIGNED_IN),
    (review.pages, Access.SIGNED_IN),
    (reasons.pages, Access.SIGNED_IN),
    (plans.pages, Access.SIGNED_IN),
    (cycles.pages, Access.SIGNED_IN),
    (courses.pages, Access.SIGNED_IN),
    (trainings.pages, Access.SIGNED_IN),
    (training_settings.pages, Access.SIGNED_IN),
    (forms.pages, Access.SIGNED_IN),
    (year_forms.pages, Access.SIGNED_IN),
    (statistics.pages, Access.SIGNED_IN),
    (years.pages, Access.SIGNED_IN),
    (year_lists.pages, Access.SIGNED_IN),
    (presence.pages, Access.SIGNED_IN),
    (awards.pages, Access.SIGNED_IN),
    (closings.pages, Access.SIGNED_IN),
    (verification.pages, Access.EVERYBODY),
    (check_in.pages, Access.EVERYBODY),
    (check_in.entries, Access.SIGNED_IN),
    (check_in.scanner, Access.EVERYBODY),
    (boards.pages, Access.EVERYBODY),
)
