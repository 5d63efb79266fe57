"""Files that a browser would run are never published beside the pages."""

from __future__ import annotations

import gzip

import pytest

from curbcut.content.active import problems_of
from curbcut.pipeline import Options, build
from tests.unit.making import HOME, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
GOOD = [
    f"{SVG}><title>A</title><path d='M0 0'/><style>path {{ fill: red }}</style></svg>",
    f"{SVG}><image href='data:image/png;base64,AAAA'/><a href='#x'><text>A</text></a></svg>",
    f"{SVG}><animate attributeName='x' values='1;2'/><use xlink:href='#a'/></svg>",
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    f"{SVG} version='1.1'/>",
    '<?xml-stylesheet type="text/css" href="a.css"?>' + f"{SVG}/>",
]
BAD = [
    f"{SVG}><script>alert(1)</script></svg>",
    f"{SVG}>\n<g>\n<s:script xmlns:s='http://www.w3.org/2000/svg'/></g></svg>",
    f"{SVG} onload='x()'/>",
    f"{SVG}><a href='javascript:x()'/></svg>",
    f"{SVG}><a xlink:href=' &#10;JavaScript:x()'/></svg>",
    f"{SVG}><a><animate attributeName='href' values='#;javascript:x()'/></a></svg>",
    f"{SVG}><set attributeName='href' to='javascript:x()'/></svg>",
    # Browsers take tabs and line feeds out of an address before they read it.
    f"{SVG}><a href='java&#9;script:x()'/></svg>",
    f"{SVG}><a href='jav&#10;ascript&#13;:x()'/></svg>",
    f"{SVG}><use href='data:image/svg+xml,x'/></svg>",
    f"{SVG}><foreignObject><p/></foreignObject></svg>",
    f"{SVG}><script xmlns='http://www.w3.org/1999/xhtml'/></svg>",
    f"{SVG}><iframe xmlns='http://www.w3.org/1999/xhtml'/></svg>",
    f"<?xml-stylesheet type='text/xsl' href='a.xsl'?>{SVG}/>",
    f"<!DOCTYPE svg [<!ENTITY a '&#60;script/>'>]>{SVG}>&a;</svg>",
    f"{SVG}><p></svg>",
    "no picture",
]


@pytest.mark.parametrize("text", GOOD)
def test_plain_pictures_are_fine(text):
    assert problems_of("a.svg", text.encode(), "a.svg") == []
    assert problems_of("a.svgz", gzip.compress(text.encode()), "a.svgz") == []
    assert problems_of("a.svg", text.encode("utf-16"), "a.svg") == [] or "encoding" in text


@pytest.mark.parametrize("text", BAD)
def test_pictures_that_act_are_refused(text):
    (finding,) = problems_of("a.svg", text.encode(), "a.svg")
    assert finding.blocking
    assert problems_of("a.SVG", text.encode("utf-16"), "a.SVG")
    assert problems_of("a.svgz", gzip.compress(text.encode()), "a.svgz")


def test_the_line_is_named():
    (finding,) = problems_of("a.svg", BAD[1].encode(), "s/a.svg")
    assert str(finding.span) == "s/a.svg:3"


@pytest.mark.parametrize(
    ("name", "text", "refused"),
    [
        ("a.html", "", True),
        ("a/INDEX.HTM", "<p>", True),
        ("a.xhtml", "", True),
        ("a.xht", "", True),
        ("a.mht", "", True),
        ("a.xsl", "<x/>", True),
        ("a.xml", '<html xmlns="http://www.w3.org/1999/xhtml"/>', True),
        ("a.xml", '<?xml-stylesheet type="text/xsl" href="b.xsl"?><a/>', True),
        ("a.xml", f"{SVG}><script/></svg>", True),
        ("a.xml", "<a><b/></a>", False),
        ("a.xml", "<a><b></a>", True),
        ("a.kml", '<x xmlns="http://www.w3.org/1999/xhtml"/>', True),
        ("a.owl", f"  \n{SVG}><script/></svg>", True),
        ("a", '<html xmlns="http://www.w3.org/1999/xhtml"/>', True),
        ("a.kml", "<kml xmlns='http://www.opengis.net/kml/2.2'/>", False),
        ("a.bin", "<<<no markup", False),
        ("a.txt", "<script>alert(1)</script>", False),
        ("a.json", "{}", False),
    ],
)
def test_kinds_of_files(name, text, refused):
    assert bool(problems_of(name, text.encode(), name)) is refused


def test_a_web_page_beside_the_markdown_keeps_the_site_from_being_published(tmp_path):
    page = "<script>document.title = 'run'</script>"
    source = write(tmp_path / "source", {"index.md": HOME, "a/x.html": page})
    out = tmp_path / "dist"
    result = build(Options(source=source, templates=None, out=out, check=False))
    (finding,) = result.blocking
    assert finding.rule.id == "file-runs-in-browsers"
    assert str(finding.span).endswith("source/a/x.html:1")
    assert not out.exists()


def test_a_logo_is_held_to_the_same(tmp_path):
    logo = f"{SVG} width='9' height='9'><script>alert(1)</script></svg>"
    settings = '[theme]\nlogo = "_brand/logo.svg"\n'
    files = {"index.md": HOME, "site.toml": settings, "_brand/logo.svg": logo}
    source = write(tmp_path / "source", files)
    (finding,) = build(
        Options(source=source, templates=None, out=tmp_path / "dist", check=False)
    ).blocking
    assert finding.rule.id == "file-runs-in-browsers"
    assert str(finding.span).endswith("_brand/logo.svg:1")


def test_xml_in_an_encoding_that_is_not_read_here_is_refused():
    """Browsers read it, and would run it."""
    text = '<?xml version="1.0" encoding="shift_jis"?><html xmlns="http://www.w3.org/1999/xhtml"/>'
    for name in ("a.xml", "a.svg"):
        assert problems_of(name, text.encode(), name)


def test_a_picture_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("curbcut.content.active._LARGEST", 1000)
    packed = gzip.compress(f"{SVG}>{' ' * 100_000}</svg>".encode())
    assert len(packed) < 1000
    (finding,) = problems_of("a.svgz", packed, "a.svgz")
    assert "cannot be read" in finding.message
