"""What leaves the area as data: one person's own."""

from events.meetings.models import Meeting, MeetingPerson, Rsvp
from people.models import Person


def personal_data(person: Person) -> dict:
    """Groups, and the meetings that name the person or have an answer, as far as they may be seen."""
    seen = Meeting.objects.visible_to(person).values("pk")
    about = ("meeting__sprint__slug", "meeting__title")
    named = MeetingPerson.objects.filter(person=person, meeting__in=seen).order_by("pk")
    answers = Rsvp.objects.filter(registration__person=person, meeting__in=seen).order_by("pk")
    return {
        "groups": list(person.memberships.order_by("pk").values("group__name", "role", "since")),
        "meetings": list(named.values(*about, "role")),
        "meeting_answers": list(answers.values(*about, "answer")),
    }
