"""What leaves a sprint for machines: linked data, and what it holds of one person."""

import json

from django.utils.safestring import SafeString, mark_safe

from events.sprints.models import Mode, Sprint
from people.models import Person

ATTENDANCE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.REMOTE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def json_for_script(value: dict) -> SafeString:
    """JSON that is safe inside a script element, whatever its texts contain."""
    text = json.dumps(value, ensure_ascii=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return mark_safe(text)  # noqa: S308 -- nothing in it can end the element


def linked_data(sprint: Sprint, hosts: list[str], url: str) -> dict:
    """The sprint as an Event of schema.org."""
    cancelled = sprint.state == Sprint.State.CANCELLED
    data: dict = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": sprint.name,
        "url": url,
        "startDate": sprint.starts_on.isoformat(),
        "endDate": sprint.ends_on.isoformat(),
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[Mode(sprint.mode)]}",
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
    }
    if sprint.tagline:
        data["description"] = sprint.tagline
    if sprint.mode != Mode.REMOTE:
        address = {"addressLocality": sprint.city, "addressCountry": str(sprint.country)}
        known = {name: value for name, value in address.items() if value}
        data["location"] = {
            "@type": "Place",
            "name": sprint.venue_name or sprint.city,
            "address": {"@type": "PostalAddress", **known},
        }
    if hosts:
        data["organizer"] = [{"@type": "Organization", "name": name} for name in hosts]
    return data


def personal_data(person: Person) -> dict:
    return {
        "team_roles": list(person.team_roles.order_by("pk").values("sprint__slug", "role")),
        "credits": list(person.credits.order_by("pk").values("sprint__slug", "reason")),
    }
