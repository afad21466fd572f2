"""What the team decides about photos and removal requests, and whom photographers leave out."""

import logging

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.lifecycle import refusal_in
from events.photos import display, rules, workflow
from events.photos.forms import DecisionForm, ReasonForm, SeenForm
from events.photos.models import Photo, RemovalRequest
from events.sprints.models import Sprint
from events.sprints.views import visible_sprint

logger = logging.getLogger(__name__)


def _moderated_sprint(request, slug) -> Sprint:
    """404 for people who do not decide about its photos."""
    sprint = visible_sprint(request, slug)
    if not rules.moderates(request.user, sprint):
        raise Http404
    return sprint


@never_cache
@require_safe
def review(request, slug):
    sprint = _moderated_sprint(request, slug)
    state = request.GET.get("state", Photo.State.PENDING.value)
    if state not in display.TABS:
        raise Http404
    review = display.review(sprint, state, request.GET.get("page"))
    requests = display.open_requests(sprint)
    context = {
        "sprint": sprint,
        "state": state,
        "review": review,
        "removals": [(row, DecisionForm(request=row.request)) for row in requests],
        "back": "?" + urlencode({"state": state, "page": review.page.number}),
        "photographs": rules.photographs(request.user, sprint),
    }
    return render(request, "events/photos/review.html", context)


@never_cache
@require_safe
def leave_out(request, slug):
    """Each look is logged; for people who do not take photos there is no such page."""
    sprint = visible_sprint(request, slug)
    if not rules.photographs(request.user, sprint):
        raise Http404
    refusal = rules.refusal_to_list_left_out(sprint)
    groups = [] if refusal else display.to_leave_out(sprint)
    if groups:
        logger.info("Whom to leave out at %s read by person %s", sprint.slug, request.user.pk)
    context = {"sprint": sprint, "refusal": refusal, "groups": groups}
    return render(request, "events/photos/leave_out.html", context)


@require_POST
def decide(request, slug, uuid, action: display.PhotoAction):
    """One action on a photo in any state: a refusal says what became of it, and what was typed."""
    photos = _moderated_sprint(request, slug).photos.select_related("sprint")
    photo = get_object_or_404(photos, uuid=uuid)
    title, typed = str(photo), request.POST.get("why", "").strip()
    form = _form_for(action, request.POST)
    if form.is_valid():
        with refusal_in(form):
            photo = getattr(workflow, action.name)(photo, by=request.user, **form.cleaned_data)
            messages.success(request, f"“{title}” {action.done}.")
    if form.errors:
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        said = f" You wrote: “{typed}”" if typed else ""
        messages.error(request, f"“{title}”: {sentence}{said}")
    return _back(request, photo)


def _form_for(action: display.PhotoAction, data) -> forms.Form:
    if action.name == "publish":
        return SeenForm(data)
    return ReasonForm(data) if action.needs_reason else forms.Form(data)


def _back(request, photo: Photo):
    """To the tab from which the action was taken, or to the photo’s own page."""
    state, page = request.GET.get("state"), request.GET.get("page", "")
    if state in display.TABS:
        address = reverse("photos:review", args=[photo.sprint.slug])
        return redirect(f"{address}?{urlencode({'state': state, 'page': page})}")
    if photo.state == Photo.State.REMOVED:
        return redirect("photos:review", photo.sprint.slug)
    return redirect(photo)


@require_POST
def grant(request, slug, pk):
    done = "The photo is taken down, and its files are deleted."
    return _answer(request, slug, pk, workflow.grant, done)


@require_POST
def decline(request, slug, pk):
    done = "The photo stays, and whoever asked gets your answer."
    return _answer(request, slug, pk, workflow.decline, done)


def _answer(request, slug, pk, action, done: str):
    """Answer a removal request; a refusal comes back with what was typed, on a page of its own."""
    rows = RemovalRequest.objects.select_related("photo__sprint", "person")
    asked = get_object_or_404(rows, pk=pk, photo__sprint__slug=slug)
    sprint = asked.photo.sprint
    if not rules.moderates(request.user, sprint):
        raise Http404
    if asked.state != RemovalRequest.State.OPEN:
        messages.error(request, "This has been decided already.")
        return redirect("photos:review", sprint.slug)
    form = DecisionForm(request.POST)
    if form.is_valid():
        with refusal_in(form, "answer"):
            action(asked, by=request.user, **form.cleaned_data)
            messages.success(request, done)
            return redirect("photos:review", sprint.slug)
    context = {"sprint": sprint, "row": display.request_row(asked), "form": form}
    return render(request, "events/photos/decide.html", context)
