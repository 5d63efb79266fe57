"""A small good site, to be broken in one way at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SETTINGS = """\
[site]
title = "Bicycle Help"

[contact]
page = "contact.md"
email = "help@example.com"

[search]
enabled = false
"""
HOME = """\
---
title: Help
description: Answers about our bicycles.
---

Welcome. Start with [looking after your bicycle](care.md).
"""
CARE = """\
---
title: Looking after your bicycle
description: What to do once a week, and once a year.
---

A clean bicycle lasts longer.

## Once a week

Wipe the [chain](#the-chain) with a dry cloth.

### The chain

![A hand holds a cloth around a chain](chain.png)

## Once a year

| Part | What to do |
| --- | --- |
| Brakes | Check the pads |

Ask us on the [contact page](contact.md).
"""
CONTACT = """\
---
title: Contact us
description: How to reach us.
---

Write to [help@example.com](mailto:help@example.com).
"""
# One grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6368000000820081dd436af40000000049454e44ae426082"
)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The folder that holds ``site_src`` and ``templates``; the current one."""
    source = tmp_path / "site_src"
    source.mkdir()
    (source / "site.toml").write_text(SETTINGS, "utf-8")
    (source / "index.md").write_text(HOME, "utf-8")
    (source / "care.md").write_text(CARE, "utf-8")
    (source / "contact.md").write_text(CONTACT, "utf-8")
    (source / "chain.png").write_bytes(PIXEL)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    return tmp_path
