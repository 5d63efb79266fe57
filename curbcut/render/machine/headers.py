"""The HTTP headers that the site is published, and checked, with."""

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
"""Nothing inline, nothing from elsewhere, no frames (Content Security Policy Level 3)."""


def _policy(**changes: str) -> str:
    policy = POLICY | {key.replace("_", "-"): value for key, value in changes.items()}
    return "; ".join(f"{key} {value}" for key, value in policy.items())


def page_headers() -> dict[str, str]:
    """Headers for every file of the site."""
    return {
        "Content-Security-Policy": _policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def search_headers() -> dict[str, str]:
    """What the search page's headers have instead: it may compile WebAssembly, nothing else.

    Scripts still come from the site alone, and none may be made out of text (``unsafe-eval``).
    """
    return {"Content-Security-Policy": _policy(script_src="'self' 'wasm-unsafe-eval'")}


def headers_file(exceptions: Mapping[str, Mapping[str, str]], base: str) -> str:
    """The same as a ``_headers`` file, which several static hosts read.

    ``exceptions`` are headers of single pages, by address within the site. ``base`` is the path
    that the site lives under, with a slash at both ends: hosts read the file at their root.

    A host that adds up the headers of all lines that fit would send two policies, of which browsers
    obey both, so the general one is removed first ("!").
    """
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in page_headers().items())]
    lines += [f"{base}assets/*", "  Cache-Control: public, max-age=31536000, immutable"]
    for path, headers in exceptions.items():
        address = base + path.lstrip("/")
        for pattern in dict.fromkeys((address, f"{address}index.html")):
            lines += [pattern, *(f"  ! {name}" for name in headers)]
            lines += [f"  {name}: {value}" for name, value in headers.items()]
    return "\n".join(lines) + "\n"
