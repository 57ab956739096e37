"""The pages: one blueprint a subject, and who gets to it."""

from quart import Blueprint

from pwa import live
from pwa.routes import (
    credits,
    editing,
    entry,
    evidence,
    forms,
    home,
    inbox,
    links,
    review,
    settings,
    shell,
    sign_in,
    training_statistics,
    upload,
    verification,
    years,
)
from pwa.session import Access

PAGES: tuple[tuple[Blueprint, Access], ...] = (
    (shell.pages, Access.EVERYBODY),
    (sign_in.pages, Access.EVERYBODY),
    (links.pages, Access.EVERYBODY),
    (sign_in.password, Access.ANY_SESSION),
    (links.offers, Access.SIGNED_IN),
    (home.pages, Access.SIGNED_IN),
    (inbox.pages, Access.SIGNED_IN),
    (settings.pages, Access.SIGNED_IN),
    (live.pages, Access.SIGNED_IN),
    (credits.pages, Access.SIGNED_IN),
    (entry.pages, Access.SIGNED_IN),
    (editing.pages, Access.SIGNED_IN),
    (evidence.pages, Access.SIGNED_IN),
    (upload.pages, Access.SIGNED_IN),
    (review.pages, Access.SIGNED_IN),
    (forms.pages, Access.SIGNED_IN),
    (training_statistics.pages, Access.SIGNED_IN),
    (years.pages, Access.SIGNED_IN),
    (verification.pages, Access.EVERYBODY),
)
