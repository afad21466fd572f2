"""The ways from a sprint's dashboard to its participants, for organizers."""

from django.urls import reverse

from events.sprints.rules import may_manage


def participants_link(sprint, person):
    if not may_manage(person, sprint):
        return None
    address = reverse("admin:events_registration_changelist")
    return f"{address}?sprint__id__exact={sprint.pk}", "Participants"


def invite_link(sprint, person):
    if not (sprint.announced_at and may_manage(person, sprint)):
        return None
    return reverse("admin:events_invitation_invite", args=[sprint.pk]), "Invite people"


def add_link(sprint, person):
    if not may_manage(person, sprint):
        return None
    return f"{reverse('admin:events_registration_add')}?sprint={sprint.pk}", "Add a participant"
