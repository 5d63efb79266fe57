"""The HTTP headers that the site is published, and checked, with."""

from __future__ import annotations

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


def page_headers() -> dict[str, str]:
    """Headers for every file of the site."""
    return {
        "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in POLICY.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def headers_file() -> str:
    """The same as a ``_headers`` file, which several static hosts read."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in page_headers().items())]
    lines += ["/assets/*", "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(lines) + "\n"
