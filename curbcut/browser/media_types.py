"""The media type (Content-Type) that a file is served with."""

from __future__ import annotations

# Not the `mimetypes` module: it reads tables of the machine, so that types would differ between
# machines.
TYPES = {
    "avif": "image/avif",
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "m4a": "audio/mp4",
    "map": "application/json",
    "md": "text/markdown",
    "mjs": "text/javascript",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "rss": "application/rss+xml",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xhtml": "application/xhtml+xml",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""File extension to media type."""
TEXT = ("text/", "application/json", "application/manifest", "application/rss", "image/svg")


def content_type(path: str, body: bytes = b"") -> str:
    """The Content-Type of a file, with ``charset=utf-8`` for text.

    Text that is not UTF-8 (possible in folders that Curbcut did not build) gets no charset, so that
    the page's own ``meta`` element decides.
    """
    media = TYPES.get(path.rpartition(".")[2].lower()) if "." in path else None
    if media is None:
        return "text/plain; charset=utf-8" if not path else "application/octet-stream"
    if not media.startswith(TEXT):
        return media
    try:
        body.decode()
    except UnicodeDecodeError:
        return media
    return f"{media}; charset=utf-8"
