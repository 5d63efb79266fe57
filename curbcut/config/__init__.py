"""Read the settings of a site."""

from __future__ import annotations

from curbcut.config.reading import RULES, is_language, read_config
from curbcut.config.settings import FILE, OUR_FILES, Config

__all__ = ["FILE", "OUR_FILES", "RULES", "Config", "is_language", "read_config"]
