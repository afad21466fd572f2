"""Actions over several areas: on accounts and records, and on whole sprints."""

import json
import re
from collections import defaultdict
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

import events.meetings.workflow
import events.photos.workflow
import events.recap.workflow
import events.registration.rules
import events.registration.waiting_list
import events.registration.workflow
import events.sprints.workflow
import events.travel.workflow
import people.workflow
from events import outbox
from events.lifecycle import Refused
from events.meetings.models import MeetingPerson, Rsvp
from events.pages import rules
from events.photos.models import PhotoTag, Portrait
from events.recap.models import Outcome, OutcomePerson, Report
from events.recap.names import renumbered
from events.registration.models import Registration
from events.registration.rules import invitations_to
from events.sprints.models import Credit, Sprint, TeamMember
from events.travel.models import TravelApplication
from people.models import GroupMember, Person
from people.workflow import NAME_OF_THE_DELETED

# Rows of a person that a record may have, and with which other columns one is there once.
BELONGINGS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (TeamMember, ("sprint", "role")),
    (Credit, ()),
    (GroupMember, ("group",)),
    (MeetingPerson, ("meeting",)),
    (PhotoTag, ("photo",)),
    (OutcomePerson, ("outcome",)),
)


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
    outbox.emails_to(person).delete()
    people.workflow.delete_account(person)


def forget_in_the_log(person: Person) -> None:
    """Blank what the back office noted of the person: of the record, of rows about it, by name."""
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
    own = Q()
    for kind, found in keys.items():
        own |= Q(content_type=kind, object_id__in=found)
    LogEntry.objects.filter(own).update(object_repr=NAME_OF_THE_DELETED, change_message="")
    names = {person.name, person.call_name} - {""}
    for name in names:
        # A name that somebody else has as well may mean the other.
        others = Person.objects.filter(Q(name=name) | Q(call_name=name)).exclude(pk=person.pk)
        if not others.exists():
            _blank_notes(name)


def _blank_notes(name: str) -> None:
    """Blank whatever the back office noted in which this name occurs.

    One word may belong to a longer name or a title, so it counts where a label names somebody: at
    its start, or after "of", "to" or "by". Django keeps the labels of changed rows in JSON.
    """
    forms = "|".join(re.escape(form) for form in {name, json.dumps(name)[1:-1]})
    if len(name.split()) > 1:
        pattern = rf"(^|\W)({forms})(\W|$)"
    else:
        pattern = rf'(^|": "| of | to | by )({forms})($|"|,|:| at | <)'
    notes = LogEntry.objects
    notes.filter(object_repr__regex=pattern).update(object_repr=NAME_OF_THE_DELETED)
    notes.filter(change_message__regex=pattern).update(change_message="")


def hand_over(person: Person, *, by: Person) -> None:
    """Tell the owner of the address that was filled in that the record is theirs to keep."""
    context = {
        "by": by.name,
        "reset_page": settings.SITE_URL + reverse("account_reset_password"),
    }
    outbox.email_person(person, "events/pages/emails/handed_over.txt", context)


@transaction.atomic
def give_record(record: Person, account: Person, *, by: Person) -> None:
    """Make a record that the team kept part of the account of the person it is about, and delete it.

    Whether the name is shown is the choice of the account's owner, so it has to be made again.
    """
    together = [
        people.workflow.held(one) for one in sorted((record, account), key=attrgetter("pk"))
    ]
    if None in together:
        raise Refused("One of the two has been deleted meanwhile.")
    concerned = Sprint.objects.filter(pk__in=rules.sprints_of(record)).order_by("pk")
    sprints = list(concerned.select_for_update(no_key=True))
    if sentence := rules.refusal_to_give(record, account, by):
        raise Refused(sentence)
    Registration.objects.filter(person=record).update(person=account, listed="")
    for model, once in BELONGINGS:
        _move(model.objects.filter(person=record), once, to=account)
    Outcome.objects.filter(nominee=record).update(nominee=account)
    for report in Report.objects.filter(sprint__in=sprints):
        report.frozen = renumbered(report.frozen, record.pk, account.pk)
        report.save(update_fields=["frozen"])
    kind = ContentType.objects.get_for_model(Person)
    notes = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
    notes.update(object_id=str(account.pk))
    Person.objects.get(pk=record.pk).delete()
    _tell_of_record(record, account, sprints, by=by)


def _move(rows: QuerySet, once: tuple[str, ...], *, to: Person) -> None:
    """Where the account has such a row already, the record's goes."""
    same = {column: OuterRef(column) for column in once}
    theirs = rows.model.objects.filter(person=to, **same)
    doubled = rows.filter(Exists(theirs)).values_list("pk", flat=True) if once else ()
    rows.filter(pk__in=list(doubled)).delete()
    rows.update(person=to)


def _tell_of_record(record: Person, account: Person, sprints: list[Sprint], *, by: Person) -> None:
    context = {
        "by": by.name,
        "record": record.name,
        "sprints": [sprint.name for sprint in sprints],
        "my_page": settings.SITE_URL + reverse("pages:mine"),
    }
    outbox.email_person(account, "events/pages/emails/record_given.txt", context)


def refusal_to_change(sprint: Sprint, before: Sprint) -> str:
    """Why a sprint cannot become like this, as sentences; empty if it can."""
    refusals = (
        events.registration.rules.refusal_to_modes(sprint, before),
        events.meetings.workflow.refusal_to_dates(sprint, before),
    )
    return " ".join(filter(None, refusals))


@transaction.atomic
def change_sprint(sprint: Sprint, *, by: Person) -> None:
    """Store what was typed about a sprint; meetings and registrations follow its dates and seats."""
    before = events.sprints.workflow.managed(sprint, by)
    if sentence := refusal_to_change(sprint, before):
        raise Refused(sentence)
    sprint.save()
    if (sprint.starts_on, sprint.ends_on) != (before.starts_on, before.ends_on):
        events.registration.workflow.follow_move(sprint, before, by)
        events.meetings.workflow.follow_move(sprint, before, by)
    events.registration.waiting_list.settle(sprint)
    events.registration.workflow.follow_closing_time(sprint)


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
