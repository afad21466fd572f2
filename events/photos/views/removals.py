"""To ask for a removal, and to decide about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import Refused
from events.photos import display, rules, workflow
from events.photos.forms import DecisionForm, RemovalForm
from events.photos.models import Photo, RemovalRequest
from events.sprints.models import Sprint

State = RemovalRequest.State
HIDDEN = "The photo is hidden now, for everybody."
DECIDES = "The team decides within two days"


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_removal(request, slug, uuid):
    person = request.user if request.user.is_authenticated else None
    photo = _photo_to_ask_about(slug, uuid, request.user)
    form = RemovalForm(request.POST or None, asks_for_address=person is None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = workflow.ask_removal(photo, by=person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _thank(request, asked)
    before = photo.removal_requests.filter(person=person).order_by("-pk") if person else None
    context = {
        "sprint": photo.sprint,
        "photo": photo,
        "shown": display.shown(photo) if photo.state == Photo.State.PUBLISHED else None,
        "form": form,
        "hides_at_once": rules.hides_at_once(person, photo),
        "before": before.first() if before is not None else None,
    }
    return render(request, "events/photos/ask_removal.html", context)


def _photo_to_ask_about(slug, uuid, reader) -> Photo:
    """One that can be seen; whoever asked for its removal is told what became of it, too."""
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


@require_POST
def grant(request, slug, pk):
    done = "The photo is taken down, and its files are deleted."
    return _decide(request, _request_for_team(request, slug, pk), workflow.grant, done)


@require_POST
def decline(request, slug, pk):
    done = "The photo stays, and whoever asked gets your answer."
    return _decide(request, _request_for_team(request, slug, pk), workflow.decline, done)


def _request_for_team(request, slug, pk) -> RemovalRequest:
    rows = RemovalRequest.objects.select_related("photo__sprint", "person")
    asked = get_object_or_404(rows, pk=pk, photo__sprint__slug=slug)
    if not rules.moderates(request.user, asked.photo.sprint):
        raise Http404
    return asked


def _decide(request, asked: RemovalRequest, verb, done: str):
    """What cannot be done comes back with what was typed, on a page of its own."""
    sprint = asked.photo.sprint
    if asked.state != State.OPEN:
        messages.error(request, "This has been decided already.")
        return redirect("photos:review", sprint.slug)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            verb(asked, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(request, done)
            return redirect("photos:review", sprint.slug)
    context = {"sprint": sprint, "row": display.asked(asked), "form": form}
    return render(request, "events/photos/decide.html", context)
