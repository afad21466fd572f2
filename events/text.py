"""CommonMark as people type it: to safe HTML, to plain text, and what to escape within it."""

import re
import unicodedata
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Where a link may lead; without a scheme it stays on this site.
SCHEMES = {"http", "https", "mailto"}
TAGS = nh3.ALLOWED_TAGS - {"img"}

# What means something within a line, in CommonMark and in what blogs add to it ...
INLINE = re.compile(r"[\\`*_{}\[\]<>&|~$]")
# ... what would make a link by itself ...
AUTOLINK = re.compile(r"(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)
# ... and what would begin a heading, a list or a rule.
LEADING = re.compile(r"^(?:[#+\-=:]|(\d+)(?=[.)](?:\s|$)))")
# What no text shows, and what no feed may carry.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Parser(MarkdownIt):
    """CommonMark that makes a link only if it leads to a page or a mailbox; any other is text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        # The library has encoded all that `urlsplit` could stumble over.
        return urlsplit(url).scheme in {"", *SCHEMES}


# All Markdown is read by this one. What was meant as a picture is a link to it.
commonmark = Parser("commonmark", {"html": False}).disable("image")


def to_html(text: str) -> SafeString:
    """CommonMark without HTML and without pictures, sanitized after rendering."""
    html = nh3.clean(
        commonmark.render(text), tags=TAGS, url_schemes=SCHEMES, link_rel="nofollow noopener"
    )
    return mark_safe(html)  # noqa: S308 -- nh3 left nothing that could do harm


def clean(text: str) -> str:
    """Without what cannot be seen, in composed letters (NFC): a name is one text however typed."""
    return unicodedata.normalize("NFC", CONTROLS.sub("", text))


def escape(text: str) -> str:
    """The text as it is, in one line, wherever it stands."""
    line = INLINE.sub(r"\\\g<0>", " ".join(clean(text).split()))
    line = AUTOLINK.sub(r"\\\g<0>", line)
    return LEADING.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", line)


def link(text: str, url: str) -> str:
    """A link with this text; without address the text alone. `url` has been validated as http(s)."""
    shown = escape(text)
    for character in "<>\\":  # a backslash would take the meaning from the end
        url = url.replace(character, f"%{ord(character):X}")
    return f"[{shown}](<{url}>)" if url else shown


def plain(markdown: str) -> str:
    """What is left to read without any mark-up, in one line."""
    words: list[str] = []
    for token in commonmark.parse(markdown):
        words.extend(_read(child) for child in token.children or ())
        if token.type.endswith("_close"):
            words.append(" ")
    return " ".join("".join(words).split())


def _read(token: Token) -> str:
    return (
        token.content
        if token.type in ("text", "code_inline")
        else " " * token.type.endswith("break")
    )
