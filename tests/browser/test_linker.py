"""Scripts that import from one another, joined into one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from curbcut.browser.linker import LinkError, link
from curbcut.checks.runner.scripts import library, linked


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder


@pytest.mark.browser
def test_files_get_what_they_import_in_the_order_of_their_needs(session, page, tmp_path):
    write(
        tmp_path,
        a='import { b, Kind } from "./b.js";\n'
        'import {\n  list,\n  twice as double,\n} from "./c.js";\n'
        "list.push('a');\nglobalThis.answer = { b, is: new Kind().is, list, four: double(2) };\n",
        b='import { list } from "./c.js";\nimport "./d.js";\nlist.push("b");\n'
        "export const b = 1;\nexport class Kind {\n  is = 'kind';\n}\n",
        c="export const list = ['c'];\nexport function twice(n) {\n  return 2 * n;\n}\n"
        "const hidden = 1; // export const none = 2\n",
        d='import { list } from "./c.js";\nlist.push("d");\n',
    )
    made = link(tmp_path, ["a.js", "c.js"])
    session.open(page("<p>x</p>"))
    answer = session.script(f"{made.text} return globalThis.answer")
    assert answer == {"b": 1, "is": "kind", "list": ["c", "d", "b", "a"], "four": 4}
    # Nothing of a file is there for others that do not import it.
    assert (
        session.script("return [typeof list, typeof hidden, typeof module0]") == ["undefined"] * 3
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import a from './b.js';", "1: this form of import or export is not supported: import a"),
        ('import * as all from "./b.js";', "this form of import or export is not supported"),
        (
            'const x = 1;\nimport { b } from "b.js";',
            "2: this form of import or export is not supported",
        ),
        ('import {b} from "./b.js";', "this form of import or export is not supported"),
        ('import { default as b } from "./b.js";', "exports no default"),
        ('import { missing } from "./b.js";', "b.js exports no missing"),
        ('import { b } from "./gone.js";', "gone.js: cannot be read"),
        ('const x = await import("./b.js");', "this form of import or export is not supported"),
        ("export default 1;", "this form of import or export is not supported: export default 1;"),
        ("export let counter = 0;", "this form of import or export is not supported"),
        ("export const { a } = {};", "this form of import or export is not supported"),
        ('export { b } from "./b.js";', "this form of import or export is not supported"),
    ],
)
def test_other_forms_are_refused(tmp_path, text, says):
    write(tmp_path, a=text, b="export const b = 1;\n")
    with pytest.raises(LinkError, match=re.escape(says)):
        link(tmp_path, ["a.js"])


def test_files_that_need_one_another_are_refused(tmp_path):
    write(
        tmp_path,
        a='import { b } from "./b.js";\nexport const a = b;\n',
        b='import { a } from "./a.js";\nexport const b = a;\n',
    )
    with pytest.raises(LinkError, match=re.escape("a.js -> b.js -> a.js")):
        link(tmp_path, ["a.js"])


@pytest.mark.browser
def test_errors_name_file_and_line(session, page, tmp_path):
    write(
        tmp_path,
        a='import { broken } from "./b.js";\nglobalThis.broken = broken;\n',
        b="// A comment.\n\nexport const broken = () => {\n  throw new Error('on purpose');\n};\n",
    )
    made = link(tmp_path, ["a.js"])
    session.library(made.text)
    session.open(page("<p>x</p>"))
    trace = session.script("try { broken(); } catch (error) { return error.stack; }")
    assert made.located(trace) == "Error: on purpose (b.js:4)"


def test_each_line_of_ours_is_located():
    """Also where imports take several lines, and in the last file as in the first."""
    made = linked()
    lines = library().split("\n")
    root = Path(__file__).parents[2] / "curbcut"
    for at, name in made.starts:
        source = (root / name).read_text("utf-8").split("\n")
        for ours, line in enumerate(source):
            if not re.match(r"import|export|  [\w ]+,$|\} from", line):
                assert lines[at - 1 + ours] == line, name
        trace = f"Error: x\n    at f (<anonymous>:{at + ours}:7)\n    at <anonymous>:1:1"
        assert made.located(trace) == f"Error: x ({name}:{ours + 1})"


def test_our_scripts_have_one_table_of_entry_points():
    """Nothing else is put on the global object of our world."""
    given = re.findall(r"^\s*globalThis\.(\w+) = ", library(), re.MULTILINE)
    assert given == ["checks"], json.dumps(given)
