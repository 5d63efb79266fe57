"""What a form says about a field besides its label: hints, errors, that it is required."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.checks.page.forms import labels
from curbcut.model.finding import Rule

HINT = Rule(
    id="field-hint-not-tied",
    summary="A hint is not connected to its form field",
    why=(
        "A screen reader reads the label when a field gets the focus, but not the hint. People"
        " learn about the expected format only after an error."
    ),
    fix=(
        "Put the hint into the label, or give it an id and use that id in the field's"
        " “aria-describedby”."
    ),
    criteria=("1.3.1", "3.3.2"),
    question="Is “{text}” read out when “{name}” gets the focus?",
    how=(
        "Text next to a single field that is marked up as a hint or reads like one (a format, an"
        " example, a limit) is compared with the field's name and description. It fails where the"
        " hint is between the field and its label, and so is about this field."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA1",
    messages={
        "cantTell": "The hint “{text}” is not connected to the field “{name}”",
        "failed": "The hint “{text}” is not connected to the field “{name}”",
    },
    examples=(
        (
            (
                "<div>\n"
                '  <label for="frame">Frame number</label>\n'
                '  <p class="hint">For example, MP12345</p>\n'
                '  <input id="frame">\n'
                "</div>"
            ),
            (
                "<div>\n"
                '  <label for="frame">Frame number</label>\n'
                '  <p class="hint" id="frame-hint">For example, MP12345</p>\n'
                '  <input id="frame" aria-describedby="frame-hint">\n'
                "</div>"
            ),
        ),
    ),
)
ERROR = Rule(
    id="field-error-not-tied",
    summary="An error message is not connected to its form field",
    why=(
        "A screen reader does not read the message when the field gets the focus. People know"
        " that something is wrong, but not what or where."
    ),
    fix=(
        "Give the message an id, use that id in the field's “aria-describedby”, and set"
        " “aria-invalid” on the field."
    ),
    criteria=("1.3.1", "3.3.1"),
    question="Is “{text}” read out when “{name}” gets the focus?",
    how=(
        "Text next to a single field that is marked up as an error or reads like one is compared"
        " with the field's name, description and error message."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA21",
    messages={"cantTell": "The error message “{text}” is not connected to the field “{name}”"},
    examples=(
        (
            (
                "<div>\n"
                '  <label for="frame">Frame number</label>\n'
                '  <p class="error">Error: enter the frame number</p>\n'
                '  <input id="frame">\n'
                "</div>"
            ),
            (
                "<div>\n"
                '  <label for="frame">Frame number</label>\n'
                '  <p class="error" id="frame-error">Error: enter the frame number</p>\n'
                '  <input id="frame" aria-describedby="frame-error" aria-invalid="true">\n'
                "</div>"
            ),
        ),
    ),
)
COLOUR = Rule(
    id="field-error-without-words",
    summary="A form field is marked as wrong without an error message",
    why=(
        "People who cannot see the red border, or do not know what it means, cannot correct"
        " anything."
    ),
    fix="Write beside the field what is wrong and how to fix it.",
    criteria=("1.4.1", "3.3.1"),
    question="Which words on the page say what is wrong with “{name}”?",
    how=(
        "Fields with “aria-invalid”, with an error class and a red border, or with a red border"
        " that other fields of the form do not have, and without an error message beside them or"
        " in a summary."
    ),
    messages={
        "cantTell": "“{name}” is marked as wrong, but no text near it says what is wrong",
        "red": "“{name}” has a red border that other fields do not have, and no text explains it",
    },
    examples=(
        (
            (
                '<p><label for="frame">Frame number</label>\n'
                '<input id="frame" aria-invalid="true"></p>'
            ),
            (
                '<p><label for="frame">Frame number</label>\n'
                '<input id="frame" aria-invalid="true" aria-describedby="error">\n'
                '<span id="error">Enter the frame number, such as MP12345</span></p>'
            ),
        ),
    ),
)
UNMARKED = Rule(
    id="required-field-unmarked",
    summary="A required field is not visibly marked",
    why="Sighted people find out only from an error message.",
    fix=(
        "Write “(required)” in the label. Or say above the form that all fields are required,"
        " and mark the others “(optional)”."
    ),
    criteria=("3.3.2",),
    question="How do readers see, before they send the form, that “{name}” is required?",
    how=(
        "Fields that are required by their markup, in a form with several fields, where no text"
        " beside the field or in the form mentions required or optional fields."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90",
    messages={"cantTell": "“{name}” is required, but nothing visible says so"},
    examples=(
        (
            (
                "<form>\n"
                "  <p><label>Frame number <input required></label></p>\n"
                "  <p><label>Colour <input></label></p>\n"
                "  <button>Send</button>\n"
                "</form>"
            ),
            (
                "<form>\n"
                "  <p><label>Frame number (required) <input required></label></p>\n"
                "  <p><label>Colour <input></label></p>\n"
                "  <button>Send</button>\n"
                "</form>"
            ),
        ),
    ),
)
STAR = Rule(
    id="required-star-unexplained",
    summary="An asterisk marks required fields and nothing explains it",
    why="Not everyone knows what the asterisk means, and a screen reader only says “star”.",
    fix=(
        "Write above the form “Fields marked * are required”, or use “(required)” instead of the"
        " asterisk."
    ),
    criteria=("3.3.2",),
    question="Where does the page say what the asterisk in “{name}” means?",
    how=(
        "Asterisks in the labels of fields. Any text on the page with an asterisk, or the word"
        " for it, beside a word for “required” counts as an explanation."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90",
    messages={"cantTell": "Nothing explains the asterisk in “{name}”"},
    examples=(
        (
            ("<form><label>Frame number * <input required></label> <button>Send</button></form>"),
            (
                "<form><p>Fields marked * are required.</p>\n"
                "<label>Frame number * <input required></label>"
                " <button>Send</button></form>"
            ),
        ),
    ),
)
UNSAID = Rule(
    id="required-field-unsaid",
    summary="A field is marked as required only visually",
    why="Screen reader users do not hear that the field is required.",
    fix="Add the “required” attribute to the field, or put the mark into the label.",
    criteria=("1.3.1",),
    question="Does a screen reader say that “{name}” is required when it gets the focus?",
    how=(
        "An asterisk or a word for “required” next to the field that is neither in its name or"
        " description nor in its markup."
    ),
    messages={"cantTell": "“{name}” is marked as required only visually"},
    examples=(
        (
            ('<p><label for="frame">Frame number</label> <em>required</em> <input id="frame"></p>'),
            (
                '<p><label for="frame">Frame number <em>required</em></label> <input '
                'id="frame" required></p>'
            ),
        ),
    ),
)
BY_COLOUR = Rule(
    id="required-by-colour",
    summary="Required fields or errors are shown by colour alone",
    why=(
        "People who cannot tell the colours apart, and screen reader users, cannot find out"
        " which fields are meant."
    ),
    fix="Add a word to each of these fields, and use that word in the instruction.",
    criteria=("1.4.1", "1.3.3"),
    question="Apart from colour, what marks the fields that “{text}” refers to?",
    how=(
        "Sentences that mention fields, or what is required or wrong, together with a colour or"
        " bold type."
    ),
    limits="English only; other languages are not recognised.",
    messages={"cantTell": "“{text}” seems to tell readers to find fields by colour"},
    examples=(
        (
            (
                "<form>\n"
                "  <p>Required fields are shown in red.</p>\n"
                '  <p><label style="color: #a00">Frame number <input></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
            (
                "<form>\n"
                "  <p>Required fields are marked “required”.</p>\n"
                "  <p><label>Frame number (required) <input required></label></p>\n"
                "  <button>Send</button>\n"
                "</form>"
            ),
        ),
    ),
)
FORMAT = Rule(
    id="field-format-unsaid",
    summary="A field accepts only one format and does not say which",
    why="People type what they are used to, get an error, and have to guess.",
    fix=(
        "Show the format beside the field with an example, such as “For example, 31 3 1980”. Or"
        " accept other formats too."
    ),
    criteria=("3.3.2",),
    question="How do people learn which format “{name}” needs?",
    how=(
        "Text fields with a pattern and no words about it in the label, beside the field, in its"
        " description, in its group or in its placeholder."
    ),
    limits=(
        "Patterns that only scripts know are not found. Fields for names, email addresses and"
        " the like are skipped, because everyone knows their format."
    ),
    source="https://www.w3.org/WAI/WCAG22/Techniques/general/G89",
    messages={"cantTell": "“{name}” needs a certain format, but nothing says which"},
    examples=(
        (
            '<p><label>Date of purchase <input pattern="\\d{4}-\\d{2}-\\d{2}"></label></p>',
            (
                "<p><label>Date of purchase, such as 2026-05-31 <input "
                'pattern="\\d{4}-\\d{2}-\\d{2}"></label></p>'
            ),
        ),
    ),
)
TWICE = Rule(
    id="address-asked-twice",
    summary="A form asks for two addresses that are often the same",
    why="Typing an address again is hard for people who forget easily or type slowly.",
    fix=(
        "Add a checkbox before the second address, “Same as billing address”, or fill the"
        " address in."
    ),
    criteria=("3.3.7",),
    question="Can people reuse the first address without typing it again?",
    how=(
        "Forms that ask for a billing and a delivery address, recognised by autocomplete values,"
        " names and headings, and without words such as “same as”."
    ),
    limits="English only. What an earlier page asked for is not known.",
    source="https://www.w3.org/WAI/WCAG22/Understanding/redundant-entry.html",
    messages={"cantTell": "“{name}” asks for a second address; can people reuse the first?"},
    examples=(
        (
            (
                "<form>\n"
                "  <h2>Billing address</h2>\n"
                '  <p><label>Street <input autocomplete="billing '
                'street-address"></label></p>\n'
                "  <h2>Delivery address</h2>\n"
                '  <p><label>Street <input autocomplete="shipping '
                'street-address"></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
            (
                "<form>\n"
                "  <h2>Billing address</h2>\n"
                '  <p><label>Street <input autocomplete="billing '
                'street-address"></label></p>\n'
                "  <h2>Delivery address</h2>\n"
                '  <p><label><input type="checkbox" checked> Same as the billing '
                "address</label></p>\n"
                '  <p><label>Street <input autocomplete="shipping '
                'street-address"></label></p>\n'
                "  <button>Send</button>\n"
                "</form>"
            ),
        ),
    ),
)
# What is tied to what is the same in every state; colours are judged in the light ones.
CHECK = Check(
    rules=(HINT, ERROR, COLOUR, UNMARKED, STAR, UNSAID, BY_COLOUR, FORMAT, TWICE),
    states=(states.LIGHT,),
    needs=(labels.CHECK,),
    script="page/forms/instructions.js",
)
