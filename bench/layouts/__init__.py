"""One file a tool: the same made-up site, as that tool wants it."""

from bench.layouts import curbcut, eleventy, hugo, mkdocs, pelican

LAYOUTS = (
    curbcut.LAYOUT,
    hugo.LAYOUT,
    eleventy.LAYOUT,
    pelican.LAYOUT,
    mkdocs.MATERIAL,
    mkdocs.ZENSICAL,
)
