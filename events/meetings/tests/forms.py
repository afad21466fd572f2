"""What a browser would send to the pages on which a meeting is prepared."""

from django.urls import reverse

from events.meetings.models import Meeting

LONG = "x" * 10_000
HUGE = "9" * 30
DAY = "2030-10-07"


def request_page(sprint):
    return reverse("meetings:request", args=[sprint.slug])


def page(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.sprint.slug, meeting.pk, *more])


def typed(**changes):
    """The form of a meeting, filled in; None leaves a question out."""
    answered = {
        "kind": "working",
        "title": "The new parser",
        "summary": "What is *left*.",
        "visibility": "public",
        "mode": "hybrid",
        "expected_people": "12",
        "requested_minutes": "90",
        "needs": ["camera", "whiteboard"],
        "wishes": "Not on Friday.",
        "join_url": "https://meet.example.org/secret",
        **changes,
    }
    return {name: answer for name, answer in answered.items() if answer is not None}


def refused(answer):
    """The sentences of a page that stored nothing, by question."""
    assert answer.status_code == 200
    return {name: list(sentences) for name, sentences in answer.context["form"].errors.items()}


def kept(answer, sent):
    """Whether everything that was sent stands in the form again."""
    form = answer.context["form"]
    return {name: form[name].value() for name in sent if name in form.fields} == {
        name: value for name, value in sent.items() if name in form.fields
    }


def row_of(meeting):
    """All that is stored of it."""
    return Meeting.objects.values().get(pk=meeting.pk)


def by_hand(room=None, **changes):
    """Monday at ten, in this room."""
    answers = {"slot": "by_hand", "day": DAY, "starts": "10:00", "minutes": "60"}
    return answers | {"room": room.pk if room else ""} | changes


def where(meeting):
    """State, beginning, end and room as they are stored."""
    return Meeting.objects.values_list("state", "starts_at", "ends_at", "room").get(pk=meeting.pk)
