"""The Jinja environment: strict, with a mark in every start tag of every template.

A mark names the template and line that a tag comes from; see ``curbcut.html.marks``.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable

import jinja2

from curbcut.html.marks import CLOSE, OPEN, neutralise
from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span
from curbcut.model.theme import Theme, ThemeFile

TEMPLATE = Rule(
    id="template-error",
    summary="A template cannot be rendered",
    why="Pages that use it cannot be built.",
    fix=(
        "Correct the line that the message names. Templates get one value, “view”, and nothing"
        " else."
    ),
)
RULES = (TEMPLATE,)

_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.S)
_START_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$)")


class MarkingLoader(jinja2.BaseLoader):
    """Loads the templates of a theme and adds marks to them."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template; the file name returned is its displayed path."""
        file = self._theme.template(template)
        if file is None:
            raise jinja2.TemplateNotFound(template)
        source = file.data.decode("utf-8").replace("\r\n", "\n")
        return mark_template(neutralise(source), template), file.place, lambda: True


def mark_template(source: str, name: str) -> str:
    """Add a mark after the name of every start tag whose name is literal in the template."""
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
            return match[0]  # “<h{{ level }}>”: an expression is part of the name
        here = line + text.count("\n", 0, match.start())
        return f"<{match[1]}{OPEN}t:{name}:{here}{CLOSE}"

    return _START_TAG.sub(stamp, text)


def make_environment(theme: Theme) -> jinja2.Environment:
    """The Jinja environment for a theme."""
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
    """The finding for a template that failed, at the line that caused it.

    Args:
        error: the exception raised by Jinja or by an expression in a template.
        name: the template that was rendered.
        theme: the theme with the templates.
        page: the path of the page that was rendered.
    """
    place, line = _place(error, theme) or (theme.place(name), 1)
    message = _words(error)
    broken = _broken_promise(error, theme)
    if broken is not None:
        called = f"; “{place}” calls it in line {line}"
        place, line, message = broken[0], broken[1], broken[2] + called
    message = re.sub(r"^'(.+?)' is undefined$", r"“\1” is not defined", message)
    message = re.sub(
        r"^'.*object' has no attribute '(\w+)'$", r"there is nothing called “\1” here", message
    )
    span = Span(place, line, line)
    return Finding(TEMPLATE, f"The template cannot be rendered: {message}", page=page, span=span)


def _place(error: Exception, theme: Theme) -> tuple[str, int] | None:
    """The template and line of the error: the innermost in the site's own templates, if any.

    Built-in templates are correct, so the error is in one that calls them or is called by them.
    """
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    frames = [
        (frame.filename, frame.lineno or 1)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".j2")
    ]
    own = {file.place for file in _own(theme).values()}
    return next((one for one in reversed(frames) if one[0] in own), frames[-1] if frames else None)


def _own(theme: Theme) -> dict[str, ThemeFile]:
    """The site's own templates, by name: those that differ from the built-in ones."""
    return {
        name: file
        for name, file in theme.files.items()
        if name.endswith(".j2") and theme.built_in.get(name) != file
    }


_NOT_EXPORTED = re.compile(r"^the template '(.+?)' .*does not export the requested name '(\w+)'")
_WRONG_ARGUMENTS = re.compile(r"^macro '(\w+)' (takes .+)$")


def _broken_promise(error: Exception, theme: Theme) -> tuple[str, int, str] | None:
    """Find a macro of the site's that is missing, or does not take its callers' arguments.

    Returns:
        The file, the line and the message; None if the error is something else.
    """
    own = _own(theme)
    if (found := _NOT_EXPORTED.match(str(error))) and (file := own.get(found[1])):
        return file.place, 1, f"it has no macro “{found[2]}”"
    if found := _WRONG_ARGUMENTS.match(str(error)):
        macro = re.compile(rf"{{%[-+]?\s*macro\s+{found[1]}\s*\(".encode())
        for file in own.values():
            if at := macro.search(file.data):
                line = file.data.count(b"\n", 0, at.start()) + 1
                return file.place, line, f"the macro “{found[1]}” {found[2]}"
    return None


def _words(error: Exception) -> str:
    """The message of an error, for people who write templates."""
    match error:
        case jinja2.TemplateSyntaxError():
            return error.message or "it cannot be read"
        case jinja2.TemplateNotFound():
            return f"the template “{error.name}” does not exist"
        case KeyError():
            return f"there is nothing called “{error.args[0]}” here"
        case RecursionError():
            return "it includes itself endlessly"
        case UnicodeDecodeError():
            return "it is not UTF-8"
    return str(error)
