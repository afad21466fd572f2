"""Addresses as they are stored and named: without tracking, and by what they lead to."""

import re
from urllib.parse import SplitResult, unquote_plus, urlsplit

from django.core.exceptions import ValidationError

# What mail programs, networks and search engines append to learn who followed a link.
TRACKING = re.compile(
    r"utm_.+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_cid|mc_eid"
    r"|ref_src|ref_url|_hsenc|_hsmi|mkt_tok",
    re.IGNORECASE,
)
# Host and path of an issue or a pull request, of a commit, of a PEP, and how each is named.
GITHUB = r"(?:www\.)?github\.com/([\w.-]+/[\w.-]+)"
PEPS = r"(?:peps\.|www\.)?python\.org(?:/dev/peps)?"
NAMED = (
    (re.compile(rf"{GITHUB}/(?:issues|pull)/(\d+)(?:/.*)?"), "{}#{}"),
    (re.compile(rf"{GITHUB}/commit/([0-9a-f]{{7}})[0-9a-f]{{0,57}}/?"), "{}@{}"),
    (re.compile(rf"{PEPS}/pep-(?=\d{{4,5}}\b)0*(\d+)(?:/|\.html)?"), "PEP {}"),
)
# A thread of Discourse, the software of many forums: its ?u= names who has shared it.
THREAD = re.compile(r"/t/([\w-]*[^\W\d][\w-]*)/\d+(/\d+)?/?")
SHARED_BY = "u"


def clean(url: str) -> str:
    """The address without tracking. Raises ValidationError for what is none of the web's."""
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValidationError("Please give an address that begins with https://.", code="scheme")
    if "@" in parts.netloc:
        raise ValidationError(
            "This address holds a name or a password. Give it without them.", code="credentials"
        )
    kept = [pair for pair in parts.query.split("&") if not _is_tracking(pair, parts.path)]
    return parts._replace(query="&".join(kept)).geturl()


def label(url: str) -> str:
    """How the address is named on a page: by what it leads to, else by its host."""
    parts = _split(url)
    if parts is None:
        return ""
    host = parts.hostname or ""
    for shape, name in NAMED:
        if match := shape.fullmatch(f"{host}{parts.path}"):
            return name.format(*match.groups())
    if (match := THREAD.fullmatch(parts.path)) and not host.endswith("github.com"):
        words = match[1].replace("-", " ").strip()
        return words[:1].upper() + words[1:]
    return host.removeprefix("www.")


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # what urllib raises for half an IPv6 address
        return None


def _is_tracking(pair: str, path: str) -> bool:
    name = unquote_plus(pair.partition("=")[0])
    shares_thread = name == SHARED_BY and path.startswith("/t/")
    return shares_thread or TRACKING.fullmatch(name) is not None
