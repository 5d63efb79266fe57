"""Event delegation: which elements the click listeners at the root of a page are for.

``traces`` asks the page itself; from its answer and the source of the listeners, the script beside
this file works out what each element listens for. See event_listeners.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from curbcut.browser.session import Session
from curbcut.browser.visit import ScriptError

_TRACES = (Path(__file__).parent / "framework_traces.js").read_text("utf-8")
# Bound functions (React), jQuery's dispatcher, the properties of Svelte and Solid.
_RELAYS = re.compile(r"\[native code\]|\.event\.(?:dispatch|handle|triggered)\b|[\"'`]__|\$\$")
# In milliseconds: some ten thousand elements take a tenth of it.
_LIMIT = 500


def traces(session: Session, sources: Iterable[str]) -> dict[str, Any] | None:
    """What frameworks left in the page, if its listeners look like a framework's.

    It is asked in the page's own JavaScript world, so the answer is not trusted.
    """
    if not any(_RELAYS.search(source) for source in sources):
        return None
    params = {"expression": _TRACES, "returnByValue": True, "silent": True, "timeout": _LIMIT}
    with suppress(ScriptError, ValueError, RecursionError):
        answer = session.cdp("Runtime.evaluate", params)
        found = json.loads(str(answer.get("result", {}).get("value")))
        return found if isinstance(found, dict) else None
    return None
