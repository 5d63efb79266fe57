"""The table of page kinds, and what is made of it elsewhere."""

import typing

import msgspec

from curbcut.model.front_matter import FrontMatter
from curbcut.model.kinds import CHOSEN, KINDS
from curbcut.render.theming.theme import read_theme


def test_front_matter_may_name_the_kinds_that_are_chosen():
    kind = typing.get_type_hints(FrontMatter)["kind"]
    (literal,) = (one for one in typing.get_args(kind) if one is not type(None))
    assert set(typing.get_args(literal)) == set(CHOSEN)
    schema = msgspec.json.schema(FrontMatter)
    assert schema["$defs"]["FrontMatter"]["additionalProperties"] is False


def test_each_kind_has_a_template_and_each_template_a_kind():
    pages = {name for name in read_theme(None).files if name.startswith("pages/")}
    made = {kind.template for kind in KINDS.values()}
    assert made <= pages
    assert pages - made == {"pages/moved.html.j2"}  # redirect pages are not pages of the site
