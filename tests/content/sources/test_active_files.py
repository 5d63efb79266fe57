"""Files that a browser would run are never published beside the pages."""

from __future__ import annotations

import gzip

import pytest

from curbcut.commands.build import build
from curbcut.content.sources.active_files import problems_of
from curbcut.model.finding import CurbcutError
from curbcut.run import Options
from tests.making import HOME, write

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
        # Names that some systems and servers read as others.
        *(
            (name, "Words <script>x()</script>", True)
            for name in (
                "a.html.",
                "a.html ",
                "a.HTML. .",
                "a.html.bak",
                "a.html.de",
                "a.htm.old",
                "a.html.gz",
            )
        ),
        ("a.html.txt", "x", False),
        ("a.html.zip", "x", False),
        ("a.svg.bak", f"{SVG} onload='x()'/>", True),
        ("a.svg.bak", f"{SVG}/>", False),
        # What browsers take for a page where no server says what it is.
        ("a", "<!-- c --><html>", True),
        ("a.download", "<h1>A</h1><script>x()</script>", True),
        ("a.gpx", "<!-- c --><gpx/>", False),
        ("a.pdf", "<p>", False),
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


def test_pictures_that_are_packed_under_another_name():
    for name in ("a.svg.gz", "a.svg"):
        assert problems_of(name, gzip.compress(BAD[0].encode()), name)
        assert problems_of(name, gzip.compress(GOOD[0].encode()), name) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("evil.html", "x"),
        ("img/e.svg", f"{SVG} onload='x()'/>"),
        ("icon.svg", f"{SVG}><script/></svg>"),
    ],
)
def test_what_a_theme_publishes_is_held_to_the_same(tmp_path, name, text):
    source = write(tmp_path / "source", {"index.md": HOME})
    theme = write(tmp_path / "theme", {f"assets/{name}": text})
    out = tmp_path / "dist"
    result = build(Options(source=source, templates=theme, out=out, check=False))
    (finding,) = result.blocking
    assert finding.rule.id == "file-runs-in-browsers"
    assert str(finding.span).endswith(f"theme/assets/{name}:1")
    assert not out.exists()


def test_a_theme_publishes_nothing_from_elsewhere(tmp_path):
    source = write(tmp_path / "source", {"index.md": HOME})
    theme = write(tmp_path / "theme", {"assets/a.txt": "x"})
    secret = write(tmp_path / "home", {"secret.txt": "x"}) / "secret.txt"
    options = Options(source=source, templates=theme, out=tmp_path / "dist", check=False)
    (theme / "assets" / "b.txt").symlink_to(theme / "assets" / "a.txt")
    assert not build(options).blocking
    (theme / "assets" / "c.txt").symlink_to(secret)
    with pytest.raises(CurbcutError, match=r"c\.txt” is a symbolic link out of"):
        build(options)


def test_xml_in_an_encoding_that_is_not_read_here_is_refused():
    """Browsers read it, and would run it."""
    text = '<?xml version="1.0" encoding="shift_jis"?><html xmlns="http://www.w3.org/1999/xhtml"/>'
    for name in ("a.xml", "a.svg"):
        assert problems_of(name, text.encode(), name)


def test_a_picture_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("curbcut.content.sources.active_files._LARGEST", 1000)
    packed = gzip.compress(f"{SVG}>{' ' * 100_000}</svg>".encode())
    assert len(packed) < 1000
    (finding,) = problems_of("a.svgz", packed, "a.svgz")
    assert "cannot be read" in finding.message
