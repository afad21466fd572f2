"""A public meeting as linked data, and all the data of one person."""

from events.meetings.models import Meeting, MeetingPerson, Rsvp
from events.sprints import rules
from events.sprints.exports import ATTENDANCE
from events.sprints.models import Mode
from people.models import Person


def linked_data(meeting: Meeting, url: str, sprint_url: str) -> dict:
    """A public meeting as an Event of schema.org; empty while its day or mode is not known."""
    starts = meeting.starts_at or meeting.on_day
    if not meeting.is_public or starts is None or not meeting.mode:
        return {}
    zone = rules.zone(meeting.sprint)
    status = "Cancelled" if meeting.state == Meeting.State.CANCELLED else "Scheduled"
    data: dict = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "url": url,
        "startDate": starts.isoformat(),
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[Mode(meeting.mode)]}",
        "eventStatus": f"https://schema.org/Event{status}",
        "location": _location(meeting, url),
        "superEvent": {"@type": "Event", "name": meeting.sprint.name, "url": sprint_url},
    }
    for name, moment in zip(("startDate", "endDate"), meeting.span or (), strict=False):
        data[name] = moment.astimezone(zone).isoformat()
    if meeting.group:
        data["organizer"] = {"@type": "Organization", "name": meeting.group.name}
    return data


def _location(meeting: Meeting, url: str) -> list[dict]:
    """The room and, for those online, the meeting's page: the join link is secret."""
    sprint = meeting.sprint
    locations = []
    if meeting.mode != Mode.REMOTE:
        name = meeting.room.name if meeting.room else sprint.venue_name or sprint.city
        address = {"addressLocality": sprint.city, "addressCountry": str(sprint.country)}
        postal = {"@type": "PostalAddress", **{key: text for key, text in address.items() if text}}
        locations.append({"@type": "Place", "name": name, "address": postal})
    if meeting.mode != Mode.IN_PERSON:
        locations.append({"@type": "VirtualLocation", "url": url})
    return locations


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
