"""``/.well-known/``: the security contact (RFC 9116), and Global Privacy Control."""

from __future__ import annotations

import datetime as dt
import json
import re

from curbcut.config import Config
from curbcut.model.address import is_address
from curbcut.model.finding import Finding, Rule
from curbcut.model.source import Span
from curbcut.render.machine.addresses import absolute, at_root

SECURITY = Rule(
    id="security-contact",
    summary="The security contact is incomplete or expires soon",
    why=(
        "People who find a vulnerability, which puts customers at risk, need to know that"
        " somebody reads what they send. After the expiry date, they are advised not to trust"
        " the address."
    ),
    fix="Check that the contact works, then set “expires” to a date less than a year ahead.",
    how=(
        "[security] in site.toml has a contact and a date, and the date is more than 30 days"
        " after the day of the build."
    ),
    source=(
        "RFC 9116, sections 2.5.3 and 2.5.5. The 30 days are our own limit, to leave time to act."
    ),
    examples_of="site.toml",
    examples=(
        (
            ('[security]\ncontact = "security@example.com"'),
            ('[security]\ncontact = "security@example.com"\nexpires = 2027-03-01'),
        ),
    ),
)
RULES = (SECURITY,)

_REACH = re.compile(r"https://[^/\s]+(/\S*)?|tel:\+?[0-9-]+|(mailto:)?[^@:\s]+@[^@\s]+\.[^@\s]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

DAYS_AHEAD = 30
SECURITY_FILE = ".well-known/security.txt"
GPC_FILE = ".well-known/gpc.json"


def security_findings(config: Config, today: dt.date) -> list[Finding]:
    """Findings about the security contact as of ``today``; none if the site has no [security]."""
    table = config.security
    begun = "security" in config.spans
    line = config.spans.get("security") or Span(config.file, 1, 1)
    if not begun:
        return []
    findings = [
        Finding(SECURITY, f"[security] has no “{name}”", span=line)
        for name, value in (("contact", table.contact), ("expires", table.expires))
        if not value and f"security.{name}" not in config.spans
    ]
    for name, values, pattern, wanted in (
        ("contact", contacts(config), _REACH, "an email address, or one with https: or tel:"),
        ("preferred_languages", table.preferred_languages, _LANGUAGE, "a language code"),
    ):
        span = config.spans.get(f"security.{name}", line)
        findings += [
            Finding(SECURITY, f"“{value}” in “{name}” is not {wanted}", span=span)
            for value in values
            if not pattern.fullmatch(value)
            or (value.startswith("https:") and not is_address(value))
        ]
    if table.expires is not None:
        days = (table.expires - today).days
        if days <= DAYS_AHEAD:
            words = "has expired" if days < 0 else f"expires in {days} days"
            words = words.replace("1 days", "1 day") if days == 1 else words
            span = config.spans.get("security.expires", line)
            message = f"The security contact {words} ({table.expires.isoformat()})"
            findings.append(Finding(SECURITY, message, span=span))
    return findings


def contacts(config: Config) -> list[str]:
    """The security contacts, in order of preference."""
    written = config.security.contact
    return [entry for entry in ([written] if isinstance(written, str) else written) if entry]


def security_text(config: Config) -> str:
    """The text of ``security.txt``; "" if the contact or the expiry date is missing."""
    table = config.security
    reach = contacts(config)
    if not reach or table.expires is None:
        return ""
    lines = [f"Contact: {_uri(contact)}" for contact in reach]
    lines.append(f"Expires: {table.expires.isoformat()}T00:00:00Z")
    for name, value in (
        ("Policy", table.policy),
        ("Acknowledgments", table.acknowledgments),
        ("Encryption", table.encryption),
        ("Preferred-Languages", ", ".join(table.preferred_languages)),
        ("Canonical", _canonical(config)),
    ):
        if value:
            lines.append(f"{name}: {value}")
    return "\n".join([*lines, ""])


def gpc_text(config: Config) -> str:
    """The text of ``gpc.json``; "" if the site does not declare that it honours the signal."""
    return json.dumps({"gpc": True}) + "\n" if config.privacy.gpc else ""


def _canonical(config: Config) -> str:
    address = absolute(config, f"/{SECURITY_FILE}")
    return address if at_root(config) and address.startswith("https://") else ""


def _uri(contact: str) -> str:
    bare = "@" in contact and not contact.startswith(("mailto:", "https:"))
    return f"mailto:{contact}" if bare else contact
