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
