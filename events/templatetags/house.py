"""What templates of every area need."""

from importlib import import_module
from urllib.parse import urlsplit

import nh3
from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from events.sprints.rules import is_team_member

register = template.Library()
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


@register.filter
@stringfilter
def markdown(text: str) -> SafeString:
    """CommonMark without HTML and without pictures, cleaned once more after rendering."""
    clean = nh3.clean(
        commonmark.render(text), tags=TAGS, url_schemes=SCHEMES, link_rel="nofollow noopener"
    )
    return mark_safe(clean)  # noqa: S308 -- nh3 left nothing that could do harm


@register.simple_tag(takes_context=True)
def may_enter_back_office(context) -> bool:
    """Whether the header offers the way to the back office; strangers cost no query."""
    person = getattr(context.get("request"), "user", None)
    if person is None or person.is_anonymous:
        return False
    return person.is_superuser or is_team_member(person)


@register.simple_tag
def demo_accounts() -> list[str]:
    """The addresses of the demo's accounts, while trying out; nothing in production."""
    if not settings.DEBUG:
        return []
    demo = import_module("events.management.demo")  # nothing of it in production
    return list(demo.what_to_try())
