"""How an organizer comes to the report, sees how ready it is, and to where each part is mended."""

from html import unescape

import pytest

from events.recap import display
from events.recap.models import Report
from events.recap.offers import gets_report, panels
from events.recap.tests.factories import OutcomeFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
EDITOR = "/sprints/quill/report/edit/"
LINK = f'href="{EDITOR}">Report</a>'
BEFORE = "2030-10-06T12:00+00:00"


def dashboard(client, sprint):
    page = client.get(f"/admin/events/sprint/{sprint.pk}/dashboard/")
    return page.content.decode(), dict(page.context["panels"]).get("Report")


def test_the_dashboard_leads_to_the_report_and_says_from_the_first_day_how_ready_it_is(
    sprint, organizer, client_of
):
    with at(BEFORE):
        html, panel = dashboard(client_of(organizer), sprint)
        assert LINK in html
        assert panel is None
    with at("2030-10-07T06:00+00:00"):
        client = client_of(organizer)
        html, panel = dashboard(client, sprint)
        assert LINK in html
        assert panel == [("ready", "46 %"), ("still missing", 7)]
        meter = client.get(EDITOR).context["meter"]
        assert (f"{meter.percent} %", len(meter.checks) - meter.done) == ("46 %", 7)


def test_once_it_is_published_the_dashboard_says_what_differs(
    sprint, published, organizer, client_of
):
    OutcomeFactory(sprint=sprint, kind="fix", title="Found later")
    _, panel = dashboard(client_of(organizer), sprint)
    assert panel[0] == ("published", "11 October 2030")
    drift = display.drift(Report.objects.get(), display.Facts(sprint))
    assert panel[1:] == [
        ("figures that differ from the data", len(drift.figures)),
        ("parts that have changed", len(drift.parts)),
    ]
    assert drift.sentence


def test_others_of_the_team_read_nothing_of_it(sprint, organizer, client_of, last_evening):
    for role in ("reviewer", "photographer"):
        assert panels(sprint, TeamMemberFactory(sprint=sprint, role=role).person) == []
    client = client_of(TeamMemberFactory(sprint=sprint, role="desk").person)
    html, panel = dashboard(client, sprint)
    assert EDITOR not in html
    assert panel is None
    assert EDITOR not in client.get("/sprints/quill/outcomes/").content.decode()
    page = client_of(organizer).get("/sprints/quill/outcomes/").content.decode()
    assert f'<a href="{EDITOR}">The report</a> is made from these lines.' in page


def test_what_was_cancelled_needs_no_report(sprint, organizer, last_evening):
    sprint.state = Sprint.State.CANCELLED
    assert panels(sprint, organizer) == []
    assert not gets_report(sprint)


@pytest.mark.parametrize("rows", [3, 30])
def test_the_panel_costs_the_same_for_3_and_for_30(
    sprint, organizer, django_assert_num_queries, last_evening, rows
):
    for person in PersonFactory.create_batch(rows):
        RegistrationFactory(sprint=sprint, person=person)
    with django_assert_num_queries(20):
        assert panels(sprint, organizer)


def missing(sprint, **report):
    meter = display.meter(Report(sprint=sprint, **report), display.Facts(sprint))
    return [check for check in meter.checks if not check.done]


def test_each_thing_that_is_missing_has_a_link_to_where_it_is_mended(
    sprint, organizer, client_of, last_evening
):
    RegistrationFactory(sprint=sprint, person__name="Unsure Una", listed="")
    RegistrationFactory(sprint=sprint, person__name="Sure Sam", listed="nobody", attended="yes")
    waiting = {"state": "waitlisted", "queue_no": 1, "remote_while_waiting": True}
    RegistrationFactory(sprint=sprint, person__name="Waiting Wim", listed="nobody", **waiting)
    RegistrationFactory(person__name="Elsewhere Eve", listed="")
    nominee = PersonFactory(name="Nia")
    OutcomeFactory(sprint=sprint, kind="vote", nominee=nominee)
    client = client_of(organizer)
    editor = client.get(EDITOR).content.decode()
    found = {check.sentence: check.address for check in missing(sprint)}
    assert len(found) == 9
    for sentence, address in found.items():
        assert address, sentence
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in editor
        else:
            assert client.get(address).status_code == 200, address
    for sentence in (
        "Of 1 participant nobody noted who came.",
        "1 participant has not chosen yet whether to be listed.",
    ):
        people = unescape(client.get(found[sentence]).content.decode())
        names = ("Unsure Una", "Sure Sam", "Waiting Wim", "Elsewhere Eve")
        assert [name for name in names if name in people] == ["Unsure Una"]
