"""Who gets an email about a meeting's slot and its changes; several changes share one email."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from events.lifecycle import Transition
from events.meetings import conflicts, emails, rules
from events.meetings.conflicts import Severity
from events.meetings.models import Meeting, MeetingPerson, ProgrammeChange
from events.meetings.workflow.programme import locked_meeting
from people.models import GroupMember, Person

CANCELLED = Meeting.State.CANCELLED


def tell_scheduled(meeting: Meeting, change: ProgrammeChange, *, by: Person) -> None:
    """Write to those who prepare it and those it needs, except to the person who scheduled it.

    Conflicts are computed for each recipient: nobody reads of a meeting that they may not see.
    """
    for person in _preparing(meeting).exclude(pk=by.pk).order_by("pk"):
        programme = conflicts.load(meeting.sprint, reader=person)
        found = conflicts.conflicts(conflicts.entry_of(meeting), programme)
        overridden, warnings = (
            [one.sentence for one in found if one.severity == severity]
            for severity in (Severity.OVERRIDABLE, Severity.WARNING)
        )
        emails.scheduled(meeting, person, overridden=overridden, warnings=warnings)
    mark_sent(meeting, change)


def tell_named(meeting: Meeting, before: dict[int, str], *, by: Person) -> None:
    """Write to those newly named, or newly needed, compared with `before` (role by person).

    Before the meeting has a slot nobody is written to: then `tell_scheduled` does it.
    """
    if not rules.answers_open(meeting):
        return
    for row in meeting.named.exclude(person=by).select_related("person").order_by("person"):
        is_needed = row.role in MeetingPerson.NEEDED
        was_needed = before.get(row.person_id) in MeetingPerson.NEEDED
        if row.person_id not in before or (is_needed and not was_needed):
            emails.named(meeting, row.person, role=row.get_role_display())


def _preparing(meeting: Meeting) -> QuerySet[Person]:
    needed = meeting.named.filter(role__in=MeetingPerson.NEEDED)
    chairs = GroupMember.objects.filter(group=meeting.group_id, role=GroupMember.Role.CHAIR)
    return Person.objects.filter(
        Q(pk__in=needed.values("person"))
        | Q(pk__in=chairs.values("person"))
        | Q(pk=meeting.requested_by_id)
    )


def mark_sent(meeting: Meeting, change: ProgrammeChange) -> None:
    meeting.told_up_to = change.pk
    meeting.save(update_fields=["told_up_to"])


def tell_changes() -> str:
    """Write the emails about changes that are ten minutes old; part of `tick`."""
    written = 0
    for row in rules.with_unsent_changes().order_by("pk"):
        with transaction.atomic():
            meeting = locked_meeting(row)
            if rules.with_unsent_changes().filter(pk=meeting.pk).exists():
                written += _tell(meeting)
    return f"{written} emails about changed meetings written"


def _tell(meeting: Meeting) -> int:
    """Compare the slot of the last email, which the first change knows, with the present one."""
    changes = list(meeting.changes.filter(pk__gt=meeting.told_up_to).order_by("pk"))
    before, after = changes[0].before, changes[-1].after
    mark_sent(meeting, changes[-1])
    email = email_about(before, after)
    if not email or not rules.plans(meeting.sprint) or not _lies_ahead(before, after):
        return 0
    authors = {change.by_id for change in changes}
    people = [person for person in _concerned(meeting) if authors != {person.pk}]
    why = Transition.objects.of(meeting).values_list("why", flat=True).last() or ""
    return emails.changed(meeting, people, email, before=before, why=why)


def email_about(before: dict[str, Any], after: dict[str, Any]) -> str:
    """The name of the email about this difference; empty if there is nothing to tell."""
    if not before:
        return ""
    was_cancelled, is_cancelled = before["state"] == CANCELLED, after["state"] == CANCELLED
    if was_cancelled != is_cancelled:
        return "cancelled" if is_cancelled else "restored"
    if is_cancelled:
        return ""
    if any(before[name] != after[name] for name in ("starts_at", "ends_at")):
        return "moved"
    return "room_changed" if before["room"] != after["room"] else ""


def _lies_ahead(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the old or the new end is in the future; both are ISO 8601 in UTC."""
    return max(before["ends_at"], after["ends_at"]) > timezone.now().isoformat()


def _concerned(meeting: Meeting) -> QuerySet[Person]:
    """The people who answered with yes, and those whom the meeting names."""
    coming = meeting.answers.coming().values("registration__person")
    named = meeting.named.values("person")
    return Person.objects.filter(Q(pk__in=coming) | Q(pk__in=named)).order_by("pk")
