"""Tables whose markup does not associate headers with cells."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

NO_HEADERS = Rule(
    id="table-without-headers",
    summary="A data table has no header cells",
    why="Screen reader users hear a number and do not know which row or column it belongs to.",
    fix="Give every column a header, in the row above the dashes. In a template, use <th>.",
    criteria=("1.3.1",),
    question="Is this a data table? If so, its headers must be header cells.",
    how=(
        "Tables of two or more rows and columns of short cells, without a header cell. It fails"
        " where the table has a caption, a head or a scope, or where only its first row is bold"
        " or in another colour above short cells. Where it only looks like data, it is a"
        " question."
    ),
    limits="Tables whose cells contain paragraphs, lists, fields or images are taken for layout.",
    source="WCAG 2.2, 1.3.1; technique H51, failure F91",
    messages={
        "failed": "The table that begins with “{text}” has no header cells (th)",
        "cantTell": "The table that begins with “{text}” has no header cells; is it a data table?",
        "rows": "The first cell of each row looks like a header (“{text}”) but is not a"
        " header cell",
    },
    examples=(
        (
            (
                "<table>\n"
                "  <caption>Prices</caption>\n"
                "  <tr><td>Part</td><td>Price</td></tr>\n"
                "  <tr><td>Chain</td><td>£20</td></tr>\n"
                "</table>"
            ),
            (
                "<table>\n"
                "  <caption>Prices</caption>\n"
                "  <tr><th>Part</th><th>Price</th></tr>\n"
                "  <tr><td>Chain</td><td>£20</td></tr>\n"
                "</table>"
            ),
        ),
    ),
)
ONLY_HEADERS = Rule(
    id="table-only-headers",
    summary="All cells of a table are header cells",
    why="Screen readers announce every cell as a header, and no cell has data.",
    fix="In the template, use <td> for cells that are not the header of a row or column.",
    criteria=("1.3.1",),
    question="Which of the cells are headers?",
    how="Tables of two or more rows and columns that contain only header cells.",
    source="WCAG 2.2, 1.3.1; technique H51",
    messages={"failed": "The table that begins with “{text}” has only header cells"},
    examples=(
        (
            (
                "<table>\n"
                "  <tr><th>Part</th><th>Price</th></tr>\n"
                "  <tr><th>Chain</th><th>£20</th></tr>\n"
                "</table>"
            ),
            (
                "<table>\n"
                "  <tr><th>Part</th><th>Price</th></tr>\n"
                "  <tr><td>Chain</td><td>£20</td></tr>\n"
                "</table>"
            ),
        ),
    ),
)
LAYOUT = Rule(
    id="table-for-layout",
    summary="A table is used for layout",
    why=(
        "A table is read row by row, cell by cell. Content that belongs together may be"
        " separated, and it does not fit a narrow screen."
    ),
    fix=(
        "In the template, lay the page out with CSS (grid or flex), and use tables only for"
        ' data. At least, add role="presentation" and make sure the text makes sense in source'
        " order."
    ),
    criteria=("1.3.1", "1.3.2"),
    question=(
        "Does the text make sense when the table is read row by row, cell by cell? And is it"
        " certain that it is not a data table?"
    ),
    how=(
        "The outermost tables that contain other tables, forms, headings or long texts, or that"
        " have a single row or column, and that have no header cells; and tables marked as"
        " layout that have header cells, a caption or a summary."
    ),
    source="WCAG 2.2, 1.3.1 and 1.3.2; failures F46 and F49",
    messages={
        "cantTell": "This table seems to be used for layout (it begins with “{text}”)",
        "marked": "This table is marked as layout but has {what} (it begins with “{text}”)",
    },
    examples=(
        (
            (
                "<table><tr>\n"
                "  <td><h2>Repairs</h2><p>We repair your bicycle.</p></td>\n"
                "  <td><h2>Hire</h2><p>We lend you another one.</p></td>\n"
                "</tr></table>"
            ),
            (
                "<style>.columns { display: flex; flex-wrap: wrap; gap: 2rem }</style>\n"
                '<div class="columns">\n'
                "  <div><h2>Repairs</h2><p>We repair your bicycle.</p></div>\n"
                "  <div><h2>Hire</h2><p>We lend you another one.</p></div>\n"
                "</div>"
            ),
        ),
    ),
)
NESTED = Rule(
    id="table-nested",
    summary="A table is inside a table cell",
    why="Screen readers lose count of rows and columns when one table begins inside another.",
    fix="Split it into two tables, one after the other, or make one table with more rows.",
    criteria=("1.3.1",),
    question="Can screen reader users tell which of the two tables a cell belongs to?",
    how="Tables inside a header cell, or inside a table that has header cells.",
    source="WCAG 2.2, 1.3.1; technique H51",
    messages={
        "cantTell": "A table is inside a cell of another data table",
        "header": "A table is inside a header cell",
    },
    examples=(
        (
            (
                "<table>\n"
                "  <tr><th>Part</th><th>Price</th></tr>\n"
                "  <tr><td>Chain</td><td><table>\n"
                "    <tr><td>Short</td><td>£20</td></tr>\n"
                "    <tr><td>Long</td><td>£25</td></tr>\n"
                "  </table></td></tr>\n"
                "</table>"
            ),
            (
                "<table>\n"
                "  <tr><th>Part</th><th>Price</th></tr>\n"
                "  <tr><td>Short chain</td><td>£20</td></tr>\n"
                "  <tr><td>Long chain</td><td>£25</td></tr>\n"
                "</table>"
            ),
        ),
    ),
)
IRREGULAR = Rule(
    id="table-irregular",
    summary="A table's structure is too irregular for its headers to be clear",
    why=(
        "Screen readers guess which header belongs to a cell. In a table with gaps, or with"
        " headers in several rows, they guess wrong."
    ),
    fix=(
        'Give every row as many cells as the first. In a template, add scope="col", "row",'
        ' "colgroup" or "rowgroup" to each header, or split it into two simple tables.'
    ),
    criteria=("1.3.1",),
    question="Is the right header read out with each cell?",
    how=(
        "Data tables with rows of unequal length, cells that span into each other, headers in"
        " two or more rows or columns, or in rows and columns at once, and no scope or headers"
        " attribute."
    ),
    source="WCAG 2.2, 1.3.1; techniques H43 and H63, failure F90",
    messages={
        "cantTell": "A row has {count} cells; the first row has {width}",
        "both": "Headers are above and beside the cells, without scope to say which is which",
        "levels": "Headers are in several rows or span several columns, without scope",
    },
    examples=(
        (
            (
                "<table>\n"
                "  <tr><th>Part</th><th>Price</th><th>In stock</th></tr>\n"
                "  <tr><td>Chain</td><td>£20</td></tr>\n"
                "  <tr><td>Bell</td><td>£8</td><td>Yes</td></tr>\n"
                "</table>"
            ),
            (
                "<table>\n"
                "  <tr><th>Part</th><th>Price</th><th>In stock</th></tr>\n"
                "  <tr><td>Chain</td><td>£20</td><td>No</td></tr>\n"
                "  <tr><td>Bell</td><td>£8</td><td>Yes</td></tr>\n"
                "</table>"
            ),
        ),
    ),
)
# What the markup says does not depend on how the page is met.
CHECK = Check(
    rules=(NO_HEADERS, ONLY_HEADERS, LAYOUT, NESTED, IRREGULAR),
    states=(states.LIGHT,),
    script="page/structure/tables.js",
)
