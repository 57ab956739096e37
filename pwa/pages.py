"""The pages: one blueprint a subject, and who gets to it."""

from quart import Blueprint

from pwa import home, inbox, jobs, list_files, rules
from pwa.attendance import boards, check_in, presence, scan
from pwa.credits import (
    authority,
    companions,
    corrections,
    credits,
    editing,
    entry,
    evidence,
    find,
    upload,
    years,
)
from pwa.forms import forms, verification
from pwa.frame import live, shell
from pwa.frame.access import Access
from pwa.register import (
    administrators,
    changes,
    departments,
    exports,
    imports,
    links,
    newcomers,
    people,
    photos,
    records,
    settings,
    sign_in,
    standing,
    transfer,
)
from pwa.review import reasons, review
from pwa.trainings import awards, closings, courses, cycles, plans, statistics, trainings
from pwa.trainings import settings as training_settings

PAGES: tuple[tuple[Blueprint, Access], ...] = (
    (shell.pages, Access.EVERYBODY),
    (scan.pages, Access.EVERYBODY),
    (sign_in.pages, Access.EVERYBODY),
    (links.pages, Access.EVERYBODY),
    (sign_in.password, Access.ANY_SESSION),
    (home.pages, Access.SIGNED_IN),
    (inbox.pages, Access.SIGNED_IN),
    (jobs.pages, Access.SIGNED_IN),
    (list_files.pages, Access.SIGNED_IN),
    (settings.pages, Access.SIGNED_IN),
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
    (credits.pages, Access.SIGNED_IN),
    (authority.pages, Access.SIGNED_IN),
    (companions.pages, Access.SIGNED_IN),
    (corrections.pages, Access.SIGNED_IN),
    (find.pages, Access.SIGNED_IN),
    (rules.pages, Access.SIGNED_IN),
    (administrators.pages, Access.SIGNED_IN),
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
    (statistics.pages, Access.SIGNED_IN),
    (years.pages, Access.SIGNED_IN),
    (presence.pages, Access.SIGNED_IN),
    (awards.pages, Access.SIGNED_IN),
    (closings.pages, Access.SIGNED_IN),
    (verification.pages, Access.EVERYBODY),
    (check_in.pages, Access.EVERYBODY),
    (check_in.entries, Access.SIGNED_IN),
    (check_in.scanner, Access.EVERYBODY),
    (boards.pages, Access.EVERYBODY),
)
