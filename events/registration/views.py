"""Registering for a sprint, and all that one can do about it afterwards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import Refused
from events.registration import invitations, rules, workflow
from events.registration.display import (
    answers_in_words,
    change_in_words,
    goes_on_in_words,
    is_offered,
    state_in_words,
)
from events.registration.forms import ChangeModeForm, EditForm, RegisterForm, VisibilityForm
from events.registration.models import Invitation, Registration
from events.sprints.display import (
    dates_in_words,
    gate_in_words,
    moment_in_words,
    place_in_words,
)
from events.sprints.models import Mode, Sprint
from events.sprints.views import visible_sprint


def own_registration(request, slug):
    """The newest registration of whoever asks; 404 for whoever has none."""
    sprints = Sprint.objects.visible_to(request.user).filter(slug=slug)
    rows = Registration.objects.filter(sprint__in=sprints, person=request.user)
    registration = rows.select_related("sprint", "person").order_by("-pk").first()
    if registration is None:
        raise Http404
    return registration


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    sprint = visible_sprint(request, slug)
    if request.method == "GET" and rules.live_of(sprint, request.user):
        return redirect("registration:mine", slug)
    token = request.GET.get("invitation", "")[:64]
    form = RegisterForm(
        request.POST or None, sprint=sprint, person=request.user, initial={"invitation": token}
    )
    if request.method == "POST" and form.is_valid():
        try:
            workflow.register(
                sprint,
                request.user,
                mode=form.cleaned_data["coming"],
                choices=form.choices(),
                token=form.cleaned_data["invitation"],
            )
        except Refused as refusal:
            if rules.live_of(sprint, request.user):
                messages.error(request, str(refusal))
                return redirect("registration:mine", slug)
            form.add_error(None, str(refusal))
        else:
            return redirect("registration:mine", slug)
    invitation = rules.invitation_of(sprint, request.user, token)
    modes = rules.modes(sprint)
    refusals = [rules.refusal_to_newcomers(sprint, mode, invitation) for mode in modes]
    context = {
        "sprint": sprint,
        "form": form,
        "dates": dates_in_words(sprint),
        "gate_sentence": gate_in_words(sprint),
        "closed": refusals[0] if all(refusals) else "",
        "places": [(mode, rules.places(sprint, mode)) for mode in modes],
    }
    return render(request, "events/registration/register.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, slug, token):
    """The page of an invitation's email: opening it changes nothing, saying no is a POST."""
    rows = Invitation.objects.select_related("sprint")
    found = get_object_or_404(rows, sprint__slug=slug, token=token)
    person = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        return _say_no(request, found, person)
    sprint = found.sprint
    if person and rules.live_of(sprint, person):
        return redirect("registration:mine", slug)
    register_page = reverse("registration:register", args=[slug])
    context = {
        "invitation": found,
        "answered": invitations.refusal_of_answer(found),
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "place": place_in_words(sprint),
        "gate_sentence": gate_in_words(sprint),
        "until": moment_in_words(sprint, found.expires_at),
        "yes": f"{register_page}?{urlencode({'invitation': token})}",
    }
    return render(request, "events/registration/invitation.html", context)


def _say_no(request, found, person):
    try:
        workflow.decline_invitation(found, by=person)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registration:invitation", found.sprint.slug, found.token)
    messages.success(request, "Thank you for telling us. Perhaps another time.")
    return redirect("pages:home")


@require_safe
def mine(request, slug):
    registration = own_registration(request, slug)
    sprint = registration.sprint
    other = Mode.REMOTE if registration.mode == Mode.IN_PERSON else Mode.IN_PERSON
    may_change = registration.is_live and rules.may_change(sprint)
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "registration": registration,
        "sentence": state_in_words(registration),
        "answers": answers_in_words(registration),
        "called_off": sprint.state == Sprint.State.CANCELLED,
        "may_change": may_change,
        "place_goes_on": goes_on_in_words(sprint),
        "may_accept": may_change and is_offered(registration),
        "may_register_again": not registration.is_live
        and not rules.refusal_to_newcomers(
            sprint, registration.mode, rules.invitation_of(sprint, request.user)
        ),
        "may_return": registration.is_live
        and not rules.refusal_to_newcomers(
            sprint, registration.mode, invitations.way_back(registration)
        ),
        "other_mode": other.value if other in rules.modes(sprint) else "",
    }
    return render(request, "events/registration/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    registration = own_registration(request, slug)
    form = EditForm(
        request.POST or None,
        instance=registration,
        sprint=registration.sprint,
        person=request.user,
    )
    if request.method == "POST" and form.is_valid():
        try:
            workflow.edit(registration, by=request.user, choices=form.choices())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your changes are saved.")
            return redirect("registration:mine", slug)
    context = {"form": form, "sprint": registration.sprint}
    return render(request, "events/registration/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visibility(request, slug):
    """Also once the sprint is over, or the registration has ended."""
    registration = own_registration(request, slug)
    form = VisibilityForm(request.POST or None, instance=registration)
    if request.method == "POST" and form.is_valid():
        workflow.choose_visibility(registration, by=request.user, **form.cleaned_data)
        messages.success(request, "Your changes are saved.")
        return redirect("registration:mine", slug)
    context = {"form": form, "sprint": registration.sprint}
    return render(request, "events/registration/visibility.html", context)


def _take(request, slug, verb, done):
    registration = own_registration(request, slug)
    try:
        verb(registration, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("registration:mine", slug)


@require_POST
def accept(request, slug):
    return _take(request, slug, workflow.accept, "The place is yours.")


@require_POST
def refuse(request, slug):
    return _take(
        request, slug, workflow.refuse, "Thank you for telling us. The place is free again."
    )


@require_POST
def cancel(request, slug):
    return _take(request, slug, workflow.cancel, "Your registration is cancelled.")


@require_http_methods(["GET", "HEAD", "POST"])
def change_mode(request, slug):
    registration = own_registration(request, slug)
    sprint = registration.sprint
    mode = Mode.REMOTE if registration.mode == Mode.IN_PERSON else Mode.IN_PERSON
    form = ChangeModeForm(
        request.POST if request.method == "POST" else None, sprint=sprint, mode=mode
    )
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data.get("days", [])
        try:
            workflow.change_mode(registration, by=request.user, mode=mode, days=days)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("registration:mine", slug)
    context = {
        "form": form,
        "sprint": sprint,
        "registration": registration,
        "refusal": rules.refusal_to_change_mode(registration, mode),
        "sentence": change_in_words(registration, mode),
        "mode": mode,
    }
    return render(request, "events/registration/change_mode.html", context)
