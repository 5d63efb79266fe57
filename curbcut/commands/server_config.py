"""Generate a web server configuration for the site."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from urllib.parse import unquote

from curbcut.model.finding import CurbcutError
from curbcut.publish.servers.caddy import caddy
from curbcut.publish.servers.facts import Facts, still_gone
from curbcut.publish.servers.nginx import nginx
from curbcut.render.machine.addresses import base_path
from curbcut.render.machine.redirect_pages import server_redirects
from curbcut.render.pages import files_of
from curbcut.run import Options
from curbcut.stages import Prepared, prepare

_SERVERS = {"nginx": nginx, "caddy": caddy}


def server_config(options: Options, server: str) -> str:
    """The configuration of a web server ("nginx" or "caddy") for the site.

    Raises:
        CurbcutError: when the site has findings that keep it from being published.
    """
    prepared = prepare(dataclasses.replace(options, check=False))
    wrong = [finding for finding in prepared.findings if finding.blocking]
    if wrong:
        raise CurbcutError(
            f"The site cannot be published as it is: {wrong[0].message}.",
            "“curbcut lint” lists all findings.",
        )
    base = base_path(prepared.config)
    files = files_of(prepared.rendered)
    pairs = server_redirects(prepared.site.redirects, base)
    redirects = tuple((unquote(old), target) for old, target in pairs)
    facts = Facts(
        base=base,
        headers=prepared.rendered.headers,
        redirects=redirects,
        gone=still_gone(prepared.ledger.gone, files, redirects, base),
        missing_pages=_missing_pages(prepared, files, base),
        exceptions=prepared.rendered.exceptions,
    )
    return _SERVERS[server](facts)


def _missing_pages(prepared: Prepared, files: Mapping[str, bytes], base: str) -> dict[str, str]:
    """The “not found” pages by the folder that each is for, the longest path first."""
    if "404.html" not in files:
        return {}
    pages = prepared.site.pages.values()
    found = {base + page.root[1:]: base + page.output for page in pages if page.kind.anywhere}
    found[base] = f"{base}404.html"
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))
