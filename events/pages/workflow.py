"""Verbs over several areas: deleting an account, handing over, copying and cancelling a sprint."""

import json
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

import events.meetings.workflow
import events.photos.workflow
import events.recap.workflow
import events.registration.workflow
import events.sprints.workflow
import events.travel.workflow
import people.workflow
from events import notices
from events.meetings.models import Rsvp
from events.photos.models import Portrait
from events.registration.rules import invitations_to
from events.sprints.models import Sprint
from events.travel.models import TravelApplication
from people.models import Person


@transaction.atomic
def delete_account(person: Person) -> None:
    """Each area forgets the person, then the record goes.

    Raises Refused while a coming sprint would be left without an organizer.
    """
    people.workflow.held(person)
    forget_in_the_log(person)
    events.recap.workflow.forget(person)
    events.sprints.workflow.forget(person)
    events.travel.workflow.forget(person)
    events.registration.workflow.forget(person)
    events.meetings.workflow.forget(person)
    events.photos.workflow.forget(person)
    notices.letters_to(person).delete()
    people.workflow.delete_account(person)


def forget_in_the_log(person: Person) -> None:
    """Take the name out of what the back office noted: of the record itself and of rows about it."""
    answers = Rsvp.objects.filter(registration__person=person)
    about = [
        *person.registrations.all(),
        *person.team_roles.all(),
        *person.credits.all(),
        *person.memberships.all(),
        *person.named_in.all(),
        *person.outcome_credits.all(),
        *answers.select_related("registration__person"),
        *TravelApplication.objects.filter(registration__person=person),
        *person.photo_tags.select_related("person"),
        *invitations_to(person),
        *person.removal_requests.select_related("photo"),
        *Portrait.objects.filter(person=person).select_related("person"),
    ]
    keys = defaultdict(list)
    for row in [person, *about, *person.photos.all()]:
        keys[ContentType.objects.get_for_model(row)].append(str(row.pk))
    named = Q()
    for kind, found in keys.items():
        named |= Q(content_type=kind, object_id__in=found)
    for words in {str(row) for row in about}:
        named |= Q(change_message__contains=json.dumps(words))
    LogEntry.objects.filter(named).update(
        object_repr=people.workflow.NAME_OF_THE_DELETED, change_message=""
    )


def hand_over(person: Person, *, by: Person) -> None:
    """Tell whoever owns the address that was filled in that the record is theirs to keep."""
    context = {
        "name": person.get_short_name(),
        "by": by.name,
        "reset_page": settings.SITE_URL + reverse("account_reset_password"),
    }
    letter = "events/pages/letters/handed_over.txt"
    notices.send_letter(person.email or "", letter, context, person=person)


@transaction.atomic
def copy_sprint(source: Sprint, *, by: Person, **new: Any) -> Sprint:
    """Make a draft from an earlier sprint, with the rooms of its venue."""
    sprint = events.sprints.workflow.copy(source, by=by, **new)
    events.meetings.workflow.copy_rooms(source, sprint)
    return sprint


@transaction.atomic
def cancel_sprint(sprint: Sprint, *, by: Person | None, why: str = "") -> Sprint:
    """Call a sprint off, and let each area end what it has begun for it."""
    sprint = events.sprints.workflow.cancel(sprint, by=by, why=why)
    events.registration.workflow.call_off(sprint, by=by, why=why)
    events.meetings.workflow.call_off(sprint, by=by, why=why)
    return sprint
