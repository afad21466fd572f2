"""How tests reach and fill in the back office of meetings."""

from events.meetings.admin.forms import version_of_meeting


def change(row):
    return f"/admin/events/{row._meta.model_name}/{row.pk}/change/"


def typed(meeting, **changes):
    """What the browser sends for the form of this meeting, with nobody and no agenda below it."""
    data = {
        "sprint": meeting.sprint_id,
        "kind": meeting.kind,
        "title": meeting.title,
        "visibility": meeting.visibility,
        "mode": meeting.mode,
        "requested_minutes": 60,
        "seen": version_of_meeting(meeting) if meeting.pk else "",
    }
    for prefix in ("named", "agenda"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | changes


def typed_people(meeting, *rows):
    """The rows of people below it: primary key (of those stored already), person and role."""
    data = {
        "named-TOTAL_FORMS": len(rows),
        "named-INITIAL_FORMS": sum(bool(row[0]) for row in rows),
    }
    for number, (pk, person, role) in enumerate(rows):
        values = {"id": pk, "meeting": meeting.pk, "person": person, "role": role}
        data |= {f"named-{number}-{name}": value for name, value in values.items()}
    return data
