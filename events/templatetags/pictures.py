"""Portraits and logos beside names, in templates of every area."""

from django import template

from events.photos.display import picture_of
from events.photos.models import Picture

register = template.Library()


@register.simple_tag
def small_picture(row: Picture | str):
    """The addresses of a portrait or logo; the view has fetched the row, or "" if there is none."""
    return picture_of(row or None)  # type: ignore[arg-type]
