"""The public pages of photos, and the files of those that are not public."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.page_cache import cached_page
from events.photos import display, rules
from events.photos.models import Photo
from events.photos.views.files import private_file
from events.photos.views.finding import visible_photo
from events.sprints.display import dates_in_words
from events.sprints.rules import moments_passed
from events.sprints.views import visible_sprint

public_page = cached_page(moments_passed)


@login_not_required
@require_safe
@public_page
def gallery(request, slug):
    sprint = visible_sprint(request, slug)
    doors = display.doors(request.user, sprint)
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "gallery": display.gallery(sprint, request.GET),
        "doors": doors,
        "is_team": doors is not None and doors.is_team,
    }
    return render(request, "events/photos/gallery.html", context)


@login_not_required
@require_safe
@public_page
def photo(request, slug, uuid):
    photo = visible_photo(request, slug, uuid)
    shown = display.shown(photo)
    context = {
        "sprint": photo.sprint,
        "shown": shown,
        "standing": display.standing(photo),
        "day": display.day_in_words(photo),
        "place": display.place(photo),
        "names": [str(tag) for tag in photo.tags.named().select_related("person").order_by("pk")],
        "own": display.own_name(request.user, photo),
        "may_describe": rules.may_describe(request.user, photo),
        "verbs": display.verbs_of(photo) if rules.moderates(request.user, photo.sprint) else [],
        "url": request.build_absolute_uri(shown.page),
        "share": request.build_absolute_uri(shown.share),
    }
    response = render(request, "events/photos/photo.html", context)
    if photo.state != Photo.State.PUBLISHED:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def file(request, slug, uuid, name):
    """A file of a photo that is not public; those of public ones have addresses of their own."""
    photo = visible_photo(request, slug, uuid)
    if photo.state == Photo.State.PUBLISHED or name not in photo.file_names:
        raise Http404
    return private_file(photo.storage, f"{photo.folder}/{name}")
