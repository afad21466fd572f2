"""A report is frozen when it is published; what people withdraw is gone at once."""

import datetime
import zipfile
from io import BytesIO

import pytest

from events.lifecycle import Refused, Transition
from events.recap import display, rules, workflow
from events.recap.models import Report
from events.recap.tests import conftest
from events.recap.tests.factories import OutcomeFactory, ReportFactory
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import CreditFactory, PublishedFigureFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def everything(client, organizer_client):
    """All that leaves the report, in one text."""
    public = ("/sprints/quill/report/", "/sprints/quill/figures.json", "/reports/feed/")
    parts = [client.get(address).content.decode() for address in public]
    archive = organizer_client.get("/sprints/quill/report/export/").content
    with zipfile.ZipFile(BytesIO(archive)) as bundle:
        parts += [bundle.read(name).decode() for name in bundle.namelist() if name.endswith(".md")]
    return "\n".join(parts)


def test_a_draft_is_nobodys_but_the_organizers(client, client_of, sprint, organizer, ann):
    workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks={}, seen=None)
    for path in ("report/", "figures.json"):
        assert client.get(f"/sprints/quill/{path}").status_code == 404
        assert client_of(ann).get(f"/sprints/quill/{path}").status_code == 404
        assert client_of(organizer).get(f"/sprints/quill/{path}").status_code == 200
    assert client.get("/reports/feed/").content.count(b"<entry>") == 0
    assert client_of(ann).get("/sprints/quill/report/export/").status_code == 404
    refused = client_of(organizer).get("/sprints/quill/report/export/", follow=True)
    assert "A draft is not exported." in refused.content.decode()
    assert "A draft: only the organizers" in (
        client_of(organizer).get("/sprints/quill/report/").content.decode()
    )


def test_a_published_report_stays_as_it_is_and_says_what_differs(
    client, client_of, sprint, organizer, published
):
    before = client.get("/sprints/quill/report/").content
    RegistrationFactory(sprint=sprint, attended="yes", person=PersonFactory(name="Late Comer"))
    OutcomeFactory(sprint=sprint, title="Found later")
    PublishedFigureFactory(sprint=sprint, label="cups of coffee", value=900)
    after = client.get("/sprints/quill/report/")
    assert after.content == before
    found = display.drift(published, display.Facts(sprint))
    assert found.sentence == "3 figures differ from the data and 2 parts have changed."
    assert [(one.label, one.was, one.now) for one in found.figures] == [
        ("in-person participants", 1, 2),
        ("outcomes", None, 1),
        ("cups of coffee", None, 900),
    ]
    page = client_of(organizer).get("/sprints/quill/report/edit/").content.decode()
    assert "3 figures differ from the data" in page


def test_publishing_again_brings_it_up_to_date(client, sprint, organizer, published):
    OutcomeFactory(sprint=sprint, title="Found later")
    with at("2030-10-20T12:00+00:00"):
        report = workflow.publish(sprint, by=organizer)
    assert (report.published_on, report.updated_on) == (
        datetime.date(2030, 10, 11),
        datetime.date(2030, 10, 20),
    )
    page = client.get("/sprints/quill/report/").content.decode()
    assert "Found later" in page
    assert "brought up to date on" in page
    assert display.drift(report, display.Facts(sprint)).sentence == ""
    whys = Transition.objects.of(report).values_list("why", flat=True)
    assert list(whys) == ["", "", "Brought up to date."]


def test_publishing_again_without_any_change_is_refused(sprint, organizer, published):
    with at("2030-10-20T12:00+00:00"), pytest.raises(Refused, match="Nothing has changed"):
        workflow.publish(sprint, by=organizer)
    report = Report.objects.get()
    assert report.updated_on == datetime.date(2030, 10, 11)
    assert len(Transition.objects.of(report)) == 2
    workflow.take_back(sprint, by=organizer, why="A pause.")
    assert workflow.publish(sprint, by=organizer).state == "published"


def test_a_name_that_is_withdrawn_is_gone_from_everything_at_once(
    client, client_of, organizer, ann, published
):
    team = client_of(organizer)
    assert "Ann Lee" in everything(client, team)
    Registration.objects.filter(person=ann).update(listed="participants")
    after = everything(client, team)
    assert "Ann Lee" not in after
    assert "a participant said so" in after


def test_a_sprint_that_hides_its_list_hides_the_names(published):
    Sprint.objects.update(participants_shown_to="participants")
    assert "Ann Lee" not in conftest.everything()


def test_somebody_who_takes_no_part_is_named_as_the_team_credits_them(sprint):
    outsider, other = PersonFactory(), PersonFactory()
    CreditFactory(sprint=sprint, person=outsider)
    assert rules.shown_people(sprint) == {outsider.pk}
    RegistrationFactory(sprint=sprint, person=other, listed="", state="cancelled")
    CreditFactory(sprint=sprint, person=other)
    assert rules.shown_people(sprint) == {outsider.pk}


@pytest.mark.parametrize(
    ("day", "state", "sentence"),
    [
        (10, "open", "The sprint lasts until 11 October 2030."),
        (11, "open", "It still needs an author."),
        (11, "cancelled", "The sprint itself is not public."),
    ],
)
def test_what_cannot_be_published(sprint, organizer, day, state, sentence):
    Sprint.objects.update(state=state)
    workflow.save(sprint, by=organizer, head={}, blocks={}, seen=None)
    with at(f"2030-10-{day}T12:00+00:00"), pytest.raises(Refused, match=sentence):
        workflow.publish(sprint, by=organizer)


def test_only_organizers_write_it(sprint, ann, last_evening):
    for verb in (workflow.publish, workflow.take_back, workflow.attach):
        how = {workflow.take_back: {"why": "x"}, workflow.attach: {"block": "why"}}.get(verb, {})
        with pytest.raises(Refused, match="Only the organizers"):
            verb(sprint, by=ann, **how)
    assert not Report.objects.exists()


def test_it_can_be_taken_back_with_a_reason(client, sprint, organizer, published):
    with pytest.raises(Refused, match="say why"):
        workflow.take_back(sprint, by=organizer, why=" ")
    workflow.take_back(sprint, by=organizer, why="A wrong name.")
    assert client.get("/sprints/quill/report/").status_code == 404
    with pytest.raises(Refused, match="not published"):
        workflow.take_back(sprint, by=organizer, why="Again.")
    assert workflow.publish(sprint, by=organizer).published_on == datetime.date(2030, 10, 11)


def test_whoever_saves_over_somebody_elses_words_is_told(sprint, organizer):
    first = workflow.save(sprint, by=organizer, head={"title": "One"}, blocks={}, seen=None)
    workflow.save(sprint, by=organizer, head={"title": "Two"}, blocks={}, seen=first.revision)
    with pytest.raises(Refused, match="Somebody else has changed"):
        workflow.save(sprint, by=organizer, head={"title": "3"}, blocks={}, seen=first.revision)
    assert Report.objects.get().title == "Two"


def test_a_block_is_computed_again_once_it_is_attached(sprint, organizer):
    words = {"opening": {"text": "By hand.", "more": "Beside."}, "why": {"text": "So."}}
    report = workflow.save(sprint, by=organizer, head={}, blocks=words, seen=None)
    assert drafted(report)["opening"] == ["By hand.", "Beside."]
    report = workflow.attach(sprint, by=organizer, block="opening")
    opening, beside = drafted(report)["opening"]
    assert (opening[:16], beside) == ("Quill took place", "Beside.")
    for block, sentence in (("opening", "computed already"), ("why", "written by hand alone")):
        with pytest.raises(Refused, match=sentence):
            workflow.attach(sprint, by=organizer, block=block)


def drafted(report):
    content = display.draft_content(report, display.Facts(report.sprint))
    return {section["name"]: section["text"] for section in content["sections"]}


def test_an_empty_text_leaves_a_part_out(sprint, organizer):
    blocks = {"opening": {"text": ""}}
    report = workflow.save(sprint, by=organizer, head={}, blocks=blocks, seen=None)
    assert "opening" not in drafted(report)


@pytest.mark.parametrize("participants", [3, 30])
def test_the_page_costs_the_same_for_3_participants_and_for_30(
    client, sprint, publish, participants, django_assert_num_queries
):
    for person in PersonFactory.create_batch(participants):
        RegistrationFactory(sprint=sprint, person=person, attended="yes")
    publish()
    with django_assert_num_queries(8):
        first = client.get("/sprints/quill/report/")
    assert first.content.count(b"<li>Person Number") == participants
    with django_assert_num_queries(1):
        again = client.get("/sprints/quill/report/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_feed_costs_the_same_for_one_report_and_for_three(
    client, sprint, organizer, published, django_assert_num_queries
):
    with django_assert_num_queries(7):
        feed = client.get("/reports/feed/").content.decode()
    days = {"published_on": published.published_on, "updated_on": published.updated_on}
    ReportFactory.create_batch(2, state="published", frozen=published.frozen, **days)
    with django_assert_num_queries(8):  # one to see that what is kept is stale
        assert client.get("/reports/feed/").content.count(b"<entry>") == 3
    assert "<title>Quill</title>" in feed
    assert "<published>2030-10-11T00:00:00+00:00</published>" in feed
