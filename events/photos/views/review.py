"""What the team decides about photos, and whom photographers leave out."""

import logging

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.lifecycle import Refused
from events.photos import display, rules, workflow
from events.photos.display.review import TABS
from events.photos.forms import DecisionForm, ReasonForm, SeenForm
from events.photos.models import Photo
from events.sprints.models import Sprint
from events.sprints.views import visible_sprint

logger = logging.getLogger(__name__)


def _moderated_sprint(request, slug) -> Sprint:
    """404 for whoever does not decide about its photos."""
    sprint = visible_sprint(request, slug)
    if not rules.moderates(request.user, sprint):
        raise Http404
    return sprint


@never_cache
@require_safe
def review(request, slug):
    sprint = _moderated_sprint(request, slug)
    state = request.GET.get("state", Photo.State.PENDING.value)
    if state not in TABS:
        raise Http404
    found = display.review(sprint, state, request.GET.get("page"))
    context = {
        "sprint": sprint,
        "state": state,
        "review": found,
        "removals": [
            (row, DecisionForm(request=row.request)) for row in display.open_requests(sprint)
        ],
        "back": "?" + urlencode({"state": state, "page": found.page.number}),
        "photographs": rules.photographs(request.user, sprint),
    }
    return render(request, "events/photos/review.html", context)


@never_cache
@require_safe
def leave_out(request, slug):
    """Whoever has looked is in the log; for those who do not photograph there is no such page."""
    sprint = visible_sprint(request, slug)
    if not rules.photographs(request.user, sprint):
        raise Http404
    refusal = rules.refusal_to_tell_whom_to_leave_out(sprint)
    groups = [] if refusal else display.to_leave_out(sprint)
    if groups:
        logger.info("Whom to leave out at %s read by person %s", sprint.slug, request.user.pk)
    context = {"sprint": sprint, "refusal": refusal, "groups": groups}
    return render(request, "events/photos/leave_out.html", context)


def _found(request, slug, uuid) -> Photo:
    """In any state: whoever comes second is told what has become of it."""
    photos = _moderated_sprint(request, slug).photos.select_related("sprint")
    return get_object_or_404(photos, uuid=uuid)


def _decide(request, photo: Photo, verb, done: str, form: forms.Form | None = None):
    """One step, then back to where it was taken; a refusal says again what was typed."""
    title = str(photo)
    if form and not form.is_valid():
        _refuse(
            request, title, " ".join(str(one) for found in form.errors.values() for one in found)
        )
        return _back(request, photo)
    try:
        photo = verb(photo, by=request.user, **(form.cleaned_data if form else {}))
    except Refused as refusal:
        _refuse(request, title, str(refusal))
    else:
        messages.success(request, f"“{title}” {done}.")
    return _back(request, photo)


def _refuse(request, title: str, sentence: str) -> None:
    typed = request.POST.get("why", "").strip()
    messages.error(request, f"“{title}”: {sentence}" + (f" You wrote: “{typed}”" if typed else ""))


def _back(request, photo: Photo):
    """To the tab from which the step was taken, or to the photo’s own page."""
    state, page = request.GET.get("state"), request.GET.get("page", "")
    if state in TABS:
        address = reverse("photos:review", args=[photo.sprint.slug])
        return redirect(f"{address}?{urlencode({'state': state, 'page': page})}")
    if photo.state == Photo.State.REMOVED:
        return redirect("photos:review", photo.sprint.slug)
    return redirect(photo)


@require_POST
def publish(request, slug, uuid):
    form = SeenForm(request.POST)
    return _decide(request, _found(request, slug, uuid), workflow.publish, "is published", form)


@require_POST
def ask(request, slug, uuid):
    form = ReasonForm(request.POST)
    return _decide(
        request, _found(request, slug, uuid), workflow.ask, "goes back with your question", form
    )


@require_POST
def reject(request, slug, uuid):
    form = ReasonForm(request.POST)
    return _decide(request, _found(request, slug, uuid), workflow.reject, "is not taken", form)


@require_POST
def reconsider(request, slug, uuid):
    return _decide(
        request, _found(request, slug, uuid), workflow.reconsider, "waits for the team again"
    )


@require_POST
def hide(request, slug, uuid):
    form = ReasonForm(request.POST)
    return _decide(request, _found(request, slug, uuid), workflow.hide, "is hidden", form)


@require_POST
def show_again(request, slug, uuid):
    return _decide(request, _found(request, slug, uuid), workflow.show_again, "is shown again")


@require_POST
def remove(request, slug, uuid):
    form = ReasonForm(request.POST)
    return _decide(
        request, _found(request, slug, uuid), workflow.remove, "is taken down for good", form
    )


@require_POST
def set_cover(request, slug, uuid):
    return _decide(request, _found(request, slug, uuid), workflow.set_cover, "is the cover now")


@require_POST
def take_cover_away(request, slug, uuid):
    return _decide(
        request, _found(request, slug, uuid), workflow.take_cover_away, "is no longer the cover"
    )
