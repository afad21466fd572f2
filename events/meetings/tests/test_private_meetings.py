"""What is private about a meeting, looked for at every address that there is, by everybody."""

import datetime
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from events.lifecycle import Transition
from events.meetings import rules
from events.meetings.display.changes import HIDDEN
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.tests.cast import Cast
from events.meetings.tests.factories import AgendaItemFactory, RoomFactory, RsvpFactory, at
from events.meetings.workflow import renew_token
from events.registration.models import Registration
from events.registration.tests.pages import all_rows
from events.sprints.models import Sprint
from events.sprints.tests.factories import SeriesFactory
from people.models import InterestGroup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
KEY, NO_KEY = 471_100, 471_199
ITS = f"/sprints/quill/meetings/{KEY}/"
AREAS = ("sprints", "registration", "meetings", "pages", "admin")
TEXTS = ("title", "summary", "wishes", "programme_note", "override")
MEETING_DOOR, ROOM_DOOR = "MARK-meeting-door", "MARK-room-door"
PREPARING = {
    "organizer",
    "programme",
    "superuser",
    "group_chair",
    "named_chair",
}
OUTSIDERS = {
    "anonymous",
    "stranger",
    "participant",
    "waiting",
    "other_chair",
    "other_organizer",
    "treasurer",
}
# Of which meeting who else learns nothing.
KINDS = {
    "invited": ({"visibility": "invited"}, OUTSIDERS | {"member"}),
    "group": ({"visibility": "group"}, OUTSIDERS),
    "requested": ({"visibility": "public", "state": "requested"}, OUTSIDERS | {"member"}),
}


class Private(Cast):
    """A meeting with a mark in all that is private; rows that addresses name have the same key."""

    def __init__(self, *, starts_at=None, **facts):
        super().__init__(pk=KEY, series=SeriesFactory(pk=KEY), slug="quill")
        InterestGroup.objects.filter(pk=self.group.pk).update(slug="parsers")
        door = f"https://meet.example.org/{ROOM_DOOR}"
        self.room = RoomFactory(pk=KEY, sprint=self.sprint, name="Attic", join_url=door)
        if facts.get("state") != "requested":
            facts |= {"room": self.room, "starts_at": starts_at or at(self.sprint, 8, 17, day=3)}
        texts = {name: f"MARK-{name}" for name in TEXTS}
        door = f"https://meet.example.org/{MEETING_DOOR}"
        self.private = self.meeting(pk=KEY, join_url=door, **texts, **facts)
        for role in ("invited", "named_chair", "requester"):
            self.people[role].name = f"MARK-{role}"
            self.people[role].save()
        AgendaItemFactory(pk=KEY, meeting=self.private, title="MARK-agenda", progress="now")
        answer = Registration.objects.get(person=self.people["waiting_remote"])
        RsvpFactory(meeting=self.private, registration=answer, answer="remote")
        self.record_a_change()

    def record_a_change(self):
        was = {"starts_at": None, "ends_at": None, "room": KEY, "state": "requested"}
        ProgrammeChange.objects.create(
            sprint=self.sprint,
            meeting=self.private,
            kind="added",
            after=was,
            was_public=False,
            by=self.people["programme"],
        )
        Transition.objects.create(
            content_type=ContentType.objects.get_for_model(Meeting),
            object_id=KEY,
            to_state=self.private.state,
            why="MARK-why",
        )

    def client(self, name):
        client = Client()
        if name != "anonymous":
            client.force_login(self.people[name])
        return client

    def marks(self):
        """Its time is one of them, as feeds write it, and its name in calendars."""
        row = Meeting.objects.get(pk=KEY)
        time = []
        if row.starts_at:
            time = [f"{row.starts_at:{form}}" for form in ("%Y%m%dT%H%M", "%Y-%m-%dT%H:%M")]
        return ["MARK", HIDDEN, str(row.uid), *time]


def every_address(token):
    """The address of every page there is, filled with the key of the marked rows."""
    arguments = {
        "object_id": KEY,
        "pk": KEY,
        "item": KEY,
        "name": "cancel",
        "app_label": "events",
        "content_type_id": KEY,
        "url": "no-such-page",
        "token": token,
        "date": Sprint.objects.get(pk=KEY).starts_on.isoformat(),
    }
    for area in AREAS:
        named = get_resolver().namespace_dict[area][1].reverse_dict
        for name in sorted(name for name in named if isinstance(name, str)):
            slug = "parsers" if "group" in name else "quill"
            for possibility, *_ in named.getlist(name):
                wanted = possibility[0][1]
                known = {"slug": slug, **arguments}
                if known.keys() >= set(wanted):
                    yield reverse(f"{area}:{name}", kwargs={one: known[one] for one in wanted})


def other_ways():
    """Searches, filters, fields with search, other days and clocks."""
    for kind in ("events/meeting", "events/room", "events/programmechange", "events/sprint"):
        yield f"/admin/{kind}/?q=mark"
        yield f"/admin/{kind}/?q=&_facets=True&all="
    for model in ("people/interestgroup", "people/person", "events/registration"):
        yield f"/admin/{model}/?q=mark"
    for field in ("title", "summary", "join_url", "wishes"):
        yield f"/admin/events/meeting/?{field}__startswith=M"
    yield "/admin/events/room/?join_url__contains=door"
    yield f"/admin/events/room/?meetings__title__startswith=M&sprint__id__exact={KEY}"
    for app, model, field in (
        ("people", "groupmember", "person"),
        ("people", "groupmember", "group"),
        ("events", "meetingperson", "person"),
        ("events", "agendaitem", "meeting"),
        ("events", "programmechange", "meeting"),
        ("events", "meeting", "room"),
        ("events", "rsvp", "meeting"),
    ):
        for term in ("mark", ""):
            ask = f"app_label={app}&model_name={model}&field_name={field}&term={term}"
            yield f"/admin/autocomplete/?{ask}"
    yield from (f"/sprints/quill/{page}/?q=mark&tz=Asia/Tokyo" for page in ("programme", "now"))
    yield "/sprints/quill/now/?screen=1"
    date = Sprint.objects.get(pk=KEY).starts_on + datetime.timedelta(days=3)
    yield f"/sprints/quill/programme/{date}/"


def addresses_of_it(key=KEY):
    """The addresses that name the meeting."""
    its = (ITS, f"/admin/events/meeting/{KEY}/")
    pages = [page for page in every_address("-") if page.startswith(its)]
    # Those take the key of a sprint.
    pages = [page for page in pages if not page.endswith(("/problems/", "/zone/"))]
    return [page.replace(f"/{KEY}/", f"/{key}/") for page in pages]


def all_of(answer):
    """All that travels: body, headers, cookies."""
    return f"{answer.content.decode()}\n{answer.headers}\n{answer.cookies}"


def told(answer):
    """The page that one ends at, without what differs at each request and the number in the address."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]+"', "", answer.content.decode())
    whole = f"{answer.status_code} {answer.redirect_chain}\n{text}"
    return whole.replace(str(NO_KEY), str(KEY))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_private_stands_at_any_address_for_those_who_may_not_see_it(kind):
    facts, outsiders = KINDS[kind]
    cast = Private(**facts)
    marks = cast.marks()
    leaks = []
    for name in sorted(outsiders):
        client = cast.client(name)
        token = "none" if name == "anonymous" else renew_token(cast.people[name]).token
        for page in [*every_address(token), *other_ways()]:
            answer = client.get(page)
            assert answer.status_code < 500, page
            found = [mark for mark in marks if mark in all_of(answer)]
            leaks += [(name, page, found)] if found else []
    assert leaks == []


@pytest.mark.parametrize("kind", KINDS)
def test_its_addresses_answer_as_those_of_a_meeting_that_is_none(kind):
    facts, outsiders = KINDS[kind]
    cast = Private(**facts)
    pages = list(zip(addresses_of_it(), addresses_of_it(NO_KEY), strict=True))
    assert len(pages) == 15
    for name in sorted(outsiders):
        client = cast.client(name)
        # Who sees a meeting is one rule for all ways to ask: one kind shows the others.
        ways = (client.get, client.head, client.post) if kind == "invited" else (client.get,)
        for its, of_none in pages:
            for ask in ways:
                answer, expected = ask(its, follow=True), ask(of_none, follow=True)
                assert told(answer) == told(expected), (name, its)
                assert answer.redirect_chain or answer.status_code in {403, 404, 405}


@pytest.mark.parametrize("kind", KINDS)
def test_those_who_may_see_it_find_it(kind):
    facts, outsiders = KINDS[kind]
    cast = Private(**facts)
    finders = cast.who(lambda person: Meeting.objects.visible_to(person).filter(pk=KEY).exists())
    assert finders >= PREPARING
    assert finders.isdisjoint(outsiders)
    programme = "/sprints/quill/programme/"
    for name in finders:
        client = cast.client(name)
        for page in (cast.private.get_absolute_url(), programme, "/groups/parsers/"):
            is_listed = page != programme or kind != "requested"
            assert ("MARK-title" in all_of(client.get(page))) == is_listed, (name, page)


def test_the_way_to_join_stands_in_no_page_but_the_forms_of_those_who_change_it():
    cast = Private(visibility="participants")
    edit, change = f"{ITS}edit/", f"/admin/events/meeting/{KEY}/change/"
    seen = set()
    for name in sorted(PREPARING | {"invited", "participant", "treasurer"}):
        client = cast.client(name)
        for page in [*every_address(renew_token(cast.people[name]).token), *other_ways()]:
            text = all_of(client.get(page))
            seen.update((name, page, door) for door in (MEETING_DOOR, ROOM_DOOR) if door in text)
    chairs = {"group_chair", "named_chair"}
    placing = {"organizer", "programme", "superuser"}
    assert seen == (
        {(name, edit, MEETING_DOOR) for name in placing | chairs}
        | {(name, change, MEETING_DOOR) for name in placing}
        | {(name, f"/admin/events/room/{KEY}/change/", ROOM_DOOR) for name in placing}
    )


def test_while_it_lasts_the_way_stands_in_the_redirect_alone():
    now = timezone.now()
    cast = Private(visibility="invited", starts_at=now)
    for name in cast.people:
        client = cast.client(name)
        answers = {
            page: all_of(client.get(page))
            for page in addresses_of_it()
            if not page.endswith(("/edit/", "/change/"))
        }
        shown = {page for page, text in answers.items() if "-door" in text}
        is_led_in = name not in OUTSIDERS and rules.may_join(cast.people[name], cast.private)
        assert shown == ({f"{ITS}join/"} if is_led_in else set()), name


def test_looking_changes_no_row():
    cast = Private(visibility="invited")
    names = ("named_chair", "organizer")
    tokens = {name: renew_token(cast.people[name]).token for name in names}
    clients = {name: cast.client(name) for name in names}
    before = all_rows()
    for name in names:
        client = clients[name]
        for page in every_address(tokens[name]):
            if "logout" not in page:
                for look in (client.get, client.head, client.options):
                    assert look(page).status_code < 500, page
    assert all_rows() == before
