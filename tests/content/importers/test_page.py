"""A page of another tool, from its text to Curbcut's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbcut.content.importers.lines import Loss, lines_of, parser, text_of
from curbcut.content.importers.page import convert, convert_body
from curbcut.content.importers.settings import Foreign


def converted(text, dialect="markdown", path="a.md"):
    losses: list[Loss] = []
    draft = convert(text, path, Foreign(dialect), lambda name, page: None, losses)
    return draft, text_of(draft.lines), losses


@pytest.mark.parametrize(
    ("text", "dialect", "title", "body"),
    [
        ("# Prices\n\nA chain.\n\n## More", "markdown", "Prices", "A chain.\n\n## More"),
        ("Prices\n======\n\nA chain.", "markdown", "Prices", "A chain."),
        ("---\ntitle: T\n---\n\n# T\n\nText.", "jekyll", "T", "Text."),
        ("---\ntitle: T\n---\n\n# Other\n\nText.", "jekyll", "T", "## Other\n\nText."),
        ("---\ntitle: T\n---\n\n# Other\n\nText.", "mkdocs", "Other", "Text."),
        ("---\ntitle: T\n---\n# A\n\n## B\n\n# C", "jekyll", "T", "## A\n\n### B\n\n## C"),
        ("> Quoted.\n\n# Late\n\nText.", "markdown", "Late", "> Quoted.\n\nText."),
        ("---\nnav_title: Short\n---\n\nText.", "jekyll", "Short", "Text."),
    ],
)
def test_title_comes_from_front_matter_or_the_first_heading(text, dialect, title, body):
    draft, made, _ = converted(text, dialect)
    assert (draft.title, made) == (title, body)


def test_title_from_the_name_of_the_file_is_reported():
    draft, _, losses = converted("Text.", path="guides/01-first_steps.md")
    assert draft.title == "First steps"
    assert [(loss.kind, loss.line) for loss in losses] == [("title", 1)]


def test_title_of_other_front_matter_than_the_heading_is_reported_at_the_heading():
    _, _, losses = converted("---\ntitle: T\n---\n\n# Other\n", "docusaurus")
    assert [(loss.kind, loss.line) for loss in losses] == [("title", 5)]


def test_losses_name_the_lines_of_the_foreign_file():
    text = "---\ntitle: T\n---\n\n!!! note\n\n    {% widget 1 2 %}\n\n<Star/>\n"
    losses = converted(text)[2]
    assert [(loss.kind, loss.line) for loss in losses] == [("template", 7), ("component", 9)]


_PIECES = st.sampled_from(
    ["```\n", "~~~~\n", "````md\n", '!!! note "T"\n', "    ", '=== "Tab"\n', ":::tip\n", ":::\n",
     "{% raw %}", "{% endraw %}", "{{ x }}", "{{< tabs >}}\n", "{{< /tabs >}}", "<div>\n", "</div>",
     "<table><tr><td>", "</table>\n", "<br>", "[a](b.md)", "![", "](", "`", "- ", "1. ", "# H\n",
     "> [!NOTE]\n", "\n", "\n\n", "{: .note }\n", '--8<-- "f"\n', "<Tabs>\n", "text ", "<!--",
     "-->", ":smile:", "import x from 'y'\n", "{#id}", "| a | b |\n|---|---|\n", "<a name=x>", "\\",
     "<pre>", "{% highlight a %}\n", "{% endhighlight %}\n", "•a  \n", "<details><summary>", "\t"]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=25).map("".join), st.text(max_size=200))


def fences(text):
    return [(token.info, token.content) for token in parser().parse(text) if token.type == "fence"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=_TEXTS, dialect=st.sampled_from(["markdown", "docusaurus"]))
def test_no_text_stops_the_import(text, dialect):
    converted(text, dialect)
    converted(text, "html", "a.html")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(before=_TEXTS, code=_TEXTS, after=_TEXTS)
def test_fenced_code_is_never_changed(before, code, after):
    """All lines of each fence that Markdown sees, whatever is around it; empty ends are nothing."""
    text = f"{before}\n\n``````text\n{code}\n``````\n\n{after}"
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    made = text_of(
        convert_body(
            lines_of(text, "a.md"), "", "a.md", Foreign("docusaurus"), lambda name, page: None, []
        )[0]
    )
    bare = ["\n".join(line.strip() for line in content.split("\n")) for _, content in fences(text)]
    kept = "\n".join(line.strip() for line in made.split("\n"))
    for content in bare:
        assert content.rstrip() in kept
