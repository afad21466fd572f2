"""CommonMark as people type it: to HTML that is safe to show."""

from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Where a link may lead; without a scheme it stays on this site.
SCHEMES = {"http", "https", "mailto"}
TAGS = nh3.ALLOWED_TAGS - {"img"}


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
