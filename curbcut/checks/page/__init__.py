"""Checks of a page as it is met in the browser.

``ALL`` is their order; see ``api`` for what a check is. axe-core's rules stand beside them, see
``axe_rules``; what happens while a page loads is judged in ``loading``.
"""

from __future__ import annotations

from typing import Any

from curbcut.checks.page import (
    askers,
    autofill,
    certain,
    components,
    contrast_pixels,
    contrast_states,
    delegation,
    events,
    facts,
    fakes,
    focus_rings,
    groups,
    headings,
    hints,
    hover_content,
    hover_contrast,
    hovering,
    identity,
    images,
    keyboard,
    keyboard_judge,
    labels,
    languages,
    layout,
    legibility,
    links,
    lists,
    matters,
    media,
    motion,
    moving_pictures,
    names,
    new_windows,
    non_text,
    obsolete,
    order,
    privacy,
    privacy_look,
    reading,
    same_words,
    scripts,
    skip_links,
    tab_walk,
    tables,
    timers,
    titles,
    turning,
    unseen,
    validity,
    without_script,
    wording,
    words,
)

ALL: tuple[Any, ...] = (
    # no rules of their own: what need not be done, and who asks for what
    askers,
    certain,
    delegation,
    matters,
    # structure and text
    fakes,
    headings,
    identity,
    legibility,
    lists,
    obsolete,
    order,
    scripts,
    tables,
    titles,
    unseen,
    validity,
    # images, media, links, privacy
    images,
    links,
    media,
    motion,
    moving_pictures,
    new_windows,
    privacy_look,
    privacy,
    same_words,
    timers,
    # forms, names, components
    labels,  # first: what it knows of fields, the next ones use
    groups,
    hints,
    autofill,
    names,
    events,
    components,
    hovering,
    wording,
    # keyboard and focus
    tab_walk,  # first: what the next ones walk with
    focus_rings,
    keyboard_judge,
    keyboard,
    skip_links,
    hover_content,
    # layout, colour, contrast
    contrast_pixels,
    contrast_states,
    hover_contrast,
    layout,
    turning,
    non_text,
    without_script,
    # words and the whole site
    facts,
    reading,  # first: what the next ones read
    languages,
    words,
)

RULES = tuple(rule for check in ALL for rule in check.RULES)
