"""What one of the team may work on, and how what they typed is done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from events.lifecycle import refusal_in
from events.sprints.views import visible_sprint
from events.travel import rules
from events.travel.models import TravelApplication, TravelProgram


def program_for(request, slug, may) -> TravelProgram:
    """404 for people who may not, by this rule, work on the applications of the sprint."""
    sprint = visible_sprint(request, slug)
    program = rules.program_of(sprint)
    if program is None or not may(request.user, sprint):
        raise Http404
    return program


def applications_in(request, program):
    """Those that this person may read: not their own, and none that they stay out of."""
    rows = TravelApplication.objects.of(program.sprint).handed_in().by_others_than(request.user)
    return rows.select_related("registration__person")


def application_for(request, slug, pk, may) -> TravelApplication:
    program = program_for(request, slug, may)
    application = get_object_or_404(applications_in(request, program), pk=pk)
    application.registration.sprint = program.sprint
    return application


def is_done(request, application, form, run, done) -> bool:
    """Do what was typed, if it is right; a refusal is an error of the form."""
    if form.is_valid():
        with refusal_in(form):
            run(application, by=request.user, **form.cleaned_data)
            messages.success(request, done)
            return True
    application.refresh_from_db()
    return False
