"""The sprint over the end of summer time that tests of pages look at, and what pages say."""

import datetime
from html import unescape

from django.utils.html import strip_tags

from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.sprints.rules import as_moment, zone
from events.sprints.tests.factories import SprintFactory

FRIDAY = datetime.date(2030, 10, 25)
WAY_IN = "https://meet.example.org/secret"


def autumn_sprint(**facts):
    """Friday to Tuesday in Prague; in the night to Sunday the clocks go back at three."""
    return SprintFactory(name="Quill", slug="quill", starts_on=FRIDAY, **facts)


def meeting(sprint, local, minutes=60, **facts):
    """A public meeting that begins at this local time ("2030-10-25 09:00")."""
    local_start = as_moment(datetime.datetime.fromisoformat(local), zone(sprint))
    starts_at = local_start.astimezone(datetime.UTC)
    if "room" not in facts:
        facts["room"] = sprint.rooms.first() or RoomFactory(sprint=sprint, name="Attic")
    ends_at = starts_at + datetime.timedelta(minutes=minutes)
    return MeetingFactory(sprint=sprint, starts_at=starts_at, ends_at=ends_at, **facts)


def plain(html):
    return " ".join(unescape(strip_tags(html)).split())


def words(response):
    """The text of the page's main part, with single spaces."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return plain(f"<main{main}")


def after(response, heading):
    """The text from this heading on."""
    return words(response).split(heading, 1)[1]


def path(row):
    return f"/sprints/quill/meetings/{row.pk}/"
