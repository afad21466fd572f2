"""The ways from a sprint's dashboard to its participants, for organizers."""

from django.urls import reverse

from events.back_office import list_of
from events.sprints.rules import may_manage


def participants_link(sprint, person):
    if not may_manage(person, sprint):
        return None
    return list_of("registration", sprint), "Participants"


def invite_link(sprint, person):
    if not (sprint.announced_at and may_manage(person, sprint)):
        return None
    return reverse("admin:events_invitation_invite", args=[sprint.pk]), "Invite people"


def invitations_link(sprint, person):
    if not (sprint.announced_at and may_manage(person, sprint)):
        return None
    return list_of("invitation", sprint), "Invitations"


def add_link(sprint, person):
    if not may_manage(person, sprint):
        return None
    return f"{reverse('admin:events_registration_add')}?sprint={sprint.pk}", "Add a participant"
