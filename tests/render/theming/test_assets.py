"""How the theme's style sheets are published."""

from __future__ import annotations

from curbcut.model.theme import Theme, ThemeFile
from curbcut.render.theming.assets import gather_assets


def published(css: str) -> str:
    file = ThemeFile("templates/assets/css/one.css", css.encode())
    files = gather_assets(Theme({"assets/css/one.css": file})).files
    return next(data for name, data in files.items() if name.endswith(".css")).decode()


def test_comments_and_indentation_are_removed():
    css = "/* Why. */\n@layer base {\n  a { color: red; } /* b { } */\n\n  i/**/b { top: 0; }\n}\n"
    assert published(css) == "@layer base {\na { color: red; }\ni b { top: 0; }\n}\n"


def test_comment_characters_in_strings_are_kept():
    css = "a::before { content: \"/* a */\" '\\'/* b */'; }\n"
    assert published(css) == css


def test_a_part_has_its_files_on_pages_that_have_it():
    names = ("css/one.css", "css/parts/tabs.css", "js/parts/tabs.js", "css/pages/search.css")
    made = gather_assets(
        Theme({f"assets/{name}": ThemeFile(name, b"a { top: 0; }\n") for name in names})
    )
    assert len(made.styles_of("article", "<p>Text</p>")) == 1
    assert made.scripts_of("article", '<p class="tabs-like">Text</p>') == ()
    assert [path.split(".")[0] for path in made.styles_of("search", '<div class="tabs">')] == [
        "/assets/site",
        "/assets/search",
        "/assets/tabs",
    ]
    (script,) = made.scripts_of("article", '<div class="tabs">')
    assert script[1:] in made.files
