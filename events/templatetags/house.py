"""What templates of every area need."""

from importlib import import_module

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString

from events.photos.display import picture_of
from events.photos.models import Picture
from events.sprints.rules import is_team_member
from events.text import to_html

register = template.Library()


@register.filter
@stringfilter
def markdown(text: str) -> SafeString:
    return to_html(text)


@register.simple_tag(takes_context=True)
def may_enter_back_office(context) -> bool:
    """Whether the header links to the back office; strangers cost no query."""
    person = getattr(context.get("request"), "user", None)
    if person is None or person.is_anonymous:
        return False
    return person.is_superuser or is_team_member(person)


@register.simple_tag
def demo_accounts() -> list[str]:
    """The addresses of the demo's accounts, while trying out; nothing in production."""
    if not settings.DEBUG:
        return []
    demo = import_module("events.management.demo_data")  # nothing of it in production
    return [f"{name}@example.org" for name in demo.WHAT_TO_TRY]


@register.simple_tag
def small_picture(row: Picture | str):
    """The URLs of a portrait or logo; the view has fetched the row, or "" if there is none."""
    return picture_of(row or None)  # type: ignore[arg-type]
