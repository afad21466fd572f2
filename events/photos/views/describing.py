"""To say what can be seen on your photos, and to take them back."""

import copy
from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import refusal_as_message, refusal_in
from events.photos import display, rules, workflow
from events.photos.forms import BatchForm, DetailsForm, EditForm, TagForm, TeamEditForm
from events.photos.models import Photo
from events.photos.views.gallery import visible_photo
from events.sprints.models import Sprint
from events.sprints.views import visible_sprint

State = Photo.State
A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request, slug):
    """The own photos that need details; what can go to the team goes, the rest is kept."""
    sprint = visible_sprint(request, slug)
    if request.method != "POST":
        return _page(request, sprint)
    batch, wrong = _save(request, sprint)
    if wrong or (batch and batch.errors):
        return _page(request, sprint, batch=batch, wrong=wrong)
    number = request.GET.get("page", "")
    more = f"?page={number}" if number.isdecimal() else ""
    return redirect(reverse("photos:describe", args=[slug]) + more)


def _own(request: HttpRequest, sprint: Sprint) -> list[Photo]:
    rows = Photo.objects.of(request.user).filter(sprint=sprint)
    return list(rows.select_related("sprint").order_by("pk"))


def _save(request, sprint) -> tuple[BatchForm | None, dict[int, DetailsForm]]:
    """Save what the form says of each photo; returns what is wrong about it, by the photo's key."""
    posted = set(request.POST.getlist("photo"))
    own = _own(request, sprint)
    photos = [photo for photo in own if str(photo.uuid) in posted and _needs_details(photo)]
    if gone := len(posted) - len(photos):
        messages.warning(request, _gone_in_words(gone))
    batch = BatchForm(request.POST) if any(map(_lacks_credit_or_licence, photos)) else None
    for_all = {}
    if batch:
        batch.full_clean()
        for_all = batch.cleaned_data  # what is right of it, even if the rest is not
    wrong, described = {}, []
    for photo in photos:
        form = DetailsForm(request.POST, prefix=photo.uuid.hex, instance=copy.copy(photo))
        if not form.is_valid():
            wrong[photo.pk] = form
            continue
        lacking = {name: text for name, text in for_all.items() if not getattr(photo, name)}
        with refusal_as_message(request):
            details = form.cleaned_data | lacking
            described.append(workflow.describe(photo, by=request.user, **details))
    if described:
        messages.success(request, _in_words(described))
    return batch, wrong


def _needs_details(photo: Photo) -> bool:
    return photo.state == State.NEEDS_DETAILS


def _lacks_credit_or_licence(photo: Photo) -> bool:
    return not (photo.credit and photo.licence)


def _gone_in_words(number: int) -> str:
    if number == 1:
        return "One of these photos has changed meanwhile: you find it under your photos."
    return f"{number} of these photos have changed meanwhile: you find them under your photos."


def _in_words(described: list[Photo]) -> str:
    """How many go to the team now, and what the others lack."""
    done = sum(photo.state == State.PENDING for photo in described)
    parts = [f"{done} {'goes' if done == 1 else 'go'} to the team now"] if done else []
    missing = Counter(what for photo in described for what in rules.missing(photo))
    for what, number in missing.items():
        parts.append(f"{number} still {'needs' if number == 1 else 'need'} {what}")
    return f"{', '.join(parts)}."


def _page(request, sprint, *, batch=None, wrong=None):
    own, wrong = _own(request, sprint), wrong or {}
    paginator = Paginator([photo for photo in own if _needs_details(photo)], A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    forms = [
        wrong.get(photo.pk) or DetailsForm(prefix=photo.uuid.hex, instance=photo) for photo in page
    ]
    if batch is None and any(map(_lacks_credit_or_licence, page)):
        batch = BatchForm(initial=_chosen_last(own, request.user))
    context = {
        "sprint": sprint,
        "page": page,
        "rows": list(zip(map(display.image_of, page), forms, strict=True)),
        "batch": batch,
        "is_wrong": bool(wrong or (batch and batch.errors)),
        "processing": sum(photo.state == State.PROCESSING for photo in own),
        "may_send": not (page or rules.refusal_to_send(request.user, sprint)),
        "failed": [photo for photo in own if photo.state == State.FAILED],
    }
    return render(request, "events/photos/describe.html", context)


def _chosen_last(own: list[Photo], person) -> dict[str, str]:
    """What this person chose last in this sprint; their own name if nothing yet."""
    chosen = next((photo for photo in reversed(own) if photo.licence), None)
    if chosen is None:
        return {"credit": person.name}
    return {"credit": chosen.credit, "licence": chosen.licence}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, uuid):
    photo = visible_photo(request, slug, uuid)
    if not rules.may_describe(request.user, photo):
        messages.error(request, "This photo can no longer be changed here.")
        return redirect(photo)
    kind = TeamEditForm if rules.moderates(request.user, photo.sprint) else EditForm
    form = kind(request.POST or None, instance=copy.copy(photo), person=request.user)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            after = workflow.describe(photo, by=request.user, **form.cleaned_data)
            goes = after.state != photo.state
            messages.success(request, "It goes to the team now." if goes else "It is saved.")
            return redirect(photo)
    context = {
        "sprint": photo.sprint,
        "photo": photo,
        "image": display.image_of(photo),
        "form": form,
        "names": display.names_on(photo, request.user),
        "tag_form": TagForm(photo=photo, by=request.user),
        "may_discard": rules.may_discard(request.user, photo),
    }
    return render(request, "events/photos/edit.html", context)


@require_POST
def discard(request, slug, uuid):
    photo = visible_photo(request, slug, uuid)
    with refusal_as_message(request):
        workflow.discard(photo, by=request.user)
        messages.success(request, "The photo is taken back, and its files are deleted.")
    return redirect("photos:mine", slug)
