"""The photo that an address names, for whoever may see it."""

from django.shortcuts import get_object_or_404

from events.photos.models import Photo


def visible_photo(request, slug, uuid) -> Photo:
    """The photo, 404 for whoever may not see it."""
    rows = Photo.objects.visible_to(request.user).select_related("sprint")
    return get_object_or_404(rows, sprint__slug=slug, uuid=uuid)
