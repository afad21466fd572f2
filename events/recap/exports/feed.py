"""The reports as a feed (RFC 4287)."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from events.recap.display import Content
from events.recap.models import Report


def atom(reports: Iterable[tuple[Report, Content]]) -> str:
    """Each entry with how its text begins; the text itself is on its page."""
    feed = Atom1Feed(
        title="Reports of sprints",
        link=settings.SITE_URL + reverse("pages:sprints"),
        feed_url=settings.SITE_URL + reverse("recap:feed"),
        description="What came of the sprints.",
        language="en",
    )
    for report, content in reports:
        address = settings.SITE_URL + report.get_absolute_url()
        feed.add_item(
            title=content.title,
            link=address,
            description=escape(content.description),  # the library says it is HTML
            author_name=content.author,
            unique_id=f"urn:uuid:{report.sprint.uid}",
            pubdate=_midnight(report.published_on),
            updateddate=_midnight(report.updated_on),
        )
    return feed.writeString("utf-8")


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else None
