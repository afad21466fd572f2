"""Asking for a slot, booking it and joining: by keyboard, on a narrow screen, without scripts."""

import datetime
import http.server
import threading

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.meetings.models import Meeting
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
)
from events.sprints.models import Sprint
from events.tests.browser.addresses import ATTENDEE, visit
from events.tests.browser.barriers import (
    barriers_in_both_themes,
    found_by_looking,
    sideways,
)
from events.tests.browser.test_registration import tab_to
from people.models import InterestGroup, Person
from people.tests.factories import GroupMemberFactory

pytestmark = pytest.mark.browser

CHAIR = "chair@example.org"
GROUP = "Invented grammar"
REQUEST = "/sprints/demo/meetings/request/"


@pytest.fixture
def chair(demo):
    """The demo's chair, of one more group, in a sprint with one more room whose chairs book."""
    Sprint.objects.filter(slug="demo").update(chairs_may_book=True)
    RoomFactory(sprint=Sprint.objects.get(slug="demo"), name="Belfry", slug="belfry")
    person = Person.objects.get(email=CHAIR)
    GroupMemberFactory(group__name=GROUP, group__slug="grammar", person=person, role="chair")
    return person


@pytest.fixture
def meeting(chair):
    """A meeting of the chair's group, with people and an agenda."""
    sprint, group = Sprint.objects.get(slug="demo"), InterestGroup.objects.get(name=GROUP)
    row = MeetingFactory(sprint=sprint, group=group, title="Grammar", mode="hybrid")
    MeetingPersonFactory(meeting=row, person=chair)
    MeetingPersonFactory(meeting=row, role="required")
    AgendaItemFactory(meeting=row, minutes=20, progress="now")
    AgendaItemFactory(meeting=row, minutes=90)
    return row


def press(page, role, name, key):
    tab_to(page, page.get_by_role(role, name=name))
    page.keyboard.press(key)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_chair_asks_and_books_with_the_keyboard_alone_on_a_narrow_screen(
    chair, open_page, scripts
):
    page = open_page(CHAIR, viewport={"width": 360, "height": 640}, java_script_enabled=scripts)
    visit(page, REQUEST)
    tab_to(page, page.get_by_label("Group*"))
    page.keyboard.type(GROUP)
    tab_to(page, page.get_by_label("Title*"))
    page.keyboard.type("What a grammar is")
    tab_to(page, page.get_by_label("How many minutes does it take?*"))
    page.keyboard.press("Control+A")
    page.keyboard.type("45")
    press(page, "checkbox", "Projector", "Space")
    press(page, "button", "Ask for a slot", "Enter")
    expect(page.get_by_text("Your meeting is written down. Now choose a slot.")).to_be_visible()
    expect(page.get_by_text("Asked for, 45 minutes; not yet in the programme.")).to_be_visible()
    tab_to(page, page.get_by_role("radio", name="Another one, as typed below"))
    page.keyboard.press("ArrowDown")  # from the last round to the first
    first = page.get_by_role("radio").first
    expect(first).to_be_checked()
    press(page, "button", "Put it into the programme", "Enter")
    expect(page.get_by_text("It takes place")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("What a grammar is")
    booked = Meeting.objects.get(title="What a grammar is")
    assert (booked.state, booked.group.name, booked.needs) == ("scheduled", GROUP, ["projector"])
    assert booked.ends_at - booked.starts_at == datetime.timedelta(minutes=45)


def test_no_page_has_a_barrier_or_scrolls_sideways(meeting, open_page):
    names = ("edit", "move", "people", "agenda", "cancel")
    pages = [reverse(f"meetings:{name}", args=["demo", meeting.pk]) for name in names]
    found = found_by_looking(open_page(CHAIR, has_touch=True), [REQUEST, *pages])
    assert not found, "\n".join(found)


def test_a_wrong_time_and_both_versions_of_a_text_are_told_without_barriers(meeting, open_page):
    page = open_page(CHAIR, viewport={"width": 320, "height": 640})
    visit(page, reverse("meetings:move", args=["demo", meeting.pk]))
    page.get_by_label("Minutes").fill("")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("alert")).to_contain_text("Minutes Please fill this in.")
    found = barriers_in_both_themes(page) + sideways(page)
    visit(page, reverse("meetings:edit", args=["demo", meeting.pk]))
    page.get_by_label("Title*").fill("Mine")
    meeting.title = "Theirs"
    meeting.save()
    page.get_by_role("button", name="Save").click()
    both = page.get_by_role("alert")
    expect(both).to_be_focused()
    expect(both).to_contain_text("Theirs")
    expect(page.get_by_label("Title*")).to_have_value("Mine")
    assert found + barriers_in_both_themes(page) + sideways(page) == []


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site, where people meet; it notes which page they say they come from."""

    visits: list = []

    def do_GET(self):
        self.visits.append((self.path, self.headers["Referer"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b'<link rel="icon" href="data:,"><title>The room</title>Welcome')

    def log_message(self, *arguments):
        """Nothing to the terminal."""


@pytest.fixture
def elsewhere():
    Elsewhere.visits = []
    server = http.server.HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_button_leads_to_the_other_site_under_our_policy(
    meeting, elsewhere, open_page, scripts
):
    now = timezone.now()
    meeting.starts_at, meeting.ends_at = now, now + datetime.timedelta(hours=1)
    meeting.join_url = f"{elsewhere}/secret"
    meeting.save()
    # Why it is a link and no form: docs/decisions/0012-joining.md.
    page = open_page(ATTENDEE, java_script_enabled=scripts)
    visit(page, meeting.get_absolute_url())
    page.get_by_role("link", name="Join").click()
    expect(page).to_have_title("The room")
    assert page.url == f"{elsewhere}/secret"
    assert Elsewhere.visits == [("/secret", None)]
