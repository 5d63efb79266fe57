"""Tables whose markup does not say what belongs to what."""

from __future__ import annotations

from curbcut.browser import states
from curbcut.checks.api import Check
from curbcut.model.finding import Rule

NO_HEADERS = Rule(
    id="table-without-headers",
    summary="A table of data has no header cells",
    why="People who listen hear a figure and are not told which row or column it belongs to.",
    fix="Give every column a heading, in the row above the dashes; in a template, use <th>.",
    criteria=("1.3.1",),
    question="Is this a table of data? Then its headings have to be header cells.",
    how="Tables of two or more rows and columns of short cells, without a header cell. It has"
    " failed where the table has a caption, a head or a scope, or where its first row alone is set"
    " in bold or in another colour above short cells; where it only looks like data, we ask.",
    limits="Tables whose cells hold paragraphs, lists, fields or pictures are taken for layout.",
    source="WCAG 2.2, 1.3.1; technique H51, failure F91",
    messages={
        "failed": "The table that begins with “{text}” has no header cells",
        "cantTell": "The table that begins with “{text}” has no header cells, if it is one of data",
        "rows": "The first cell of each row looks like its heading (“{text}”) and is no header"
        " cell",
    },
)
ONLY_HEADERS = Rule(
    id="table-only-headers",
    summary="All cells of a table are header cells",
    why="Screen readers announce every cell as a heading, and none of them has anything to head.",
    fix="In the template, use <td> for what is not a heading of a row or column.",
    criteria=("1.3.1",),
    question="Which of the cells are headings?",
    how="Tables of two or more rows and columns that hold header cells only.",
    source="WCAG 2.2, 1.3.1; technique H51",
    messages={"failed": "The table that begins with “{text}” has nothing but header cells"},
)
LAYOUT = Rule(
    id="table-for-layout",
    summary="A table arranges the page instead of holding data",
    why="A table is read row by row, cell by cell. What belongs together may be torn apart, and it"
    " does not fit a narrow screen.",
    fix="In the template, arrange the page with CSS (grid or flex), and use tables for data"
    " only. At the least, add role=“presentation” and see that the text makes sense in the order"
    " of the source.",
    criteria=("1.3.1", "1.3.2"),
    question="Does the text make sense when the table is read row by row, from one cell to the"
    " next? And is it certain that it is no table of data?",
    how="The outermost tables that hold other tables, forms, headings or long texts, or that have a"
    " single row or column, and that have no header cells; and tables said to be for layout that"
    " have header cells, a caption or a summary.",
    source="WCAG 2.2, 1.3.1 and 1.3.2; failures F46 and F49",
    messages={
        "cantTell": "This table seems to arrange the page (it begins with “{text}”)",
        "marked": "This table is said to be for layout and has {what} (it begins with “{text}”)",
    },
)
NESTED = Rule(
    id="table-nested",
    summary="A table stands inside a cell of a table",
    why="Screen readers lose count of rows and columns when one table begins inside another.",
    fix="Make two tables of it, one after the other, or one table with more rows.",
    criteria=("1.3.1",),
    question="Can people who listen tell which of the two tables a cell belongs to?",
    how="Tables inside a header cell, or inside a table that has header cells.",
    source="WCAG 2.2, 1.3.1; technique H51",
    messages={
        "cantTell": "A table stands inside a cell of another table of data",
        "header": "A table stands inside a header cell",
    },
)
IRREGULAR = Rule(
    id="table-irregular",
    summary="The headings of a table cannot be told apart with certainty",
    why="Screen readers guess which heading belongs to a cell. In a table with gaps, or with"
    " headings in several rows, they guess wrong.",
    fix="Give every row as many cells as the first. In a template, say with scope=“col”,"
    " “row”, “colgroup” or “rowgroup” what each heading is for, or make two simple tables of it.",
    criteria=("1.3.1",),
    question="Is the right heading read out with each cell?",
    how="Tables of data with rows of unequal length, cells that span into each other, headings in"
    " two or more rows or columns, or in rows and columns at once, and no scope or headers"
    " attribute.",
    source="WCAG 2.2, 1.3.1; techniques H43 and H63, failure F90",
    messages={
        "cantTell": "A row has {count} cells where the first has {width}",
        "both": "There are headings above and beside the cells, and none says which it is",
        "levels": "The headings stand in several rows or span several columns, and do not say what"
        " they are for",
    },
)
# What the markup says does not depend on how the page is met.
CHECK = Check(
    rules=(NO_HEADERS, ONLY_HEADERS, LAYOUT, NESTED, IRREGULAR),
    states=(states.LIGHT,),
    script="page/structure/tables.js",
)
