"""What a request may look at: a sprint, an application, for whom."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from events.lifecycle import Refused
from events.sprints.views import visible_sprint
from events.travel import rules
from events.travel.models import TravelApplication, TravelProgram


def own_application(request, slug) -> TravelApplication:
    """With its program at hand. Raises Refused for whoever has none."""
    sprint = visible_sprint(request, slug)
    program = rules.program_of(sprint)
    application = rules.application_of(request.user, sprint)
    if program is None or application is None:
        raise Refused("You have no application for help with travel here.")
    application.registration.sprint = program.sprint
    return application


def managed_program(request, slug) -> TravelProgram:
    """404 for whoever does not decide about travel in this sprint."""
    sprint = visible_sprint(request, slug)
    program = rules.program_of(sprint)
    if program is None or not rules.manages(request.user, sprint):
        raise Http404
    program.sprint = sprint
    return program


def others_application(request, program: TravelProgram, pk: int) -> TravelApplication:
    """One that the team may read; the own one, and one that the person stays out of, is not there."""
    rows = TravelApplication.objects.of(program.sprint).handed_in().by_others_than(request.user)
    found = get_object_or_404(rows.select_related("registration__person"), pk=pk)
    found.registration.sprint = program.sprint
    return found
