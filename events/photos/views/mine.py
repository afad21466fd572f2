"""The own photos, and whether one is named on others’."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.lifecycle import Refused
from events.photos import display, rules, workflow
from events.photos.forms import TagForm
from events.photos.models import Photo, PhotoTag
from events.photos.views.finding import visible_photo
from events.sprints.views import visible_sprint

A_PAGE = 60
GONE = "This name has been taken off already."


@never_cache
@require_safe
def mine(request, slug):
    """What became of the own photos, where one is named, and what one asked to remove."""
    sprint = visible_sprint(request, slug)
    photos = Paginator(display.own_photos(request.user, sprint), A_PAGE)
    names = Paginator(display.own_names(request.user, sprint), A_PAGE)
    photos_page = photos.get_page(request.GET.get("page"))
    names_page = names.get_page(request.GET.get("names"))
    waiting, agreed = display.names_in_words(sprint, names_page)
    context = {
        "sprint": sprint,
        "photos_page": photos_page,
        "names_page": names_page,
        "groups": display.own_groups(sprint, photos_page),
        "waiting": waiting,
        "agreed": agreed,
        "may_agree": not (waiting and rules.refusal_to_tag(request.user, sprint, by=request.user)),
        "has_chosen": sprint.registrations.filter(person=request.user).exists(),
        "is_named": rules.may_be_named(request.user, sprint),
        "requests": display.own_requests(request.user, sprint),
        "refusal_to_send": rules.refusal_to_send(request.user, sprint),
    }
    return render(request, "events/photos/mine.html", context)


@require_POST
def tag(request, slug, uuid):
    """Name somebody, or oneself; `person` is the key of the person."""
    photo = visible_photo(request, slug, uuid)
    form = TagForm(request.POST, photo=photo, by=request.user)
    if not form.is_valid():
        messages.error(request, form.refusal)
        return _back(request, photo)
    try:
        found = workflow.tag(photo, form.cleaned_data["person"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, display.named_in_words(found, by=request.user))
    return _back(request, photo)


@require_POST
def untag(request, slug, uuid, pk):
    photo = visible_photo(request, slug, uuid)
    found = rules.tags_shown_to(request.user, photo).filter(pk=pk).first()
    _take(request, workflow.untag, found, "The name is taken off.")
    return _back(request, photo)


@require_POST
def agree(request, slug, uuid, pk):
    photo = visible_photo(request, slug, uuid)
    found = photo.tags.filter(pk=pk, person=request.user).first()
    _take(request, workflow.agree, found, "Thank you. You are on this photo.")
    return _back(request, photo)


def _take(request, verb, found: PhotoTag | None, done: str) -> None:
    if found is None:
        messages.info(request, GONE)
        return
    try:
        verb(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def _back(request, photo: Photo):
    """To the page with the form, by its name: no address that comes from outside is followed."""
    asked = request.POST.get("back")
    if asked == "mine":
        return redirect("photos:mine", photo.sprint.slug)
    if asked == "edit" and rules.may_describe(request.user, photo):
        return redirect("photos:edit", photo.sprint.slug, photo.uuid)
    return redirect(photo)
