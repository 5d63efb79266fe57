"""How long ``lint`` takes, against the parsing of the same pages, in one run.

    python bench/lint.py [PAGES] [FOLDER]

Without a folder the pages are made up. The aim: 250 pages in less than a tenth of a second plus
three times their parsing. Both are the best of three rounds, in one process, one after the other.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from curbcut.commands.lint import lint
from curbcut.content.markdown import parse_page
from curbcut.content.sources.discover import discover
from curbcut.run import Options

AIM_SECONDS, AIM_TIMES = 0.1, 3.0

PAGE = """---
title: Page {number}
description: What page {number} is about.
---

We keep your details safe, and we tell you why we ask for them. Read [our promise](page-{next}.md).

## What we keep on page {number}

- your name and your address
- what you **bought** from us, and when
- how we can reach you: `mail` or telephone

![A camera on a table](camera.png "The first one that we sold")

| What | Why | How long |
| --- | --- | --- |
| Name | to send you what you bought | a year |
| Address | for the same reason | a year |

### How you can change it

1. Find the page with your details.
2. Choose **Change** and write what is right.
3. Send it with the button at the end.

You can ask us at any time, and we answer as soon as we can. For more, see
[page {next}](page-{next}.md#what-we-keep-on-page-{next}). We never sell what you tell us.

> Your details belong to you. We look after them.

## If something is wrong

Tell us what is wrong and what is right. If you have moved, give us both addresses, the old one and
the new one. We then correct it everywhere, and tell you when that is done.
"""


def made_up(folder: Path, pages: int) -> None:
    """Write ``pages`` pages, each with a link to the next one."""
    for number in range(pages):
        text = PAGE.format(number=number, next=(number + 1) % pages)
        (folder / f"page-{number}.md").write_text(text, "utf-8")
    (folder / "camera.png").write_bytes(b"")


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three rounds."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Measure and print one line."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 250
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made)
        if len(sys.argv) <= 2:
            made_up(folder, pages)
        sources, _ = discover(folder, "pages")
        texts = list(sources.pages.values())
        parsing = best(lambda: [parse_page(source) for source in texts])
        linting = best(lambda: lint(Options(source=folder)))
        bound = AIM_SECONDS + AIM_TIMES * parsing
        sys.stdout.write(
            f"{len(texts)} pages: parsing {parsing:.2f} s, lint {linting:.2f} s,"
            f" {linting / parsing:.2f} times as long; the aim is {bound:.2f} s:"
            f" {'kept' if linting < bound else 'missed'}\n"
        )


if __name__ == "__main__":
    main()
