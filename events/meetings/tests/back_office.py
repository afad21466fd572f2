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
