"""An Atom feed (RFC 4287) of changes to the site's policies: ``feed.xml``."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from curbcut.config import Config
from curbcut.model.page import Edition, Page, Site
from curbcut.model.policy import Version
from curbcut.render.machine.addresses import absolute

FILE = "feed.xml"

type _Dated = tuple[Version, Page]


def dated_versions(site: Site, root: str = "/") -> list[_Dated]:
    """All versions of a language's policies, each with the policy's page, the newest first."""
    found = [
        (version, site.pages[path])
        for path, policy in site.policies.items()
        if path == policy.versions[0].path and site.pages[path].root == root
        for version in policy.versions
    ]
    return sorted(found, key=lambda pair: (pair[0].effective, pair[0].path), reverse=True)


def feed(site: Site, config: Config, edition: Edition) -> str:
    """The feed. Its dates are those of the policies, so that output is reproducible."""
    versions = dated_versions(site, edition.root)
    here = absolute(config, edition.root + FILE)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(edition.language)}>',
        f"<id>{escape(here)}</id>",
        f"<title>{escape(edition.title)}</title>",
        f'<link rel="self" href={quoteattr(here)}/>',
        f"<link href={quoteattr(absolute(config, edition.root))}/>",
        f"<author><name>{escape(edition.organisation or edition.title)}</name></author>",
        f"<updated>{_since(versions[0][0])}</updated>",
    ]
    for version, policy in versions:
        lines += _entry(version, policy, config)
    return "\n".join([*lines, "</feed>", ""])


def _entry(version: Version, policy: Page, config: Config) -> list[str]:
    # Made of policy and date, so that the id never changes (RFC 4287, section 4.2.6).
    number = f"{absolute(config, policy.path)}#{version.effective.isoformat()}"
    address = absolute(config, version.changes or version.path)
    return [
        f"<entry xml:lang={quoteattr(policy.language)}>",
        f"<id>{escape(number)}</id>",
        f"<title>{escape(version.name)}</title>",
        f"<link href={quoteattr(address)}/>",
        f"<updated>{_since(version)}</updated>",
        f"<summary>{escape(version.note or policy.parsed.meta.description)}</summary>",
        "</entry>",
    ]


def _since(version: Version) -> str:
    return f"{version.effective.isoformat()}T00:00:00Z"
