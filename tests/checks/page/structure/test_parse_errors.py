"""What browsers have to repair, read from the source."""

from __future__ import annotations

import pytest

from curbcut.checks.page.structure.parse_errors import Reading


def mistakes(text):
    return [(m.kind, m.line, m.column, m.name) for m in Reading(text).read().mistakes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img alt=""\n alt="a">', ("attribute", 1, 1, "alt")),
        ("<p>\n<a href=a>b <a href=c>d</a></p>", ("nested", 2, 13, "a")),
        ("<p>a<div>b</div></p>", ("early", 1, 5, "div")),
        ("<p><b><i>a</b></i></p>", ("overlap", 1, 11, "b")),
        ("<div><span>a</div>", ("unclosed", 1, 6, "span")),
        ("<div>a</div></div>", ("stray", 1, 13, "div")),
        ("<table><tr>a<td>b</table>", ("in-table", 1, 12, "")),
        ("<body>a</body>\n<p>b", ("late", 2, 1, "p")),
        ("<body>a<body>b", ("second-body", 1, 8, "body")),
        ('<a href="b>c</a> <b class="d">e</b>', ("quote", 1, 1, "a")),
    ],
)
def test_finds(text, expected):
    assert expected in mistakes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain words < 3 & more",
        "<p>a<p>b<ul><li>c<li>d</ul><dl><dt>e<dd>f</dl>",
        "<table><caption>a<tr><th>b<td>c<tbody><tr><td>d</table>",
        "<ruby>a<rp>(<rt>b<rp>)</ruby><select><option>c<optgroup><option>d</select>",
        "<p title=\"</p>\" data-a='<b>' lang=en>a</p><br/><hr />",
        "<script>'</div>'</script><style>a::after{content:'<b>'}</style><!-- <b> -->",
        "<textarea><b></textarea><title><b></title><noscript><b></noscript>",
        "<svg><g/><title>a</title><foreignObject><p>b</p></foreignObject></svg><math><mi>x</mi></math>",
        "<a href=b><div><p>c</p></div></a><button><p>d</p></button>",
        "<ul><li><ul><li>a</ul><li>b</ul><table><tr><td><table><tr><td>c</table></table>",
        "<form><p>a</p></form><form><p>b</p></form><template><form></form></template>",
    ],
)
def test_is_silent(text):
    assert not mistakes(text)


def test_survives_anything():
    for text in (
        "<",
        "</",
        "<!",
        "<!--",
        "<a",
        "<a b",
        '<a b="',
        "<script>",
        "</p></a></td>",
        "<a <b <c",
    ):
        Reading(text).read()
    assert Reading("<div>" * 20_000).read().mistakes
