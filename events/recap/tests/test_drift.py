"""What the team learns of a published report that the data or the editor have left behind."""

import pytest

from events.photos.tests.factories import PhotoFactory
from events.recap import display, exports, workflow
from events.recap.models import CommitCount, Report
from events.recap.tests.factories import CommitCountFactory, ReportFactory, RepositoryFactory

pytestmark = pytest.mark.django_db
HEAD = {"author": "Olga Org", "legacy_path": "/2030/old.html"}


def written(sprint, **head):
    return workflow.save(sprint, by=None, head=HEAD | head, blocks={}, seen=None)


@pytest.fixture
def published(sprint, last_evening):
    CommitCountFactory(repository=RepositoryFactory(sprint=sprint, name="a/b"), commits=5)
    written(sprint)
    return workflow.publish(sprint, by=None)


def drift(sprint):
    return display.drift(Report.objects.get(sprint=sprint), display.Facts(sprint))


def test_each_part_of_the_head_is_named_until_it_is_published(client_of, organizer, published):
    sprint, changed, parts = published.sprint, {}, []
    for head, part in (
        ({"title": "New"}, "Title"),
        ({"subtitle": "New"}, "Subtitle"),
        ({"author": "New"}, "Author"),
        ({"description": "New"}, "Description"),
        ({"tags": ["new"]}, "Tags"),
        ({"slug": "new"}, "Name of the post"),
        ({"legacy_path": "/2030/new.html"}, "Earlier address"),
    ):
        changed |= head
        parts.append(part)
        written(sprint, **changed)
        assert drift(sprint).parts == tuple(parts)
    assert drift(sprint).sentence == "7 parts have changed."
    page = client_of(organizer).get("/sprints/quill/report/edit/").content.decode()
    assert all(f"<li>Changed since: {part}</li>" in page for part in parts)
    workflow.publish(sprint, by=None)
    assert drift(sprint).sentence == ""


def test_another_cover_is_named(sprint, published):
    PhotoFactory(sprint=sprint, is_cover=True)
    assert drift(sprint).parts == ("Cover",)
    written(sprint, cover=PhotoFactory(sprint=sprint))
    assert drift(sprint).parts == ("Cover",)


def test_another_way_of_counting_is_named_though_the_number_stays(sprint, published):
    CommitCount.objects.update(method="Counted again.")
    assert drift(sprint).parts == ("How this was counted: commits to main of a/b",)
    assert drift(sprint).figures == ()
    CommitCount.objects.update(version_label="3.12")  # in the text and in the chart
    assert drift(sprint).parts[:2] == ("Commits", "Chart of the commits")


def test_the_earlier_address_holds_until_another_is_published(client, sprint, published):
    written(sprint, legacy_path="/2030/new.html")
    report = Report.objects.get()
    assert client.get("/2030/old.html").status_code == 301
    assert "legacyUrl: /2030/old.html\n" in exports.index_md(report, display.content_of(report))
    report = workflow.publish(sprint, by=None)
    assert client.get("/2030/new.html").status_code == 301
    assert client.get("/2030/old.html").status_code == 404
    assert "legacyUrl: /2030/new.html\n" in exports.index_md(report, display.content_of(report))


def test_an_earlier_address_that_another_report_has_taken_leads_there(client, sprint, published):
    written(sprint, legacy_path="")
    days = {"published_on": published.published_on, "updated_on": published.updated_on}
    other = ReportFactory(state="published", legacy_path="/2030/old.html", **days)
    assert client.get("/2030/old.html")["Location"] == other.get_absolute_url()
