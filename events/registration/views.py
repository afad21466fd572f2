"""Registering for a sprint, and what people can do about it afterwards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import refusal_as_message, refusal_in
from events.registration import rules, workflow
from events.registration.display import (
    answers_in_words,
    change_in_words,
    goes_on_in_words,
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


def own_registration(request, slug):
    """The newest registration of this user; 404 without one."""
    sprints = Sprint.objects.visible_to(request.user).filter(slug=slug)
    rows = Registration.objects.filter(sprint__in=sprints, person=request.user)
    registration = rows.select_related("sprint", "person").order_by("-pk").first()
    if registration is None:
        raise Http404
    return registration


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    sprint = get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)
    if request.method == "GET" and rules.live_of(sprint, request.user):
        return redirect("registration:mine", slug)
    token = request.GET.get("invitation", "")[:64]
    form = RegisterForm(
        request.POST or None,
        instance=Registration(sprint=sprint, person=request.user),
        initial={"invitation": token},
    )
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            invited = form.cleaned_data["invitation"]
            workflow.register(form.instance, token=invited, **form.beside())
            return redirect("registration:mine", slug)
        if rules.live_of(sprint, request.user):
            messages.error(request, form.non_field_errors()[0])
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
        "seats": [(mode, rules.seats(sprint, mode)) for mode in modes],
    }
    return render(request, "events/registration/register.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, slug, token):
    """The page that an invitation's email links to: opening it changes nothing, declining is a POST."""
    rows = Invitation.objects.select_related("sprint")
    invitation = get_object_or_404(rows, sprint__slug=slug, token=token)
    person = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        return _decline(request, invitation, person)
    sprint = invitation.sprint
    if person and rules.live_of(sprint, person):
        return redirect("registration:mine", slug)
    register_page = reverse("registration:register", args=[slug])
    context = {
        "invitation": invitation,
        "answered": rules.refusal_of_answer(invitation),
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "place": place_in_words(sprint),
        "gate_sentence": gate_in_words(sprint),
        "until": moment_in_words(sprint, invitation.expires_at),
        "yes": f"{register_page}?{urlencode({'invitation': token})}",
    }
    return render(request, "events/registration/invitation.html", context)


def _decline(request, invitation, person):
    with refusal_as_message(request):
        workflow.decline_invitation(invitation, by=person)
        messages.success(request, "Thank you for telling us. Perhaps another time.")
        return redirect("pages:home")
    return redirect("registration:invitation", invitation.sprint.slug, invitation.token)


@require_safe
def mine(request, slug):
    registration = own_registration(request, slug)
    sprint = registration.sprint
    other = Mode.REMOTE if registration.mode == Mode.IN_PERSON else Mode.IN_PERSON
    may_change = registration.is_live and rules.may_change(sprint)
    if registration.is_live:
        invitation = rules.invitation_to_return(registration)
    else:
        invitation = rules.invitation_of(sprint, request.user)
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "registration": registration,
        "sentence": state_in_words(registration),
        "answers": answers_in_words(registration),
        "called_off": sprint.state == Sprint.State.CANCELLED,
        "may_change": may_change,
        "seat_goes_on": goes_on_in_words(sprint),
        "may_accept": may_change and rules.is_offered(registration),
        "may_register_again": not rules.refusal_to_newcomers(sprint, registration.mode, invitation),
        "other_mode": other.value if other in rules.modes(sprint) else "",
    }
    return render(request, "events/registration/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    registration = own_registration(request, slug)
    form = EditForm(request.POST or None, instance=registration)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            workflow.edit(registration, by=request.user, changes=form.changes(), **form.beside())
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


@require_POST
def accept(request, slug):
    with refusal_as_message(request):
        workflow.accept(own_registration(request, slug), by=request.user)
        messages.success(request, "The place is yours.")
    return redirect("registration:mine", slug)


@require_POST
def refuse(request, slug):
    with refusal_as_message(request):
        workflow.refuse(own_registration(request, slug), by=request.user)
        messages.success(request, "Thank you for telling us. The place is free again.")
    return redirect("registration:mine", slug)


@require_POST
def cancel(request, slug):
    with refusal_as_message(request):
        workflow.cancel(own_registration(request, slug), by=request.user)
        messages.success(request, "Your registration is cancelled.")
    return redirect("registration:mine", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def change_mode(request, slug):
    registration = own_registration(request, slug)
    sprint = registration.sprint
    mode = Mode.REMOTE if registration.mode == Mode.IN_PERSON else Mode.IN_PERSON
    form = ChangeModeForm(
        request.POST if request.method == "POST" else None, sprint=sprint, mode=mode
    )
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            days = form.cleaned_data.get("days", [])
            workflow.change_mode(registration, by=request.user, mode=mode, days=days)
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
