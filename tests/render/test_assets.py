"""What becomes of the theme's style sheets."""

from __future__ import annotations

from pathlib import Path

from curbcut.render.assets import gather_assets


def published(tmp_path: Path, css: str) -> str:
    folder = tmp_path / "assets" / "css"
    folder.mkdir(parents=True)
    (folder / "one.css").write_text(css, "utf-8")
    files = gather_assets(tmp_path).files
    return next(data for name, data in files.items() if name.endswith(".css")).decode()


def test_comments_and_indents_stay_at_home(tmp_path):
    css = "/* Why. */\n@layer base {\n  a { color: red; } /* b { } */\n\n  i/**/b { top: 0; }\n}\n"
    assert published(tmp_path, css) == "@layer base {\na { color: red; }\ni b { top: 0; }\n}\n"


def test_what_only_looks_like_a_comment_stays(tmp_path):
    css = "a::before { content: \"/* a */\" '\\'/* b */'; }\n"
    assert published(tmp_path, css) == css
