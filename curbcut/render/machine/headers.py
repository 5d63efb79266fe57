"""The HTTP headers with which the site is checked and published."""

from __future__ import annotations

from collections.abc import Mapping

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Nothing inline, nothing from other origins, no frames (Content Security Policy Level 3)."""


def _policy(**changes: str) -> str:
    policy = POLICY | {key.replace("_", "-"): value for key, value in changes.items()}
    return "; ".join(f"{key} {value}" for key, value in policy.items())


def page_headers() -> dict[str, str]:
    """The headers for every file of the site."""
    return {
        "Content-Security-Policy": _policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def search_headers() -> dict[str, str]:
    """The headers that differ on the search page: its policy allows WebAssembly.

    Scripts still come only from the site, and evaluating text as script (``unsafe-eval``) is not
    allowed.
    """
    return {"Content-Security-Policy": _policy(script_src="'self' 'wasm-unsafe-eval'")}


def headers_file(exceptions: Mapping[str, Mapping[str, str]], base: str) -> str:
    """The text of the ``_headers`` file, which several static hosting services read.

    ``exceptions`` maps paths within the site to headers that differ there. ``base`` is the path
    under which the site is served, with a slash at both ends; paths in the file start at the root
    of the host.

    Hosts combine the headers of all matching lines. That would send two policies, and browsers
    enforce both, so the general one is removed first ("!").
    """
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in page_headers().items())]
    lines += [f"{base}assets/*", "  Cache-Control: public, max-age=31536000, immutable"]
    for path, headers in exceptions.items():
        address = base + path.lstrip("/")
        for pattern in dict.fromkeys((address, f"{address}index.html")):
            lines += [pattern, *(f"  ! {name}" for name in headers)]
            lines += [f"  {name}: {value}" for name, value in headers.items()]
    return "\n".join(lines) + "\n"
