"""The public pages of photos, the files of those that are not public, and removal requests."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.lifecycle import refusal_in
from events.page_cache import PAGES, cached_page, kept_part
from events.photos import display, rules, workflow
from events.photos.forms import RemovalForm
from events.photos.models import Photo, RemovalRequest
from events.photos.views.files import private_file
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint
from events.sprints.rules import next_gates
from events.sprints.views import sprint_key, sprint_page, visible_sprint

HIDDEN = "The photo is hidden now, for everybody."
DECIDES = "The team decides within two days"
gallery_page = cached_page(
    scope=sprint_key,
    next_moments=next_gates,
    parameters={"page": PAGES, "day": (), "person": ()},  # too many days with too many people
)


def visible_photo(request, slug, uuid) -> Photo:
    """404 for people who may not see it."""
    rows = Photo.objects.visible_to(request.user).select_related("sprint")
    return get_object_or_404(rows, sprint__slug=slug, uuid=uuid)


@login_not_required
@require_safe
@gallery_page
def gallery(request, slug):
    sprint = visible_sprint(request, slug)
    links = display.gallery_links(request.user, sprint)
    number = sprint.photos.published().count()
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "number": number,
        "photos": _photos(request, sprint) if number else "",
        "links": links,
        "is_team": links is not None and links.is_team,
    }
    return render(request, "events/photos/gallery.html", context)


def _photos(request, sprint: Sprint) -> str:
    """The photos of one page and what to filter by: the same for everybody."""
    asked = QueryDict(mutable=True)
    for name in ("day", "person", "page"):
        if name in request.GET:
            asked[name] = request.GET[name]

    def make() -> str:
        context = {"gallery": display.gallery(sprint, asked), "sprint": sprint, "asked": asked}
        return render_to_string("events/photos/_gallery.html", context)

    if {*asked} - {"page"} or asked.get("page", "1") not in PAGES:
        return make()
    page = asked.get("page", "1")
    return kept_part(request, page, scope=sprint.pk, next_moments=next_gates, make=make)


@login_not_required
@require_safe
@sprint_page
def photo(request, slug, uuid):
    photo = visible_photo(request, slug, uuid)
    image = display.image_of(photo)
    moderates = rules.moderates(request.user, photo.sprint)
    own_tag = display.own_tag(request.user, photo)
    context = {
        "sprint": photo.sprint,
        "image": image,
        "state_in_words": display.state_in_words(photo),
        "day": display.day_in_words(photo),
        "neighbours": display.neighbours(photo),
        "names": [str(tag) for tag in photo.tags.named().select_related("person").order_by("pk")],
        "own_tag": own_tag,
        "may_add_name": own_tag is None and display.may_add_own_name(request.user, photo),
        "may_describe": rules.may_describe(request.user, photo),
        "actions": display.actions_for(photo) if moderates else [],
        "url": request.build_absolute_uri(image.page),
        "share": request.build_absolute_uri(image.share),
    }
    response = render(request, "events/photos/photo.html", context)
    if not photo.is_published:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def file(request, slug, uuid, name):
    """A file of a photo that is not public; those of public ones have URLs of their own."""
    photo = visible_photo(request, slug, uuid)
    if photo.is_published or name not in photo.file_names:
        raise Http404
    return private_file(photo.storage, f"{photo.folder}/{name}")


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_removal(request, slug, uuid):
    person = request.user if request.user.is_authenticated else None
    photo = _photo_to_ask_about(slug, uuid, request.user)
    form = RemovalForm(request.POST or None, asks_for_address=person is None)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            return _thank(request, workflow.ask_removal(photo, by=person, **form.cleaned_data))
    asked = photo.removal_requests.filter(person=person).order_by("-pk")
    context = {
        "sprint": photo.sprint,
        "photo": photo,
        "image": display.image_of(photo) if photo.is_published else None,
        "form": form,
        "hides_at_once": rules.hides_at_once(person, photo),
        "before": asked.first() if person else None,
    }
    return render(request, "events/photos/ask_removal.html", context)


def _photo_to_ask_about(slug, uuid, reader) -> Photo:
    """One that can be seen; the person who asked learns what became of it, too."""
    can_be_seen = Q(pk__in=Photo.objects.visible_to(reader).values("pk"))
    if reader.is_authenticated:
        can_be_seen |= Q(pk__in=RemovalRequest.objects.filter(person=reader).values("photo"))
    sprints = Sprint.objects.visible_to(reader).filter(slug=slug)
    rows = Photo.objects.filter(can_be_seen, sprint__in=sprints).select_related("sprint")
    return get_object_or_404(rows, uuid=uuid)


def _thank(request, asked: RemovalRequest):
    """To a page that can be seen: the photo itself may be hidden by now."""
    sprint = asked.photo.sprint
    if asked.person is None:
        messages.success(request, f"Thank you. {DECIDES} and writes to {asked.email}.")
        return redirect("photos:ask_removal", sprint.slug, asked.photo.uuid)
    hidden = asked.photo.state == Photo.State.HIDDEN
    messages.success(request, f"{HIDDEN if hidden else 'Thank you.'} {DECIDES} and writes to you.")
    return redirect("photos:mine", sprint.slug)
