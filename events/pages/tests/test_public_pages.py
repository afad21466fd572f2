"""What the public reads, above all of the sprint of 2022."""

import datetime
import json
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from events.management.demo import read
from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import (
    EarlierYearFactory,
    SeriesFactory,
    SponsorshipFactory,
    SprintFactory,
    TeamMemberFactory,
)
from events.text import to_html
from people.tests.factories import PersonFactory


def words(response):
    """The text of the page's main part, with single spaces."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(strip_tags(f"<main{main}")).split())


def listed_people(response):
    people = response.content.decode().split('<ul class="people">')[1].split("</ul>")[0]
    rows = re.findall(r"<li>(.*?)</li>", people, re.DOTALL)
    texts = [re.sub(r'<span class="intro">.*?</span>', "", row, flags=re.DOTALL) for row in rows]
    return [" ".join(unescape(strip_tags(text)).split()) for text in texts]


REPORTED = [
    f"{row['person']['name']} ({row['paid_by']})" if "paid_by" in row else row["person"]["name"]
    for row in read("python-core-2022")["participants"]
]


@pytest.mark.parametrize("page", ["", "people/"])
def test_the_people_of_2022_stand_in_the_order_of_the_report(client, history, page):
    shown = listed_people(client.get(f"/sprints/python-core-2022/{page}"))
    assert shown == REPORTED
    assert len(shown) == 28
    assert sum("(" in name for name in shown) == 14
    assert "Alex Waygood Triager and mentee" in words(
        client.get("/sprints/python-core-2022/people/")
    )


def test_the_page_of_2022_says_what_the_report_said(client, history):
    text = words(client.get("/sprints/python-core-2022/"))
    for fact in (
        "Python Core Development Sprint 2022 3.11 and beyond! 3–7 October 2022 Sunnyvale, "
        "United States of America Hosted by Google In person 28 in-person participants",
        "28 in-person participants 8 countries 3 continents 344 commits to active branches "
        "from 3.7 to 3.12 157 commits to main Source: report of the sprint, 24 October 2022",
        "Host Google Main sponsors Google Python Software Foundation",
        "Special thanks to Greg for making the event happen.",
    ):
        assert fact in text
    assert "(Python Software Foundation)" not in text


def test_linked_data_and_open_graph_tell_machines_the_same(client, history):
    page = client.get("/sprints/python-core-2022/").content.decode()
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    address = {"@type": "PostalAddress", "addressLocality": "Sunnyvale", "addressCountry": "US"}
    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Python Core Development Sprint 2022",
        "url": "http://testserver/sprints/python-core-2022/",
        "startDate": "2022-10-03",
        "endDate": "2022-10-07",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "description": "3.11 and beyond!",
        "location": {"@type": "Place", "name": "Sunnyvale", "address": address},
        "organizer": [{"@type": "Organization", "name": "Google"}],
    }
    assert '<meta property="og:title" content="Python Core Development Sprint 2022">' in page


def test_a_hostile_name_is_harmless_text_everywhere(client, db):
    name = "</script><script>alert(1)</script>"
    sprint = SprintFactory(name=name, tagline=name)
    RegistrationFactory(sprint=sprint, person__name=name)
    for path in ("/", "/sprints/", f"/sprints/{sprint.slug}/", f"/sprints/{sprint.slug}/people/"):
        assert "<script>alert" not in client.get(path).content.decode()


def test_markdown_keeps_its_form_and_loses_what_could_harm(client, db):
    text = "**Bold** <b>raw</b> [x](javascript:alert(1)) ![p](https://elsewhere.example/p.png)"
    sprint = SprintFactory(description=text)
    page = client.get(f"/sprints/{sprint.slug}/").content.decode()
    assert "<strong>Bold</strong> &lt;b&gt;raw&lt;/b&gt;" in page
    assert 'href="javascript' not in page
    assert 'src="https://elsewhere.example' not in page
    assert '!<a href="https://elsewhere.example/p.png" rel="nofollow noopener">p</a>' in page


@pytest.mark.parametrize(
    "address", ["https://a.example/", "HTTP://a.example/", "mailto:a@b.example", "../a/", "#a"]
)
def test_links_in_markdown_lead_to_pages_and_mailboxes(address):
    assert f'href="{address}"' in to_html(f"[text]({address})")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example/", "tel:+1", "data:text/html,x"]
)
def test_links_in_markdown_lead_nowhere_else(address):
    assert to_html(f"[text]({address})") == f"<p>[text]({address})</p>\n"


@pytest.mark.parametrize("address", ["https://[::1", "//[", "https://exa℀mple.org"])
def test_a_broken_address_breaks_no_page(address):
    assert "text" in to_html(f"[text]({address})")


def test_home_and_sprints_say_so_when_nothing_is_planned(client, db):
    assert words(client.get("/")).startswith("No sprint is planned. Here you will read")
    assert "No sprint has been announced yet." in words(client.get("/sprints/"))
    SprintFactory(state=Sprint.State.FINISHED, name="Of Old")
    assert words(client.get("/")).startswith("No sprint is planned. The last one was Of Old, ")


def test_home_shows_the_next_sprint_and_below_it_the_earlier_ones(client, history):
    SponsorshipFactory(sprint=SprintFactory(name="Coming"), level="host", credited_as="The Host")
    text = words(client.get("/"))
    assert re.match(
        r"Next sprint · Series \d+ Coming .* Hosted by The Host Hybrid Save the date", text
    )
    assert text.endswith(
        "Earlier sprints Python Core Development Sprint 2022 3–7 October 2022 · Sunnyvale, "
        "United States of America · in person · 28 people came"
    )


def test_the_timeline_shows_years_gaps_and_sources(client, db):
    series = SeriesFactory(name="The series")
    EarlierYearFactory(series=series, year=2020, mode="remote", source="an old report")
    day = datetime.date(2022, 5, 2)
    SprintFactory(series=series, name="In 2022", starts_on=day, ends_on=day, mode="in_person")
    assert words(client.get("/sprints/")) == (
        "All sprints The series 2022 In 2022 2 May 2022 · Prague, Czechia · in person "
        "2021 No sprint 2020 Remote Source: an old report"
    )


PROGRAMME = 'href="/sprints/quill/programme/"'


@pytest.mark.parametrize(
    ("state", "is_linked"), [("announced", True), ("cancelled", False), ("finished", False)]
)
def test_rooms_promise_a_programme_while_the_sprint_lies_ahead(client, db, state, is_linked):
    sprint = SprintFactory(slug="quill", state=state)
    assert PROGRAMME not in client.get("/sprints/quill/").content.decode()
    RoomFactory(sprint=sprint)
    assert (PROGRAMME in client.get("/sprints/quill/").content.decode()) == is_linked


@pytest.mark.parametrize("visibility", ["public", "participants"])
def test_a_meeting_of_the_past_is_linked_for_those_who_may_see_it(
    client, client_of, db, visibility
):
    sprint = SprintFactory(slug="quill", state="finished")
    MeetingFactory(sprint=sprint, room=None, state="held", visibility=visibility)
    is_linked = PROGRAMME in client.get("/sprints/quill/").content.decode()
    assert is_linked == (visibility == "public")
    participant = client_of(RegistrationFactory(sprint=sprint).person)
    assert PROGRAMME in participant.get("/sprints/quill/").content.decode()


def test_numbers_that_nobody_knows_are_not_shown_as_zero(client, db):
    sprint = SprintFactory()
    text = words(client.get(f"/sprints/{sprint.slug}/"))
    assert "participant" not in text
    assert "As it was reported" not in text


@pytest.mark.parametrize(
    ("registered", "sentence"),
    [
        (0, "Nobody is registered yet. Names appear here when people take part"),
        (1, "1 person takes part, "),
        (2, "2 people take part, "),
    ],
)
def test_the_people_page_before_anybody_agreed_to_be_named(client, db, registered, sentence):
    sprint = SprintFactory()
    RegistrationFactory.create_batch(registered, sprint=sprint, listed="")
    assert sentence in words(client.get(f"/sprints/{sprint.slug}/people/"))


def test_a_private_organization_stands_behind_no_name(client, db):
    sprint = SprintFactory()
    row = RegistrationFactory(sprint=sprint, person__name="Ada")
    FinancingFactory(registration=row, private=True, organization__name="Secret Payer")
    FinancingFactory(registration=row, organization__name="Open Payer")
    assert listed_people(client.get(f"/sprints/{sprint.slug}/people/")) == ["Ada (Open Payer)"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shown_to", "listed", "seen_by"),
    [
        ("everybody", "everybody", {"stranger", "outsider", "participant"}),
        ("everybody", "participants", {"participant"}),
        ("participants", "everybody", {"participant"}),
        ("nobody", "everybody", set()),
        ("everybody", "nobody", set()),
        ("everybody", "", set()),
    ],
)
def test_a_name_is_read_as_far_as_sprint_and_person_agreed(client_of, shown_to, listed, seen_by):
    sprint = SprintFactory(participants_shown_to=shown_to)
    RegistrationFactory(sprint=sprint, person__name="Marked Name", listed=listed)
    clients = {
        "stranger": Client(),
        "outsider": client_of(RegistrationFactory().person),
        "participant": client_of(RegistrationFactory(sprint=sprint).person),
    }
    path = f"/sprints/{sprint.slug}/people/"
    shown = {who for who, client in clients.items() if "Marked Name" in words(client.get(path))}
    assert shown == seen_by


def test_whoever_takes_part_sees_it_on_the_sprint_page(client_of, db):
    row = RegistrationFactory(mode="remote")
    text = words(client_of(row.person).get(row.sprint.get_absolute_url()))
    assert "You take part from afar." in text


@pytest.mark.parametrize("page", ["", "people/", "sprint.ics"])
@pytest.mark.parametrize("cancelled", [False, True])
def test_what_was_never_announced_is_404_to_all_but_its_team(
    client, client_of, draft, page, cancelled
):
    if cancelled:
        Sprint.objects.filter(pk=draft.pk).update(state=Sprint.State.CANCELLED)
    path = f"/sprints/{draft.slug}/{page}"
    organizer = TeamMemberFactory(sprint=draft, role="reviewer").person
    strangers = [TeamMemberFactory().person, RegistrationFactory(sprint=draft).person]
    for stranger in (client, *map(client_of, strangers)):
        assert stranger.get(path).status_code == 404
    for reader in (organizer, PersonFactory(is_superuser=True)):
        assert client_of(reader).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sprints/"])
def test_a_draft_stands_in_no_public_list(client, client_of, draft, path):
    assert "Hidden Draft" not in client.get(path).content.decode()
    assert "Hidden Draft" not in client_of(PersonFactory()).get(path).content.decode()


def test_small_pages(client, db):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/robots.txt").content.decode().startswith("User-agent: *\nDisallow:")
    assert words(client.get("/privacy/")).startswith("Privacy What this site knows of you")
    missing = client.get("/nothing-here/")
    assert (missing.status_code, "Nothing here" in words(missing)) == (404, True)


def test_a_cancelled_sprint_says_so(client, db):
    sprint = SprintFactory(state=Sprint.State.CANCELLED, starts_on=timezone.localdate())
    assert words(client.get(f"/sprints/{sprint.slug}/")).startswith("This sprint was cancelled.")
    assert "cancelled" in words(client.get("/sprints/"))


def test_reading_changes_nothing_and_writing_is_refused(client, history):
    for path in ("/", "/sprints/", "/sprints/python-core-2022/", "/healthz", "/privacy/"):
        assert client.post(path).status_code == 405
    assert Registration.objects.count() == 28


@pytest.mark.django_db
def test_a_page_that_breaks_says_so_in_our_clothes(monkeypatch):
    def broken(sprints):
        raise RuntimeError("broken")

    monkeypatch.setattr("events.pages.views._cards", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert words(response).startswith("500 Something broke on our side")


def test_a_form_without_its_token_is_refused_in_our_clothes(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert words(response).startswith("403 Please try again")
