"""All outputs of one moment list the same public meetings."""

import datetime
import re

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.cast import Cast
from events.meetings.tests.readers import read
from events.tests import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """A meeting of each state and visibility at the same hour, each in a room of its own."""
    cast = Cast(slug="quill", starts_on=datetime.date(2030, 10, 7))
    for state in (*Meeting.State.values, "withdrawn"):
        for visibility in Meeting.Visibility.values:
            cast.meeting(state=state, visibility=visibility, title=f"Marked {visibility} {state}")
    return cast


def listed(response):
    """The titles on a page that lead to a meeting, or those in a calendar."""
    assert response.status_code == 200
    if response["Content-Type"].startswith("text/calendar"):
        return {entry["title"] for entry in read(response.content)}
    return set(re.findall(r"Marked \w+ \w+", response.content.decode()))


def test_every_page_and_feed_lists_the_same_public_meetings(cast, client):
    sprint = f"/sprints/{cast.sprint.slug}"
    group = f"/groups/{cast.group.slug}/"
    public = set(Meeting.objects.public().values_list("title", flat=True))
    assert len(public) == 3
    outputs = [
        f"{sprint}/programme/",
        f"{sprint}/programme/2030-10-07/",
        f"{sprint}/programme.ics",
        group,
        f"{group}group.ics",
    ]
    with clock.at("2030-10-07T10:30+00:00"):
        assert {path: listed(client.get(path)) for path in outputs} == dict.fromkeys(
            outputs, public
        )
        for row in Meeting.objects.all():
            response = client.get(row.get_absolute_url())
            assert (response.status_code == 200) == (row.title in public)
        assert listed(client.get(f"{sprint}/now/")) == {"Marked public scheduled"}
