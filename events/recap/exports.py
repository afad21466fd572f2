"""The report for machines and for other places, and a person's part in it for that person."""

import datetime
import io
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import urljoin

import yaml
from django.conf import settings
from django.core.files.storage import storages
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape as escape_html

from events.lifecycle import Refused
from events.photos import files
from events.photos.display import Image
from events.photos.models import Photo
from events.recap.display import Content
from events.recap.markdown import for_blog
from events.recap.models import Handout, Report
from events.text import escape
from people.models import Person

IMAGE = "image-1.jpg"
NO_IMAGE = (
    "The file of the cover is missing in the storage, so there is nothing to export. "
    "Choose another cover and publish the report again."
)


def front_matter(report: Report, content: Content) -> str:
    """The head of a post, its keys in the blog's order; days are texts, so a parser leaves them."""
    head: dict[str, Any] = {
        "title": content.title,
        "publishDate": report.published_on.isoformat() if report.published_on else "",
        "updatedDate": report.updated_on.isoformat() if report.updated_on else "",
        "author": content.author,
        "description": content.description,
        "tags": list(content.tags),
        "published": True,
    }
    if earlier := report.frozen.get("legacy_path", report.legacy_path):
        head["legacyUrl"] = earlier
    return yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=float("inf"))


def index_md(report: Report, content: Content) -> str:
    """The post as Markdown with its front matter; LF, and one at the end."""
    parts = []
    page = absolute(report.get_absolute_url())
    if content.subtitle:
        parts.append(f"*{escape(content.subtitle)}*")
    for section in content.sections:
        heading = f"## {section.heading}\n\n" if section.heading else ""
        parts.append(heading + for_blog(section.markdown, page))
        if section.name == "commits" and content.branches:
            parts.append(branches(content))
        if section.name == content.cover_after and content.cover:
            parts.append(cover(content.cover))
    body = "\n\n".join(parts).strip()
    return f"---\n{front_matter(report, content)}---\n\n{body}\n"


def branches(content: Content) -> str:
    """What the page draws as bars: each branch with its number and how it was counted."""
    several = content.in_several_repositories
    lines = [
        f"-   {escape(f'{row.repository} ' * several + row.in_words)}: {row.commits}"
        for row in content.branches
    ]
    counted = dict.fromkeys(row.counted for row in content.branches)
    return "\n".join([*lines, "", *(f"How counted? {escape(how)}" for how in counted)])


def cover(photo: Image) -> str:
    """The picture beside the post, linked to the full size on this site."""
    return f"[![{escape(photo.photo.alt_text)}](./{IMAGE})]({absolute(photo.full)})"


def absolute(address: str) -> str:
    """Storage in buckets gives whole addresses, folders give paths."""
    return urljoin(settings.SITE_URL, address)


def archive(report: Report, content: Content) -> bytes:
    """The ZIP; the same report gives the same bytes. Raises Refused if the cover's file is missing."""
    folder = f"content/posts/{content.slug}"
    day = report.updated_on or report.sprint.ends_on
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bundle:

        def add(name: str, data: bytes) -> None:
            entry = zipfile.ZipInfo(f"{folder}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, data, zipfile.ZIP_DEFLATED)

        add("index.md", index_md(report, content).encode())
        if content.cover:
            add(IMAGE, image(content.cover.photo))
    return written.getvalue()


def image(photo: Photo) -> bytes:
    """Raises Refused if the storage has lost it."""
    try:
        with storages[files.PUBLIC].open(f"{photo.folder}/share.jpg") as file:
            return file.read()
    except FileNotFoundError as fault:
        raise Refused(NO_IMAGE) from fault


def figures_of(report: Report, content: Content) -> dict[str, Any]:
    """Plain values for JSON; days as ISO 8601."""
    return {
        "sprint": report.sprint.name,
        "report": settings.SITE_URL + report.get_absolute_url(),
        "published_on": report.published_on,
        "updated_on": report.updated_on,
        "figures": [asdict(figure) for figure in content.figures],
    }


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
            description=escape_html(content.description),  # the library says it is HTML
            author_name=content.author,
            unique_id=f"urn:uuid:{report.sprint.uid}",
            pubdate=_midnight(report.published_on),
            updateddate=_midnight(report.updated_on),
        )
    return feed.writeString("utf-8")


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else None


def personal_data(person: Person) -> dict:
    outcomes = person.outcome_credits.order_by("pk")
    nominations = person.nominations.order_by("pk")
    gifts = Handout.objects.filter(registration__person=person).order_by("registration", "pk")
    return {
        "outcomes": list(outcomes.values("outcome__sprint__slug", "outcome__title")),
        "nominations": list(nominations.values("sprint__slug", "title", "nominee_agreed")),
        "gifts": list(gifts.values("gift__sprint__slug", "gift__item", "at")),
    }
