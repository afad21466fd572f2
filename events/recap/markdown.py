"""Text of people within our Markdown: inert, and back as plain text."""

import re
import unicodedata

from markdown_it.token import Token

from events.text import commonmark

# What means something within a line, in CommonMark and in what blogs add to it ...
INLINE = re.compile(r"[\\`*_{}\[\]<>&|~$]")
# ... what would make a link by itself ...
AUTOLINK = re.compile(r"(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)
# ... and what would begin a heading, a list or a rule.
LEADING = re.compile(r"^(?:[#+\-=:]|(\d+)(?=[.)](?:\s|$)))")
# What no text shows, and what no feed may carry.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Around the name of a person, with a key: see marks.py. Nobody's own text has these.
OPEN, CLOSE = "⟦", "⟧"


def clean(text: str) -> str:
    """Text of people cannot bring marks of its own, nor what cannot be seen.

    Letters are composed (Unicode's form NFC): however it was typed, one name is one text.
    """
    composed = unicodedata.normalize("NFC", CONTROLS.sub("", text))
    return composed.replace(OPEN, "[").replace(CLOSE, "]")


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
