"""Rules about dialogs; custom_controls.py checks them."""

from __future__ import annotations

from curbcut.model.finding import Rule

MARKED = Rule(
    id="dialog-unmarked",
    summary="A dialog has no dialog role or no name",
    why="A screen reader does not announce that a dialog is open, or what it is about.",
    fix=(
        "Use <dialog> and showModal(), or role=dialog with aria-modal, and use aria-labelledby"
        " to name it after its heading."
    ),
    criteria=("4.1.2",),
    question="What does a screen reader say when “{name}” is pressed?",
    how="What opens over the page when a button is pressed.",
    source="https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/",
    messages={
        "cantTell": "“{name}” opens something over the page that is not marked up as a dialog",
        "nameless": "“{name}” opens a dialog without a name",
    },
    examples=(
        (
            (
                '<p><button id="open">Opening hours</button></p>\n'
                '<dialog id="hours">\n'
                "  <p>We are open from nine to five.</p>\n"
                '  <button id="close">Close</button>\n'
                "</dialog>\n"
                "<script>\n"
                '  const dialog = document.getElementById("hours");\n'
                '  document.getElementById("open").onclick = () => dialog.showModal();\n'
                '  document.getElementById("close").onclick = () => dialog.close();\n'
                "</script>"
            ),
            (
                '<p><button id="open">Opening hours</button></p>\n'
                '<dialog id="hours" aria-label="Opening hours">\n'
                "  <p>We are open from nine to five.</p>\n"
                '  <button id="close">Close</button>\n'
                "</dialog>\n"
                "<script>\n"
                '  const dialog = document.getElementById("hours");\n'
                '  document.getElementById("open").onclick = () => dialog.showModal();\n'
                '  document.getElementById("close").onclick = () => dialog.close();\n'
                "</script>"
            ),
        ),
    ),
)
DIALOG_FOCUS = Rule(
    id="dialog-focus",
    summary="A dialog does not manage the focus",
    why="People who use a keyboard or screen reader stay behind the dialog, or are lost when it"
    " closes.",
    fix=(
        "Move the focus into the dialog when it opens, keep it there, and return it to the"
        " button when it closes. <dialog> with showModal() does all of that."
    ),
    criteria=("2.4.3",),
    question=(
        "Where is the focus when the dialog of “{name}” opens, while it is open, and afterwards?"
    ),
    how=(
        "Where the focus is after a dialog opens; whether Tab leaves the dialog; where the focus"
        " is after Escape or its button closes it. It fails where a modal dialog opens and the"
        " focus stays outside."
    ),
    source="https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/",
    messages={
        "in": "“{name}” opens a dialog, but the focus stays outside it",
        "leaves": "The Tab key leaves the dialog of “{name}” while it is open",
        "back": "When the dialog of “{name}” closes, nothing has the focus",
    },
    examples=(
        (
            (
                "<style>.box { position: fixed; inset: 6rem; background: #fff; border: 1px "
                "solid }</style>\n"
                '<p><button id="open">Opening hours</button></p>\n'
                '<div id="hours" class="box"\n'
                '  role="dialog" aria-modal="true" aria-label="Opening hours" tabindex="-1" '
                "hidden>\n"
                "  <p>We are open from nine to five.</p>\n"
                '  <button id="close">Close</button>\n'
                "</div>\n"
                "<script>\n"
                '  const dialog = document.getElementById("hours");\n'
                '  const open = document.getElementById("open");\n'
                "  open.onclick = () => { dialog.hidden = false; };\n"
                '  document.getElementById("close").onclick = () => { dialog.hidden = true; '
                "open.focus(); };\n"
                "</script>"
            ),
            (
                '<p><button id="open">Opening hours</button></p>\n'
                '<dialog id="hours" aria-label="Opening hours">\n'
                "  <p>We are open from nine to five.</p>\n"
                '  <button id="close">Close</button>\n'
                "</dialog>\n"
                "<script>\n"
                '  const dialog = document.getElementById("hours");\n'
                '  document.getElementById("open").onclick = () => dialog.showModal();\n'
                '  document.getElementById("close").onclick = () => dialog.close();\n'
                "</script>"
            ),
        ),
    ),
)
TRAPPED = Rule(
    id="dialog-no-way-out",
    summary="A dialog cannot be closed with the keyboard",
    why="People who do not use a mouse are stuck.",
    fix="Let Escape close the dialog, and add a “Close” button to it.",
    criteria=("2.1.2",),
    question="How do people close the dialog of “{name}” with the keyboard?",
    how=(
        "Escape is pressed in the dialog. It is a question where the dialog stays open and has"
        " no button."
    ),
    messages={"cantTell": "Escape does not close the dialog of “{name}”, and it has no button"},
    examples=(
        (
            (
                "<style>.box { position: fixed; inset: 6rem; background: #fff; border: 1px "
                "solid }</style>\n"
                '<p><button id="open">Opening hours</button></p>\n'
                '<div id="hours" class="box"\n'
                '  role="dialog" aria-modal="true" aria-label="Opening hours" tabindex="-1" '
                "hidden>\n"
                "  <p>We are open from nine to five.</p>\n"
                '  <span id="close">×</span>\n'
                "</div>\n"
                "<script>\n"
                '  const dialog = document.getElementById("hours");\n'
                '  const open = document.getElementById("open");\n'
                "  open.onclick = () => { dialog.hidden = false; dialog.focus(); };\n"
                '  document.getElementById("close").onclick = () => { dialog.hidden = true; '
                "open.focus(); };\n"
                "</script>"
            ),
            (
                '<p><button id="open">Opening hours</button></p>\n'
                '<dialog id="hours" aria-label="Opening hours">\n'
                "  <p>We are open from nine to five.</p>\n"
                '  <button id="close">Close</button>\n'
                "</dialog>\n"
                "<script>\n"
                '  const dialog = document.getElementById("hours");\n'
                '  document.getElementById("open").onclick = () => dialog.showModal();\n'
                '  document.getElementById("close").onclick = () => dialog.close();\n'
                "</script>"
            ),
        ),
    ),
)
