"""The rules about front matter."""

from __future__ import annotations

from curbcut.model.finding import Rule

SYNTAX = Rule(
    id="front-matter-syntax",
    summary="The front matter is not valid YAML",
    why="Without it the page has no title, and readers cannot tell it from other pages.",
    fix="Put “---” on the first line, then one “key: value” a line, then “---” again.",
    how="The lines between the first two lines of dashes are read as YAML 1.1 without aliases.",
    examples=(
        (
            ("---\ntitle: Repairs: what they cost\n---\n\nA chain is 20 euros."),
            ('---\ntitle: "Repairs: what they cost"\n---\n\nA chain is 20 euros.'),
        ),
    ),
)
MISSING = Rule(
    id="front-matter-missing-key",
    summary="The front matter lacks a required key",
    why="The title is what a reader hears first, and what search results and browser tabs show.",
    fix="Write the title as “# Opening hours” on the first line of the text, or as “title: Opening"
    " hours” between two lines of “---” above it.",
    criteria=("2.4.2",),
    how="The title is that of the front matter or, if it has none, the level 1 heading that the"
    " text begins with.",
    examples=(
        (
            (
                "---\n"
                "description: What we repair and what it costs.\n"
                "---\n"
                "\n"
                "Bring your bicycle to our shop."
            ),
            (
                "---\n"
                "title: Repairs\n"
                "description: What we repair and what it costs.\n"
                "---\n"
                "\n"
                "Bring your bicycle to our shop."
            ),
        ),
    ),
)
UNKNOWN = Rule(
    id="front-matter-unknown-key",
    summary="The front matter has an unknown key",
    why="A misspelt key has no effect.",
    fix="Correct its spelling, or remove it.",
    examples=(
        (
            (
                "---\n"
                "title: Repairs\n"
                "descripton: What we repair and what it costs.\n"
                "---\n"
                "\n"
                "Bring your bicycle to our shop."
            ),
            (
                "---\n"
                "title: Repairs\n"
                "description: What we repair and what it costs.\n"
                "---\n"
                "\n"
                "Bring your bicycle to our shop."
            ),
        ),
    ),
)
TYPE = Rule(
    id="front-matter-wrong-type",
    summary="A value in the front matter has the wrong type",
    why="The value would have no effect.",
    fix="Write a value of the type that the message names.",
    examples=(
        (
            ("---\ntitle: Repairs\norder: first\n---\n\nBring your bicycle to our shop."),
            ("---\ntitle: Repairs\norder: 1\n---\n\nBring your bicycle to our shop."),
        ),
    ),
)
DUPLICATE = Rule(
    id="front-matter-duplicate-key",
    summary="A key appears twice in the front matter",
    why="Only one of the two values can apply, and which one is a guess.",
    fix="Remove one of the two lines.",
    examples=(
        (
            (
                "---\n"
                "title: Repairs\n"
                "title: Repairs and prices\n"
                "---\n"
                "\n"
                "Bring your bicycle to our shop."
            ),
            ("---\ntitle: Repairs and prices\n---\n\nBring your bicycle to our shop."),
        ),
    ),
)
QUOTES = Rule(
    id="front-matter-quotes",
    summary="A value in the front matter needs straight quotation marks",
    why="Readers get a title or a description that is cut off, or that has quotation marks nobody"
    " meant.",
    fix='Put the value between straight quotation marks: title: "Room #2".',
    how="In keys whose value is text: a value without quotation marks that has a space, a number"
    " sign and then no space; and a value that is in curly quotation marks as a whole. A comment"
    " has a space behind its number sign.",
    limits="Values of several lines.",
    source="YAML 1.1, comments",
    examples=(
        (
            "---\ntitle: Room #2\n---\n\nIt has ten seats.",
            '---\ntitle: "Room #2"\n---\n\nIt has ten seats.',
        ),
    ),
)
POLICY = Rule(
    id="policy-without-date",
    summary="A policy page has no effective date",
    why="Customers cannot tell which version of a policy applies to them.",
    fix="Add the date from which the policy applies, such as “effective: 2026-04-03”.",
    examples=(
        (
            ("---\ntitle: Our privacy promise\nkind: policy\n---\n\nWe keep your details private."),
            (
                "---\n"
                "title: Our privacy promise\n"
                "kind: policy\n"
                "effective: 2026-04-03\n"
                "---\n"
                "\n"
                "We keep your details private."
            ),
        ),
    ),
)
RULES = (SYNTAX, MISSING, UNKNOWN, TYPE, DUPLICATE, QUOTES, POLICY)
