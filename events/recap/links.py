"""Addresses as they are kept and named: without what follows readers around, and by what they lead to."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote_plus, urlsplit

from django.core.exceptions import ValidationError

# What mail programs, networks and search engines append to learn who followed a link.
TRACKING = re.compile(
    r"utm_.+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_cid|mc_eid"
    r"|ref_src|ref_url|_hsenc|_hsmi|mkt_tok",
    re.IGNORECASE,
)
# A thread of Discourse, the software of many forums: its ?u= names who has shared it.
THREAD = re.compile(r"/t/(?P<words>[\w-]*[^\W\d][\w-]*)/\d+(/\d+)?/?")
SHARED_BY = "u"
PEP = re.compile(r"(/dev/peps)?/pep-(?P<number>\d{4,5})(/|\.html)?")
PEP_HOSTS = ("peps.python.org", "www.python.org", "python.org")
GITHUB = ("github.com", "www.github.com")
NUMBERED = re.compile(
    r"/(?P<repository>[\w.-]+/[\w.-]+)/(?P<what>issues|pull)/(?P<number>\d+)(/.*)?"
)
COMMIT = re.compile(r"/(?P<repository>[\w.-]+/[\w.-]+)/commit/(?P<hash>[0-9a-f]{7,64})/?")
KINDS = {"issues": "issue", "pull": "pull request"}
SHORT_HASH = 7


class Recognised(NamedTuple):
    """What an address leads to, in words, and its short name."""

    kind: str
    label: str


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


def recognised(url: str) -> Recognised | None:
    """What the address leads to, if its shape tells."""
    parts = _split(url)
    if parts is None:
        return None
    host, path = parts.hostname or "", parts.path
    if host in GITHUB:
        return _on_github(path)
    if host in PEP_HOSTS and (found := PEP.fullmatch(path)):
        return Recognised("PEP", f"PEP {int(found['number'])}")
    if found := THREAD.fullmatch(path):
        words = found["words"].replace("-", " ").strip()
        return Recognised("thread", words[:1].upper() + words[1:])
    return None


def label(url: str) -> str:
    """How the address is named on a page: by what it leads to, else by its host."""
    known = recognised(url)
    if known is not None:
        return known.label
    parts = _split(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # what urllib raises for half an IPv6 address
        return None


def _is_tracking(pair: str, path: str) -> bool:
    name = unquote_plus(pair.partition("=")[0])
    shares_thread = name == SHARED_BY and path.startswith("/t/")
    return shares_thread or TRACKING.fullmatch(name) is not None


def _on_github(path: str) -> Recognised | None:
    if found := NUMBERED.fullmatch(path):
        return Recognised(KINDS[found["what"]], f"{found['repository']}#{found['number']}")
    if found := COMMIT.fullmatch(path):
        return Recognised("commit", f"{found['repository']}@{found['hash'][:SHORT_HASH]}")
    return None
