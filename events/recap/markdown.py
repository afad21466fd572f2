"""Markdown of a report for the post of a blog, which adds meanings of its own."""

import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from mdformat.renderer import DEFAULT_RENDERERS, MDRenderer, RenderContext, RenderTreeNode

from events.text import AUTOLINK, commonmark

# What means something in the post of a blog, where `AT&T`, `a_b` and `1 < 2` stay as they are.
MEANT = re.compile(
    rf"[\\`*\[\]{{}}|~$]|<(?! )|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|{AUTOLINK.pattern}", re.IGNORECASE
)
# What somebody may take for the end of a line; typed as an entity, or no end to CommonMark.
ENDS = re.compile("[\n\r\u2028\u2029]")
# What an entry of a list has before its text, be it the marker or an indent.
MARGIN = re.compile("^(..)(?=.)", re.MULTILINE)


def for_blog(text: str, base: str) -> str:
    """The Markdown for another site; `base` is the address of its page here, for links from there.

    What the page's parser read is written as Markdown again, so that nothing is more there than it
    is here: neither HTML nor a link that the page refuses.
    """
    env: dict[str, Any] = {"base": base}
    tokens = commonmark.parse(f"{text}\n", env)  # so that the last line of a block of code ends
    return MDRenderer().render(tokens, OPTIONS, env, finalize=False)


def inert(text: str) -> str:
    return ENDS.sub(lambda end: f"&#{ord(end[0])};", MEANT.sub(r"\\\g<0>", text))


def _text(node: RenderTreeNode, context: RenderContext) -> str:
    text = inert(node.content)
    after = node.next_sibling
    # A link behind a mark of exclamation would be a picture.
    return f"{text[:-1]}\\!" if text.endswith("!") and after and after.type == "link" else text


def _link(node: RenderTreeNode, context: RenderContext) -> str:
    if node.info != "auto":
        address = str(node.attrs["href"])
        if not urlsplit(address).scheme:
            address = urljoin(context.env["base"], address)
        node.attrs["href"] = address.replace("&", r"\&")
        if "title" in node.attrs:
            node.attrs["title"] = inert(str(node.attrs["title"]))
    return DEFAULT_RENDERERS["link"](node, context)


def _paragraph(node: RenderTreeNode, context: RenderContext) -> str:
    """A line with a colon in front explains a term in some blogs."""
    return re.sub("^:", r"\:", DEFAULT_RENDERERS["paragraph"](node, context), flags=re.MULTILINE)


def _bullet_list(node: RenderTreeNode, context: RenderContext) -> str:
    """Every entry begins with `-   `, as the blog's own tools write it."""
    return MARGIN.sub(r"\1  ", DEFAULT_RENDERERS["bullet_list"](node, context))


def _rule(node: RenderTreeNode, context: RenderContext) -> str:
    return "***"  # as short as it can be without looking like front matter


RENDERERS = {
    "text": _text,
    "link": _link,
    "paragraph": _paragraph,
    "bullet_list": _bullet_list,
    "hr": _rule,
}
OPTIONS = {
    "parser_extension": [SimpleNamespace(RENDERERS=RENDERERS)],
    "mdformat": {"number": True},  # 1, 2, 3 instead of 1, 1, 1
}
