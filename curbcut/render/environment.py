"""Jinja, set up strictly, with a mark in every start tag of every template.

The marks say which template, and which line of it, a tag comes from; see ``content.marks``.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable

import jinja2

from curbcut.content.marks import CLOSE, OPEN, neutralise
from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span
from curbcut.model.theme import Theme

TEMPLATE = Rule(
    id="template-error",
    summary="A template cannot be rendered",
    why="No page that uses it can be made.",
    advice="Correct the line that is named; templates get one value, “view”, and nothing else.",
)
RULES = (TEMPLATE,)

_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.S)
_START_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$)")


class MarkingLoader(jinja2.BaseLoader):
    """Loads the templates of a theme with their marks in."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template; its file name is the one that people are shown."""
        file = self._theme.template(template)
        if file is None:
            raise jinja2.TemplateNotFound(template)
        source = file.data.decode("utf-8").replace("\r\n", "\n")
        return mark_template(neutralise(source), template), file.place, lambda: True


def mark_template(source: str, name: str) -> str:
    """Put a mark behind the name of every start tag that is written out in the template."""
    parts = _JINJA.split(source)
    marked: list[str] = []
    line = 1
    for at, part in enumerate(parts):
        if at % 2:
            marked.append(part)
        else:
            follows = parts[at + 1] if at + 1 < len(parts) else ""
            marked.append(_mark_text(part, name, line, names_tag=follows.startswith("{{")))
        line += part.count("\n")
    return "".join(marked)


def _mark_text(text: str, name: str, line: int, *, names_tag: bool) -> str:
    def stamp(match: re.Match[str]) -> str:
        if names_tag and match.end() == len(text):
            return match[0]  # “<h{{ level }}>”: the name goes on behind the expression
        here = line + text.count("\n", 0, match.start())
        return f"<{match[1]}{OPEN}t:{name}:{here}{CLOSE}"

    return _START_TAG.sub(stamp, text)


def make_environment(theme: Theme) -> jinja2.Environment:
    """The environment for a theme."""
    return jinja2.Environment(
        loader=MarkingLoader(theme),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )


def template_finding(error: Exception, name: str, theme: Theme, page: str) -> Finding:
    """Say at which template and line a rendering went wrong.

    Args:
        error: what Jinja, or an expression in a template, raised.
        name: the template that was asked for.
        theme: where the templates stand.
        page: the page that was being rendered.
    """
    place, line = theme.place(name), 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            place, line = frame.filename, frame.lineno or 1
    message = str(error)
    if isinstance(error, jinja2.TemplateSyntaxError):
        place, line = error.filename or place, error.lineno
        message = error.message or "it cannot be read"
    elif isinstance(error, jinja2.TemplateNotFound):
        message = f"the template “{error.name}” is not there"
    elif isinstance(error, KeyError):
        message = f"there is nothing called “{error.args[0]}” here"
    elif isinstance(error, RecursionError):
        message = "it includes itself without end"
    elif isinstance(error, UnicodeDecodeError):
        message = "it is not UTF-8"
    message = re.sub(r"^'(.+?)' is undefined$", r"“\1” is not defined", message)
    message = re.sub(
        r"^'.*object' has no attribute '(\w+)'$", r"there is nothing called “\1” here", message
    )
    span = Span(place, line, line)
    return Finding(TEMPLATE, f"The template cannot be rendered: {message}", page=page, span=span)
