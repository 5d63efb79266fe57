"""A copy of a page's source with numbered start tags, by which elements are traced to their lines.

``origins.js`` records which elements the parser creates for the page, and has the same parser read
this copy. The numbers are those of the source position tables (``content.sources.folders`` and
``curbcut.html.marks``).
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

from curbcut.browser.devtools.channel import Command, Params
from curbcut.browser.session import Session
from curbcut.browser.visit import ScriptError
from curbcut.html.tokens import EndTag, StartTag, Text, tokens

_HTML = ("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml")


def bring(session: Session) -> str | None:
    """Give ``origins.js`` the numbered source, so that elements have source positions.

    Returns:
        The source as the browser received it if it is HTML, not XML, and is available; else None.
    """
    frame = session.cdp("Page.getFrameTree")["frameTree"]["frame"]
    kind = frame.get("mimeType", "")
    if kind not in _HTML:
        return None
    source = source_of(session, frame)
    if source is None:
        return None
    xml = kind != "text/html"
    scripts = session.state.scripts
    text = numbered(source, xml=xml, scripts=scripts)
    session.script("curbcutOrigins.expect(arguments[0], arguments[1])", text, xml)
    return None if xml else source


def source_of(session: Session, frame: Params) -> str | None:
    """The source of the document in a frame of ``Page.getFrameTree``, None if it is not kept."""
    ways: tuple[Command, ...] = (
        ("Page.getResourceContent", {"frameId": frame["id"], "url": frame["url"]}),
        # The address above is not that of the source once a script has given the document another.
        ("Network.getResponseBody", {"requestId": frame["loaderId"]}),
    )
    for command, params in ways:
        with suppress(ScriptError):
            answer = session.cdp(command, params)
            if answer.get("base64Encoded"):
                return None
            return str(answer.get("content", answer.get("body", "")))
    return None


def numbered(text: str, *, xml: bool, scripts: bool) -> str:
    """A copy of a page whose start tags have a ``curbcut-number``: their index by name, from 0.

    With ``scripts`` enabled, the content of a noscript element is text, and is left out.
    """
    made: list[str] = []
    counted: Counter[str] = Counter()
    at = 0
    within = ""
    for token in tokens(text, xml=xml):
        if isinstance(token, StartTag):
            within = token.name
            if not token.in_template:
                number = f' curbcut-number="{counted[within]}"'
                made += [text[at : token.name_end], number]
                counted[within] += 1
                at = token.name_end
        elif scripts and isinstance(token, Text) and token.as_written and within == "noscript":
            made.append(text[at : token.start])
            at = token.end
        elif isinstance(token, EndTag):
            within = ""
    made.append(text[at:])
    return "".join(made)
